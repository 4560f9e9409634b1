"""When: what someone writes of an instant, read by the site's clocks, and an instant told in words. Pure.

Words may be those of the interface or English. What is understood:

    tomorrow 9 · today 18:30 · fri 08:30 · next monday · 9pm · in 2 hours · in 3 days 9:00
    3 december 9:30 · December 3, 2027 · fri 27 nov 2026 08:30 · 2026-03-01 09:30 · 2026-03-01T09:30+02:00
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from blog.dates import in_form
from blog.forms.day_words import in_english
from blog.publishing.limits import YEARS

LONGEST = 80

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def _named(what: str, names: tuple[str, ...]) -> str:
    """A pattern for one of `names`, whole or cut after its third letter or later."""
    short = {name[:letters] for name in names for letters in range(3, len(name) + 1)}
    return f"(?P<{what}>{'|'.join(sorted(short))})"


_WEEKDAY, _MONTH = _named("weekday", WEEKDAYS), _named("month", MONTHS)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?: (?P<year>\d{4}))?"
_TIME = r"(?:at )?(?:(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})| ?h)?(?: ?(?P<half>[ap])m)?|(?P<noon>noon))"
_SPAN = re.compile(r"in (?P<number>an?|\d{1,4}) ?(?P<unit>minute|min|hour|h)s?")


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (aware), and whether the clocks show its time twice that day: it is the first then."""

    at: datetime
    is_twice: bool = False


@dataclass(frozen=True, slots=True)
class _Day:
    """The day that was meant; `again` is how many days on it comes again, if today's time has passed."""

    day: date
    again: int = 0


def read_moment(text: str, now: datetime, zone: tzinfo) -> Moment:
    """What `text` means at `now` by the clocks of `zone`.

    A day without a time is its first instant, a time without a day the next such; a date without a year is
    this year's, or next year's once it has passed. Raises ValidationError with what to write instead, also
    for a time that the clocks skip.
    """
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().replace(",", " ").split()).rstrip(".")
    try:
        if len(said) > LONGEST:
            raise ValueError(said)
        said = in_english(said)
        moment = _instant(said, now) or _by_the_clock(said, now.astimezone(zone), zone)
    except (ValueError, OverflowError) as error:
        raise ValidationError(
            _(
                "“%(value)s” is not a date. Write it as “tomorrow 9”, “fri 08:30”, “in 2 hours”, "
                "“3 december 9:30” or 2026-03-01 09:30."
            ),
            code="invalid",
            params={"value": text[:LONGEST]},
        ) from error
    return moment


def write_moment(at: datetime, zone: tzinfo) -> str:
    """`at` as a field shows it, such as `2026-03-01 09:30`: read again, it is the same instant."""
    local = at.astimezone(zone)
    shown = local if local.fold else local.replace(tzinfo=None)
    return shown.isoformat(" ", timespec="minutes" if not local.second else "seconds")


def tell_moment(at: datetime, zone: tzinfo, this_year: int = 0) -> str:
    """`at` as people say it: “Friday 27 November 2026, 08:30 in Lisbon (08:30 UTC)”; without `this_year`."""
    local, utc = at.astimezone(zone), at.astimezone(UTC)
    day, utc_day = _told_day(local.date(), this_year), _told_day(utc.date(), this_year)
    said = {"day": day, "time": f"{local:%H:%M}", "zone": str(zone)}
    said["place"] = said["zone"].rpartition("/")[2].replace("_", " ")
    if said["zone"] == "UTC":
        return _("%(day)s, %(time)s UTC") % said
    said["utc"] = f"{utc:%H:%M}" if utc.date() == local.date() else f"{utc_day}, {utc:%H:%M}"
    return _("%(day)s, %(time)s in %(place)s (%(utc)s UTC)") % said


def _instant(said: str, now: datetime) -> Moment | None:
    """What needs no clock on the wall: now, in so many hours, or a time that tells its own offset."""
    if said == "now":
        return Moment(now.replace(microsecond=0))
    if found := _SPAN.fullmatch(said):
        number = 1 if found["number"].startswith("a") else int(found["number"])
        span = timedelta(minutes=number) if found["unit"].startswith("m") else timedelta(hours=number)
        return Moment(_whole_minute(now + span))
    stated = _stated(said)
    return Moment(stated) if stated and stated.tzinfo else None


def _by_the_clock(said: str, here: datetime, zone: tzinfo) -> Moment:
    if stated := _stated(said):
        return _existing(stated, zone)
    found, meant = _meant(said, here.date())
    if not (found["hour"] or found["noon"]):
        is_over = meant.again and meant.day == here.date()
        return _first_of(meant.day + timedelta(meant.again if is_over else 0), zone)
    wall = datetime.combine(meant.day, _time(found))
    if meant.again and wall <= here.replace(tzinfo=None):
        wall += timedelta(meant.again)
    return _existing(wall, zone)


def _meant(said: str, today: date) -> tuple[re.Match[str], _Day]:
    for pattern, meaning in _DAYS:
        if found := pattern.fullmatch(said):
            return found, meaning(found, today)
    raise ValueError(said)


def _stated(said: str) -> datetime | None:
    """A date with a time as ISO 8601 writes it, also with seconds or an offset."""
    stated = parse_datetime(said.upper()) if ":" in said else None
    if stated:
        _check_year(stated)
    return stated


