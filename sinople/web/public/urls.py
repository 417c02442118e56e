"""What everybody may read: calls, notices, the register, certificates, rules, the draw."""

from django.urls import path

from sinople.web.public import notices, pages, register

app_name = "public"
urlpatterns = [
    path("", pages.home, name="home"),
    path("calls/", pages.calls, name="calls"),
    path("calls/<str:key>/", pages.call, name="call"),
    path("rules/", pages.rules, name="rules"),
    path("rules/<str:key>/", pages.rule, name="rule"),
    path("draws/<str:key>/", pages.draw, name="draw"),
    path("draws/<str:key>.json", pages.draw_file, name="draw_file"),
    path("evaluators/", pages.evaluators, name="evaluators"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<str:key>/", notices.notice, name="notice"),
    path("notices/<str:key>/lines/<str:line>/objection/", notices.objection, name="objection"),
    path("objections/", notices.follow, name="follow"),
    path("register/", register.register, name="register"),
    path("register/<str:form>", register.download, name="download"),
    path("national/", register.national, name="national"),
    path("titles/<str:key>/", register.grant, name="grant"),
    path("verify/", register.verify, name="verify"),
    path("verify/<str:key>/", register.verified, name="verified"),
]
