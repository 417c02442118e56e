from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.daily"
    label = "daily"
