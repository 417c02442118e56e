from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.web"
    label = "web"
