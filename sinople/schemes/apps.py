from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.schemes"
    label = "schemes"
