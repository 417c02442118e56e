"""Where addresses begin: one file of addresses a desk."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
handler400 = "sinople.web.door.errors.bad_request"
handler403 = "sinople.web.door.errors.forbidden"
handler404 = "sinople.web.door.errors.not_found"
handler500 = "sinople.web.door.errors.broken"
