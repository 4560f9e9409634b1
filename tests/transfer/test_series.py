"""`series` and `series_position` in the front matter of a file."""

from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from blog.models import Post, Series
from blog.transfer.document import BadDocument
from blog.transfer.front_matter import read_document
from blog.transfer.ingest import Ingested, ingest
from tests.factories import NOW, make_post, make_series, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def take(front: str, *, role: str = "editor") -> Ingested:
    document = read_document(f"---\n{front}\n---\n\nWords.\n", ZoneInfo("UTC"))
    return ingest(document, publish=True, now=NOW, by=make_user(role))


def told() -> list[tuple[str, int | None]]:
    return list(Post.objects.in_series(Series.objects.get()).values_list("title", "series_position"))


def test_parts_stand_where_their_files_say_in_whatever_order_they_come() -> None:
    for number in (3, 1, 2):
        take(f"title: Part {number}\nseries: The shoebox\nseries_position: {number}")

    assert told() == [("Part 1", 1), ("Part 2", 2), ("Part 3", 3)]


def test_without_a_position_a_part_stands_last() -> None:
    make_series(parts=[make_post("First")])

    take("title: Second\nseries: the shoebox")

    assert told() == [("First", 1), ("Second", 2)]


def test_a_file_that_names_none_leaves_an_essay_where_it_is() -> None:
    make_series(parts=[make_post("First")])

    take("title: First\nslug: first")

    assert told() == [("First", 1)]


def test_what_the_site_writes_it_reads(client: Client) -> None:
    make_series(parts=[make_post("One"), make_post("Two")])
    files = [client.get(f"/posts/{slug}.md").content.decode() for slug in ("two", "one")]
    Post.objects.all().delete()
    Series.objects.all().delete()

    for file in files:
        ingest(read_document(file, ZoneInfo("UTC")), publish=True, now=NOW)

    assert told() == [("One", 1), ("Two", 2)]


def test_an_author_begins_no_series() -> None:
    taken = take("title: One\nseries: The shoebox", role="author")

    assert taken.notes == ("There is no series “The shoebox”; an editor can begin it.",)
    assert not Series.objects.exists()


@pytest.mark.parametrize("position", ["0", "-1", "two", "1.5", "٣", "[1]", "1000000000"])
def test_a_position_that_is_none_is_told(position: str) -> None:
    with pytest.raises(BadDocument) as bad:
        take(f"title: One\nseries: The shoebox\nseries_position: {position}")

    assert "“series_position" in str(bad.value)
