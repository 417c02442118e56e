from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.people"
    label = "people"
