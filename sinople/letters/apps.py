from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.letters"
    label = "letters"
