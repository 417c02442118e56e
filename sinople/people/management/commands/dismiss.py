"""End a post of an official."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.http import Http404

from sinople.audit.queries import moment
from sinople.kernel.acting import STAFF_ROLES
from sinople.kernel.refused import Refused
from sinople.people import actions, queries
from sinople.people.management.commands.appoint import administrator


class Command(BaseCommand):
    help = "End the posts that a person holds in a role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user")
        parser.add_argument("role", choices=sorted(STAFF_ROLES))
        parser.add_argument("--by", required=True, help="the user name of the administrator who dismisses")

    def handle(self, *, user: str, role: str, by: str, **options: Any) -> None:
        try:
            with transaction.atomic():
                held = [post for post in queries.posts_of(queries.user_by_name(user).person_id or 0, moment()) if post.role == role]
                for post in held:
                    actions.dismiss(membership=post, by=administrator(by), at=moment())
        except Http404:
            raise CommandError("There is no such account.") from None
        except PermissionDenied:
            raise CommandError("An administrator dismisses: name one with --by.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{len(held)} ended.")
