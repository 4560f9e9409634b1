from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import people
from accounts.models import User


class Command(BaseCommand):
    help = "Print a link, good once and for 15 minutes: its user chooses a new password and is signed in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address they sign in with")
        parser.add_argument(
            "--drop-second-factor",
            action="store_true",
            help="also forget their passkeys, app and recovery codes, for someone who has lost them",
        )

    def handle(self, *args: Any, email: str, drop_second_factor: bool, **options: Any) -> None:
        now = timezone.now()
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(_("Nobody signs in with this address. Is it misspelled?"))
        if not user.is_active:
            raise CommandError(_("This account is switched off. An owner switches it on under Users."))
        if drop_second_factor:
            people.drop_second_factor(user, by=None, now=now)
        self.stdout.write(people.make_signin_link(user, by=None, now=now))
