from typing import Any

from django.apps import AppConfig
from django.core.checks import Error, Tags, register

from config import durability


class Room(AppConfig):
    name = "sinople.web"
    label = "web"

    def ready(self) -> None:
        """Let every migration, and `check --database default`, ask the database what it promises."""
        register(_is_durable, Tags.database)


def _is_durable(databases: Any = None, **_rest: Any) -> list[Error]:
    return [Error(fault, id="sinople.E001") for fault in durability.faults()] if databases else []
