from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.jobs"
    label = "jobs"
