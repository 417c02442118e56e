"""The expert's desk: invitations, pledge, scoring, declared relationships."""

from django.urls import path

from sinople.web.expert import desk, scoring

app_name = "expert"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("reviews/", desk.reviews, name="reviews"),
    path("profile/", desk.profile, name="profile"),
    path("seats/<str:key>/", desk.seat, name="seat"),
    path("seats/<str:key>/cases/<str:case>/", scoring.sheet, name="sheet"),
    path("seats/<str:key>/cases/<str:case>/signature/", scoring.signature, name="signature"),
]
