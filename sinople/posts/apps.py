from django.apps import AppConfig


class Room(AppConfig):
    name = "sinople.posts"
    label = "posts"
