"""What everybody has: language, choice of desk, profile, letters, files, jobs, the parts."""

from django.urls import path

from sinople.web.door import account, calendars, parts, things, unified

app_name = "door"
urlpatterns = [
    path("language/", account.language, name="language"),
    path("appearance/", account.appearance, name="appearance"),
    path("go/", account.go, name="go"),
    path("go/<str:kind>/<str:key>/", account.go_to, name="go_to"),
    path("profile/", account.profile, name="profile"),
    path("profile/mail/", calendars.mail, name="mail"),
    path("profile/calendar/", calendars.feed, name="feed"),
    path("calendar/<str:secret>.ics", calendars.calendar, name="calendar"),
    path("desks/", account.desks, name="desks"),
    path("accessibility/", account.accessibility, name="accessibility"),
    path("profile/posts/<str:key>/", account.post, name="post"),
    path("profile/organisation/", account.organisation, name="organisation"),
    path("profile/identity/", unified.begin, name="identity"),
    path("profile/identity/return/", unified.back, name="identity_return"),
    path("letters/", things.letters, name="messages"),
    path("letters/<str:key>/", things.letter, name="letter"),
    path("files/<str:key>/", things.file, name="file"),
    path("papers/<str:key>/", things.paper, name="paper"),
    path("jobs/<str:key>/", things.job, name="job"),
    path("drafts/", things.draft, name="draft"),
    path("parts/", parts.parts, name="parts"),
    path("health/", things.health, name="health"),
]
