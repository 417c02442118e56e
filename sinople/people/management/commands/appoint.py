"""Give an official a post; the first of all is the administrator's."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.http import Http404

from sinople.audit.queries import moment
from sinople.kernel.acting import CLOCK, STAFF_ROLES, Acting, Role
from sinople.kernel.refused import Refused
from sinople.people import actions, queries


def administrator(user_name: str) -> Acting:
    """Return the administrator in whose name a command acts; the machine's owner when none is named."""
    if not user_name:
        return CLOCK
    posts = queries.posts_of(queries.user_by_name(user_name).person_id or 0, moment())
    return next((post.acting() for post in posts if post.role == Role.ADMINISTRATOR), Acting())


class Command(BaseCommand):
    help = "Give the person behind an account a post. While there is no administrator, --by may be left out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", help="the user name with which the person signed up")
        parser.add_argument("role", choices=sorted(STAFF_ROLES))
        parser.add_argument("--district", default="", help="of a district officer: its code, like 440306")
        parser.add_argument("--by", default="", help="the user name of the administrator who appoints")

    def handle(self, *, user: str, role: str, district: str, by: str, **options: Any) -> None:
        try:
            with transaction.atomic():
                person = queries.user_by_name(user).person
                assert person is not None  # noqa: S101 - the query asks for accounts with a person
                actions.appoint_official(person=person, role=Role(role), district=district, by=administrator(by), at=moment())
        except Http404:
            raise CommandError("There is no such account, or no such authority: the person signs up first, and make_authorities comes before all.") from None
        except PermissionDenied:
            raise CommandError("An administrator appoints, and never themselves: name one with --by.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{user} is {role} now.")
