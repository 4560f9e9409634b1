"""How the desk says things: good morning, twenty minutes ago, two essays wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.dates import in_form

EARLY, MORNING, AFTERNOON = 4, 12, 18
"""The hours at which the night, the morning and the afternoon end."""


def greeting(name: str, now: datetime) -> str:
    """Good morning to `name`, by the site's clock."""
    hour = localtime(now).hour
    said = {"name": name.split(" ")[0]}
    if EARLY <= hour < MORNING:
        return _("Good morning, %(name)s") % said
    if MORNING <= hour < AFTERNOON:
        return _("Good afternoon, %(name)s") % said
    return _("Good evening, %(name)s") % said


def ago(instant: datetime, now: datetime) -> str:
    """When `instant` was, as one says it: minutes ago, today, yesterday, or the day."""
    at, today = localtime(instant), localtime(now).date()
    minutes = int((now - instant).total_seconds() // 60)
    if 0 <= minutes < 1:
        return _("just now")
    if 0 <= minutes < 60:
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    if at.date() == today:
        return _("today, %(time)s") % {"time": f"{at:%H:%M}"}
    if at.date() == today - timedelta(days=1):
        return _("yesterday")
    return day(instant, now)


def day(instant: datetime, now: datetime) -> str:
    """`12 October`, with the year where it is another."""
    at = localtime(instant)
    if at.year == localtime(now).year:
        return in_form(at, "j F", "MONTH_DAY_FORMAT")
    return in_form(at, "j F Y", "DATE_FORMAT")


def what_waits(in_review: int, untended: int, drafts: int) -> str:
    """One sentence for the top of the desk."""
    waiting = []
    if in_review:
        said = ngettext("one essay waits for an editor", "%(n)s essays wait for an editor", in_review)
        waiting.append(said % {"n": apnumber(in_review)})
    if untended:
        said = ngettext("one thing wants tending", "%(n)s things want tending", untended)
        waiting.append(said % {"n": apnumber(untended)})
    if drafts and not in_review:
        said = ngettext("one draft is begun", "%(n)s drafts are begun", drafts)
        waiting.insert(0, said % {"n": apnumber(drafts)})
    return capfirst(_sentence(waiting)) if waiting else _("Nothing waits for you.")


def _sentence(parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return f"{parts[0]}."
    return _("%(first)s, and %(second)s.") % {"first": parts[0], "second": parts[1]}
