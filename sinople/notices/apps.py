from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.notices"
    label = "notices"
