from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.seals"
    label = "seals"
