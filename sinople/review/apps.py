from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.review"
    label = "review"
