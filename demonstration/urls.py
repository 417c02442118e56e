"""The demonstration's own addresses; they exist in demonstration settings only."""

from django.urls import path

from demonstration import views

app_name = "demonstration"
urlpatterns = [
    path("", views.start, name="start"),
    path("people/<str:key>/", views.sign_in, name="sign_in"),
    path("day/", views.day, name="day"),
    path("working-day/", views.working_day, name="working_day"),
    path("date/", views.date_chosen, name="date"),
    path("due/", views.due, name="due"),
]
