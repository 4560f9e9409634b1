"""Slugs of every script."""

import pytest

from blog.models import Tag
from blog.models.addresses import SLUG_LENGTH, is_slug, make_slug, numbered
from blog.models.redirect import free_slug
from blog.models.tag import tag_key, tag_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("On the wrong side of history", "on-the-wrong-side-of-history"),
        ("Meta’s Llama isn't it?", "metas-llama-isnt-it"),
        ("  Ünïcode — ＦＵＬＬ width  ", "ünïcode-full-width"),
        ("Straße", "strasse"),
        ("开放的模型", "开放的模型"),
        ("نماذج مفتوحة", "نماذج-مفتوحة"),
        ("हिन्दी में", "हिन्दी-में"),
        ("a/b\\c?d#e.f", "a-b-c-d-e-f"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
        ("🙂", ""),
        ("", ""),
    ],
)
def test_a_slug_keeps_letters_and_digits_of_any_script(text: str, slug: str) -> None:
    assert make_slug(text) == slug
    assert make_slug(slug) == slug


def test_a_long_slug_is_cut_at_a_word() -> None:
    assert make_slug("word " * 40) == "-".join(["word"] * 16)
    assert len(make_slug("x" * 500)) == SLUG_LENGTH


@pytest.mark.parametrize("value", ["", "Upper", "a--b", "-a", "a b", "a.b", "a/b", "ﬁ", "a\n"])
def test_what_is_no_slug(value: str) -> None:
    assert not is_slug(value)


def test_numbers_stay_within_the_length() -> None:
    assert numbered("a" * SLUG_LENGTH, 12) == "a" * (SLUG_LENGTH - 3) + "-12"


@pytest.mark.parametrize(
    ("name", "key", "slug"),
    [
        ("Open Weights", "open-weights", "open-weights"),
        ("open-weights", "open-weights", "open-weights"),
        ("ＡＩ", "ai", "ai"),
        ("C", "c", "c"),
        ("C++", "c++", "c-plus-plus"),
        ("C#", "c#", "c-sharp"),
        ("R&D", "r&d", "r-and-d"),
        ("人工智能", "人工智能", "人工智能"),
    ],
)
def test_a_tag_is_known_by_its_folded_name(name: str, key: str, slug: str) -> None:
    assert (tag_key(name), tag_slug(key)) == (key, slug)


@pytest.mark.django_db
def test_tags_keep_their_first_spelling_and_their_order() -> None:
    assert [tag.name for tag in Tag.objects.named(["Open Weights", "C++", "C", " "])] == [
        "Open Weights",
        "C++",
        "C",
    ]
    assert [tag.name for tag in Tag.objects.named(["c", "OPEN  weights", "C#", "c"])] == [
        "C",
        "Open Weights",
        "C#",
    ]
    assert Tag.objects.count() == 4


@pytest.mark.django_db
def test_a_taken_address_gets_the_next_number() -> None:
    Tag.objects.named(["a"])
    Tag.objects.create(name="b", slug="a-2")

    assert free_slug(Tag, "a") == "a-3"
    assert free_slug(Tag, "z") == "z"
