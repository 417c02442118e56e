from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.applications"
    label = "applications"
