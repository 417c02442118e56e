from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.reference"
    label = "reference"
