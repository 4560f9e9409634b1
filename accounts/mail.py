"""Mail about accounts: plain text, from the site's own address."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string


def is_configured() -> bool:
    """Whether mail leaves the machine; else it is printed to the log, where nobody waits for it."""
    return ".console." not in settings.MAILERS["default"]["BACKEND"]


def send(template: str, to: str, **context: Any) -> None:
    """Send `emails/{template}.txt`, whose first line is the subject. Raises OSError or SMTPException."""
    text = render_to_string(f"emails/{template}.txt", {"origin": settings.SITE_ORIGIN, **context})
    subject, _, body = text.partition("\n")
    EmailMessage(subject.strip(), body.strip() + "\n", to=[to]).send()
