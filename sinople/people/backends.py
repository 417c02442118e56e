"""Finds the account of a request together with who it acts as: one question instead of two, at every request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from sinople.people import queries
from sinople.people.models import User


class Accounts(AuthenticationBackend):  # type: ignore[misc]
    """allauth's own way to sign in."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the account if it may sign in."""
        user = queries.account_with_standing(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
