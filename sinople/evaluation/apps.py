from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.evaluation"
    label = "evaluation"
