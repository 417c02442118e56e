"""Where addresses begin: one file of addresses a desk."""

from django.conf import settings
from django.urls import include, path

from sinople.api.views import api

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("applicant/", include("sinople.web.applicant.urls")),
    path("evaluator/", include("sinople.web.evaluator.urls")),
    path("district/", include("sinople.web.district.urls")),
    path("city/", include("sinople.web.city.urls")),
    path("expert/", include("sinople.web.expert.urls")),
    path("office/", include("sinople.web.office.urls")),
    *([path("demo/", include("demonstration.urls"))] if settings.DEMONSTRATION else []),
    path("api/v1/", api.urls),
    path("help/", include("sinople.web.help.urls")),
    path("", include("sinople.web.door.urls")),
    path("", include("sinople.web.public.urls")),
]
handler400 = "sinople.web.door.errors.bad_request"
handler403 = "sinople.web.door.errors.forbidden"
handler404 = "sinople.web.door.errors.not_found"
handler500 = "sinople.web.door.errors.broken"
