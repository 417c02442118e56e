"""Help for everybody, signed in or not."""

from django.urls import path

from sinople.web.help import pages, samples

app_name = "help"
urlpatterns = [
    path("", pages.first, name="help"),
    path("guides/<str:role>/", pages.guide, name="guide"),
    path("tour/", pages.tour, {"n": "1"}, name="first_step"),
    path("tour/leave/", pages.leave_tour, name="leave_tour"),
    path("tour/<str:n>/", pages.tour, name="tour"),
    path("glossary/", pages.glossary, name="glossary"),
    path("contacts/", pages.contacts, name="contacts"),
    path("samples/", samples.samples, name="samples"),
    path("samples/<str:key>/<str:title>/", samples.sample, name="sample"),
    path("rows/<str:key>/<str:edition>/", samples.table, name="table"),
    path("rows/<str:key>/<str:edition>/<str:code>/", samples.row, name="row"),
]
