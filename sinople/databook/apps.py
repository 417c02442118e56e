from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.databook"
    label = "databook"
