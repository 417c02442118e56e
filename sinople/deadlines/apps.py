from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.deadlines"
    label = "deadlines"
