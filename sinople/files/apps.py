from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.files"
    label = "files"
