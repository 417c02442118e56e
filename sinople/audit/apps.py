from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.audit"
    label = "audit"
