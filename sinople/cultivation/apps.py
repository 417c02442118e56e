from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.cultivation"
    label = "cultivation"
