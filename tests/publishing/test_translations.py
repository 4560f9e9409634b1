"""The same essay in several languages: which essays are tied to one another, and which may not be."""

from dataclasses import replace
from datetime import datetime

import pytest

from accounts.models import User
from blog.models import Post, SiteIdentity
from blog.publishing import posts
from blog.publishing.text import PostText, Refused
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db

SAME_LANGUAGE = "This essay is there in this language already. Say which this one is in."


def write(now: datetime, *, by: User | None = None, post: Post | None = None, **said: object) -> Post:
    text = replace(posts.text_of(post), **said) if post else PostText(title="T", body="Words.", **said)  # type: ignore[arg-type]
    if post and post.is_released:
        return posts.update(post, text, by=by, now=now)
    return posts.save(post, text, by=by, now=now)


def refused(now: datetime, **said: object) -> dict[str, list[str]]:
    with pytest.raises(Refused) as refusal:
        write(now, **said)  # type: ignore[arg-type]
    return dict(refusal.value.message_dict)


def known_to(post: Post) -> list[Post]:
    return list(Post.objects.translations_of(post))


def test_an_original_and_its_translations_know_each_other(now: datetime) -> None:
    original = make_post()
    german = write(now, language="de", translation_of=original.pk)
    french = write(now, language="fr", translation_of=original.pk)

    assert [known_to(post) for post in (original, german, french)] == [
        [german, french],
        [original, french],
        [original, german],
    ]
    assert known_to(make_post()) == []


def test_what_translates_a_translation_is_tied_to_the_original(now: datetime) -> None:
    original = make_post()
    german = write(now, language="de", translation_of=original.pk)
    french = write(now, language="fr", translation_of=german.pk)

    assert french.translation_of == original


def test_it_is_kept_in_the_text_and_taken_off_again(now: datetime) -> None:
    original = make_post()
    german = write(now, language="de", translation_of=original.pk)

    assert PostText.from_json(posts.text_of(german).as_json()).translation_of == original.pk
    assert write(now, post=german, translation_of=None).translation_of is None


def test_two_of_one_language_are_refused_also_where_it_is_the_sites(now: datetime) -> None:
    SiteIdentity(pk=1, language="en").save()
    original = make_post()

    assert refused(now, translation_of=original.pk, language="EN") == {"language": [SAME_LANGUAGE]}
    german = write(now, language="de", translation_of=original.pk)
    assert refused(now, post=german, language="") == {"language": [SAME_LANGUAGE]}
    assert refused(now, post=original, language="de") == {"language": [SAME_LANGUAGE]}


def test_itself_and_its_own_translation_are_refused(now: datetime) -> None:
    original = make_post()
    german = write(now, language="de", translation_of=original.pk)
    said = {"translation_of": ["An essay is no translation of itself, nor of its translation."]}

    assert refused(now, post=original, translation_of=original.pk) == said
    assert refused(now, post=original, translation_of=german.pk) == said


def test_an_original_does_not_become_a_translation_over_its_own(now: datetime) -> None:
    original, another = make_post(), make_post(language="fr")
    write(now, language="de", translation_of=original.pk)

    assert refused(now, post=original, translation_of=another.pk) == {
        "translation_of": ["Others are translations of this essay. Tie them to the original first."]
    }


def test_an_author_learns_of_no_ones_draft(now: datetime) -> None:
    hidden = make_post(state="draft")

    assert refused(now, by=make_user("author"), language="de", translation_of=hidden.pk) == {
        "translation_of": ["This essay is no longer there. Choose another."]
    }
