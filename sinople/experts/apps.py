from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.experts"
    label = "experts"
