"""Ours, and beside it what it is measured against."""

from django.urls import include, path

from bench import beside

urlpatterns = [
    path("bench/", include(([
        path("stock/", beside.Stock.as_view(), name="stock"),
        path("careless/", beside.Careless.as_view(), name="careless"),
        path("floor/", beside.floor, name="floor"),
        path("thing/<str:key>/", beside.stock_thing, name="thing"),
        path("thing-floor/<str:key>/", beside.thing_floor, name="thing_floor"),
        path("unwritten/<str:key>/<str:group>/<str:code>/", beside.save_unwritten, name="unwritten"),
        path("save/<str:key>/<str:code>/", beside.save_without_story, name="save"),
    ], "bench"))),
    path("", include("config.urls")),
]  # fmt: skip
