"""When an essay appears, as its author writes it: read by the site's clocks, told back in words."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from blog.forms.moments import read_moment, tell_moment, write_moment

NOW = datetime(2026, 11, 26, 12, 0, 20, tzinfo=UTC)
"""A Thursday; in Lisbon it is noon, too."""
LISBON = ZoneInfo("Europe/Lisbon")
ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            *("UTC", "Europe/Lisbon", "America/Santiago", "America/Havana", "Australia/Lord_Howe"),
            *("Pacific/Apia", "Asia/Kathmandu", "America/St_Johns", "Africa/Casablanca", "Etc/GMT+5"),
        )
    ]
)


def instants(since: str) -> st.SearchStrategy[datetime]:
    first, last = map(datetime.fromisoformat, (since, "2036-12-31"))
    return st.datetimes(first, last, timezones=st.just(UTC))


LATER, EVER = instants("2026-01-01"), instants("1950-01-01").map(lambda at: at.replace(microsecond=0))


def read(text: str, zone: ZoneInfo = LISBON, now: datetime = NOW) -> str:
    return write_moment(read_moment(text, now, zone).at, zone)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("tomorrow 9", "2026-11-27 09:00"),
        ("Tomorrow at 9:30.", "2026-11-27 09:30"),
        ("tomorrow", "2026-11-27 00:00"),
        ("today 18", "2026-11-26 18:00"),
        ("today 8", "2026-11-26 08:00"),
        ("yesterday", "2026-11-25 00:00"),
        ("fri 08:30", "2026-11-27 08:30"),
        ("thu 18:00", "2026-11-26 18:00"),
        ("thu 11:00", "2026-12-03 11:00"),
        ("thursday", "2026-12-03 00:00"),
        ("on tues 7h30", "2026-12-01 07:30"),
        ("next monday", "2026-11-30 00:00"),
        ("next thursday 9", "2026-12-03 09:00"),
        ("3 december 9:30", "2026-12-03 09:30"),
        ("3rd dec. 2027", "2027-12-03 00:00"),
        ("December 3, 2027 at 9 pm", "2027-12-03 21:00"),
        ("26 nov 8:00", "2026-11-26 08:00"),
        ("25 nov", "2027-11-25 00:00"),
        ("29 feb", "2028-02-29 00:00"),
        ("Friday 27 November 2026, 08:30", "2026-11-27 08:30"),
        ("in 2 hours", "2026-11-26 14:01"),
        ("in an hour", "2026-11-26 13:01"),
        ("in 30 minutes", "2026-11-26 12:31"),
        ("in 3 days", "2026-11-29 00:00"),
        ("in a week 9:00", "2026-12-03 09:00"),
        ("now", "2026-11-26 12:00:20"),
        ("9pm", "2026-11-26 21:00"),
        ("11:00", "2026-11-27 11:00"),
        ("12 am", "2026-11-27 00:00"),
        ("tomorrow noon", "2026-11-27 12:00"),
        ("２０２６-12-01 ９:00", "2026-12-01 09:00"),
        ("2026-3-1", "2026-03-01 00:00"),
        ("2026-03-01 9", "2026-03-01 09:00"),
        ("2026-03-01T09:30:15", "2026-03-01 09:30:15"),
        ("2026-12-01 09:30+02:00", "2026-12-01 07:30"),
        ("2026-12-01T09:30Z", "2026-12-01 09:30"),
    ],
)
def test_reads_what_people_write(said: str, meant: str) -> None:
    assert read(said) == meant


def test_tomorrow_is_the_sites(now: datetime) -> None:
    """At noon in Greenwich it is the first of March in Honolulu, and the second in Auckland."""
    assert read("tomorrow 9", ZoneInfo("Pacific/Honolulu"), now) == "2026-03-02 09:00"
    assert read("tomorrow 9", ZoneInfo("Pacific/Auckland"), now) == "2026-03-03 09:00"


@pytest.mark.parametrize(
    "said",
    [
        *(
            "9",
            "soon",
            "monkey",
            "tomorrow 25",
            "fri 9:60",
            "13pm",
            "0am",
            "30 feb",
            "3 2027",
            "next",
            "in x",
        ),
        *(
            "2026-13-01",
            "2026-02-30",
            "9999-12-31",
            "0001-01-01 09:00",
            "in 9999 weeks 99",
            "x" * 100,
            "in 2",
        ),
    ],
)
def test_says_how_to_write_it(said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read(said)

    assert refused.value.messages == [
        f"“{said[:80]}” is not a date. Write it as “tomorrow 9”, “fri 08:30”, “in 2 hours”, "
        "“3 december 9:30” or 2026-03-01 09:30."
    ]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("morgen 9", "2026-11-27 09:00"),
        ("Morgen um 9 Uhr", "2026-11-27 09:00"),
        ("übermorgen, 9 Uhr 30", "2026-11-28 09:30"),
        ("heute 18:30 Uhr", "2026-11-26 18:30"),
        ("18 Uhr", "2026-11-26 18:00"),
        ("Fr 8.30", "2026-11-27 08:30"),
        ("nächsten Donnerstag", "2026-12-03 00:00"),
        ("am So. um 7h30", "2026-11-29 07:30"),
        ("in 2 Stunden", "2026-11-26 14:01"),
        ("in einer Stunde", "2026-11-26 13:01"),
        ("in 3 Tagen 9:00", "2026-11-29 09:00"),
        ("in einer Woche", "2026-12-03 00:00"),
        ("3. Dezember 9:30", "2026-12-03 09:30"),
        ("am 1. März 2027 mittags", "2027-03-01 12:00"),
        ("Fr, 27. Nov. 2026, 08:30", "2026-11-27 08:30"),
        ("27.11.2026 8:30", "2026-11-27 08:30"),
        ("3.12.2026", "2026-12-03 00:00"),
        ("jetzt", "2026-11-26 12:00:20"),
        ("2026-03-01 09:30", "2026-03-01 09:30"),
        ("tomorrow 9 am", "2026-11-27 09:00"),
    ],
)
def test_reads_what_germans_write_and_english_too(said: str, meant: str) -> None:
    with translation.override("de"):
        assert read(said) == meant


@pytest.mark.parametrize("said", ["27/11/2026", "31.2.2026", "Mo 27.11.2026", "morgens", "..", "am am", ""])
def test_refuses_what_nobody_writes_and_says_so_in_their_words(said: str) -> None:
    with translation.override("de"), pytest.raises(ValidationError, match="„morgen 9“"):
        read(said)


def test_the_days_and_months_of_other_languages_need_no_catalogue() -> None:
    with translation.override("fr"):
        assert read("ven 3 décembre 2027") == "2027-12-03 00:00"
        assert read("3/12/2027 9h30") == "2027-12-03 09:30"


def test_a_weekday_has_to_be_the_dates() -> None:
    with pytest.raises(ValidationError) as refused:
        read("mon 27 nov 2026")

    assert refused.value.messages == ["That date is Friday 27 November 2026. Mend the day or the date."]


@pytest.mark.parametrize(
    ("said", "zone", "says"),
    [
        ("2026-03-29 01:30", "Europe/Lisbon", ("01:30", "2026-03-29 00:59", "2026-03-29 02:00")),
        ("2011-12-30 09:00", "Pacific/Apia", ("09:00", "2011-12-29 23:59", "2011-12-31 00:00")),
        ("2026-10-04 02:15", "Australia/Lord_Howe", ("02:15", "2026-10-04 01:59", "2026-10-04 02:30")),
    ],
)
def test_a_time_that_the_clocks_skip_is_refused_with_the_nearest(
    said: str, zone: str, says: tuple[str, str, str]
) -> None:
    with pytest.raises(ValidationError) as refused:
        read(said, ZoneInfo(zone))

    message = refused.value.messages[0]
    time, before, after = says
    assert message.startswith(f"There is no {time} on ")
    assert message.endswith(
        f": the clocks are put forward. The nearest times there are {before} and {after}."
    )
    assert read(before, ZoneInfo(zone)) == before
    assert read(after, ZoneInfo(zone)) == after


def test_a_day_whose_midnight_is_skipped_begins_a_little_later() -> None:
    assert read("2026-09-06", ZoneInfo("America/Santiago")) == "2026-09-06 01:00"


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    moment = read_moment("2026-10-25 01:30", NOW, LISBON)

    assert moment.is_twice
    assert moment.at.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert not read_moment("2026-10-25 02:30", NOW, LISBON).is_twice


def test_the_second_is_shown_with_its_offset() -> None:
    assert write_moment(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), LISBON) == "2026-10-25 01:30+00:00"


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("UTC", "Friday 27 November 2026, 23:30 UTC"),
        ("Europe/Lisbon", "Friday 27 November 2026, 23:30 in Lisbon (23:30 UTC)"),
        ("Asia/Tokyo", "Saturday 28 November 2026, 08:30 in Tokyo (Friday 27 November 2026, 23:30 UTC)"),
        ("America/Argentina/Buenos_Aires", "Friday 27 November 2026, 20:30 in Buenos Aires (23:30 UTC)"),
    ],
)
def test_is_told_in_the_sites_zone_and_in_utc(zone: str, told: str) -> None:
    assert tell_moment(datetime(2026, 11, 27, 23, 30, tzinfo=UTC), ZoneInfo(zone)) == told


def test_this_year_need_not_be_told() -> None:
    at, tokyo = datetime(2026, 12, 31, 23, 30, tzinfo=UTC), ZoneInfo("Asia/Tokyo")

    assert tell_moment(at, tokyo, 2026) == (
        "Friday 1 January 2027, 08:30 in Tokyo (Thursday 31 December, 23:30 UTC)"
    )


@given(at=EVER, now=EVER, zone=ZONES)
def test_what_a_field_shows_is_read_as_the_same_instant(at: datetime, now: datetime, zone: ZoneInfo) -> None:
    assert read_moment(write_moment(at, zone), now, zone).at == at


@given(now=LATER, zone=ZONES, days=st.integers(1, 400), hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_a_time_of_a_day_is_what_the_clocks_show_then(
    now: datetime, zone: ZoneInfo, days: int, hour: int, minute: int
) -> None:
    """Or it is refused, and then no instant shows it."""
    day = now.astimezone(zone).date() + timedelta(days)
    shown = f"{day} {hour:02}:{minute:02}"
    try:
        at = read_moment(f"in {days} days {hour}:{minute:02}", now, zone).at
    except ValidationError:
        around = (now + timedelta(days=days, minutes=late) for late in range(-30 * 60, 30 * 60))
        assert shown not in {f"{instant.astimezone(zone):%Y-%m-%d %H:%M}" for instant in around}
    else:
        assert f"{at.astimezone(zone):%Y-%m-%d %H:%M}" == shown


@given(now=LATER, zone=ZONES, day=st.sampled_from(["mon", "tuesday", "wed", "thurs", "fri", "sat", "sunday"]))
def test_a_weekday_lies_within_the_next_seven_days(now: datetime, zone: ZoneInfo, day: str) -> None:
    at = read_moment(f"{day} noon", now, zone).at

    assert timedelta() < at - now <= timedelta(days=7, hours=25)
    assert f"{at.astimezone(zone):%A}".casefold().startswith(day)


@given(now=LATER, zone=ZONES, number=st.integers(0, 9999), unit=st.sampled_from(["minutes", "hours"]))
def test_a_span_is_by_the_clock_that_no_one_puts_forward(
    now: datetime, zone: ZoneInfo, number: int, unit: str
) -> None:
    late = read_moment(f"in {number} {unit}", now, zone).at - now - timedelta(**{unit: number})

    assert timedelta() <= late < timedelta(minutes=1)


@given(text=st.text(st.sampled_from("0123456789 :-+Tapmhinoewdfrikjc.\0٣")), now=LATER, zone=ZONES)
def test_anything_is_read_or_refused(text: str, now: datetime, zone: ZoneInfo) -> None:
    with suppress(ValidationError):
        assert read_moment(text, now, zone).at.tzinfo is not None
