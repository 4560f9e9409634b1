"""What account pages are made of: a labelled field, a code to scan, words for a browser."""

from itertools import batched
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.translation import gettext
from qrcode import QRCode

register = template.Library()

# The first sign that is found names it: Edge, too, says "Chrome", and Chrome says "Safari".
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrom": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, label: str = "", hint: str | None = None, **attrs: Any) -> dict[str, Any]:
    """A labelled control with its help and what is wrong with it. Its label is its name: no placeholder."""
    bound.label = label or bound.label
    bound.help_text = bound.help_text if hint is None else hint
    ticked = getattr(bound.field.widget, "input_type", "") == "checkbox"
    return {"field": bound, "control": bound.as_widget(attrs={"placeholder": False, **attrs}), "tick": ticked}


@register.inclusion_tag("components/qr.html")
def qr(text: str, label: str) -> dict[str, Any]:
    """`text` as a code to scan, drawn as one path: a picture in the page needs no other request."""
    code = QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    dark = ((x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return {"label": label, "size": len(rows), "path": "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)}


@register.filter
def in_fours(secret: str) -> str:
    """`secret` as it is typed: four signs at a time."""
    return " ".join("".join(group) for group in batched(secret, 4))  # the last may be shorter


@register.filter
def device(user_agent: str) -> str:
    """The browser and the system a User-Agent header tells of, for people to know their own again."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    if browser and system:
        return gettext("{browser} on {system}").format(browser=browser, system=system)
    return browser or system or user_agent[:60] or gettext("Unknown browser")
