from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.titles"
    label = "titles"
