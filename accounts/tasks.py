"""What is done about accounts after the answer has gone out."""

from django.tasks import task
from django.utils import translation

from accounts import links, mail
from accounts.models import User


@task()
def mail_signin_link(email: str, language: str) -> None:
    """Send a one-time link if this is someone's address: in the background, or the wait would tell."""
    user = User.objects.filter(email=email, is_active=True).first()
    if user:
        with translation.override(language):
            mail.send("signin_link", user.email, link=links.signin_link(user))