def _time(found: re.Match[str]) -> time:
    if found["noon"]:
        return time(12)
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(found[0])
        hour = hour % 12 + 12 * (found["half"] == "p")
    return time(hour, int(found["minute"] or 0))


def _relative(found: re.Match[str], today: date) -> _Day:
    return _Day(today + timedelta({"yesterday": -1, "today": 0, "tomorrow": 1}[found["word"]]))


def _later(found: re.Match[str], today: date) -> _Day:
    number = 1 if found["number"].startswith("a") else int(found["number"])
    return _Day(today + timedelta(number * (7 if found["unit"] == "week" else 1)))


def _weekday(found: re.Match[str], today: date) -> _Day:
    days = (_weekday_number(found["weekday"]) - today.weekday()) % 7
    if found["next"]:
        return _Day(today + timedelta(days or 7))
    return _Day(today + timedelta(days), again=7)


def _any_day(_found: re.Match[str], today: date) -> _Day:
    return _Day(today, again=1)


def _date(found: re.Match[str], today: date) -> _Day:
    month = 1 + next(at for at, name in enumerate(MONTHS) if name.startswith(found["month"]))
    if found["year"]:
        day = date(int(found["year"]), month, int(found["day"]))
    else:
        day = _next_such(today, month, int(found["day"]))
    _check_year(day)
    if found["weekday"] and _weekday_number(found["weekday"]) != day.weekday():
        said = {"day": _told_day(day)}
        raise ValidationError(_("That date is %(day)s. Mend the day or the date."), "weekday", said)
    return _Day(day)


def _iso_date(found: re.Match[str], _today: date) -> _Day:
    day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    _check_year(day)
    return _Day(day)


def _next_such(today: date, month: int, day: int) -> date:
    """The first such date from `today` on: 29 February may be eight years away."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(day)


def _first_of(day: date, zone: tzinfo) -> Moment:
    """The instant `day` begins; where the clocks skip its midnight, that is a little later."""
    start = datetime.combine(day, time())
    skipped = _skipped(start, zone)
    return Moment(skipped.astimezone(zone) if skipped else start.replace(tzinfo=zone))


def _existing(wall: datetime, zone: tzinfo) -> Moment:
    """The instant at which clocks first show `wall`. Raises ValidationError if they never do."""
    if skipped := _skipped(wall, zone):
        after = skipped.astimezone(zone)
        before = (skipped - timedelta(minutes=1)).astimezone(zone)
        said = {
            "time": f"{wall:%H:%M}",
            "day": _told_day(wall.date()),
            "before": write_moment(before, zone),
            "after": write_moment(after, zone),
        }
        raise ValidationError(
            _(
                "There is no %(time)s on %(day)s: the clocks are put forward. The nearest times there are "
                "%(before)s and %(after)s."
            ),
            "skipped",
            said,
        )
    first, second = wall.replace(tzinfo=zone), wall.replace(tzinfo=zone, fold=1)
    return Moment(first, is_twice=first.utcoffset() != second.utcoffset())


def _skipped(wall: datetime, zone: tzinfo) -> datetime | None:
    """The instant the clocks are put forward past `wall`; None where they show it (PEP 495)."""
    earliest, latest = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (1, 0))
    if latest.astimezone(zone).replace(tzinfo=None) == wall:
        return None
    after = latest.astimezone(zone).utcoffset()
    seconds = range(int((latest - earliest).total_seconds()) + 1)

    def is_after(second: int) -> bool:
        return (earliest + timedelta(seconds=second)).astimezone(zone).utcoffset() == after

    return earliest + timedelta(seconds=bisect_left(seconds, True, key=is_after))


def _whole_minute(at: datetime) -> datetime:
    """The first whole minute from `at` on."""
    return (at + timedelta(minutes=1, microseconds=-1)).replace(second=0, microsecond=0)


def _weekday_number(name: str) -> int:
    return next(at for at, day in enumerate(WEEKDAYS) if day.startswith(name))


def _check_year(day: date) -> None:
    if day.year not in YEARS:
        raise ValueError(day)


def _told_day(day: date, this_year: int = 0) -> str:
    english, elsewhere = ("j F", "MONTH_DAY_FORMAT") if day.year == this_year else ("j F Y", "DATE_FORMAT")
    said = {"weekday": date_format(day, "l"), "day": in_form(day, english, elsewhere)}
    return _("%(weekday)s %(day)s") % said


def _pattern(day: str) -> re.Pattern[str]:
    return re.compile(rf"{day}(?: {_TIME})?")


type _Meaning = Callable[[re.Match[str], date], _Day]

_DAYS: tuple[tuple[re.Pattern[str], _Meaning], ...] = (
    (_pattern(r"(?P<word>yesterday|today|tomorrow)"), _relative),
    (_pattern(r"in (?P<number>an?|\d{1,4}) (?P<unit>day|week)s?"), _later),
    (_pattern(rf"(?:(?P<next>next)|this|on)? ?{_WEEKDAY}"), _weekday),
    (_pattern(rf"(?:on )?(?:{_WEEKDAY} )?{_DAY} {_MONTH}\.?{_YEAR}"), _date),
    (_pattern(rf"(?:on )?(?:{_WEEKDAY} )?{_MONTH}\.? {_DAY}{_YEAR}"), _date),
    (_pattern(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"), _iso_date),
    (re.compile(rf"(?!\d+$){_TIME}"), _any_day),
)
"""Each way to name a day, and what it means. A bare number is none: it could be a day or an hour."""
