"""The office's desks: the auditor reads the story, the administrator keeps accounts and reference tables and sees no case."""

from django.urls import path

from sinople.web.office import administration, audit
from sinople.web.reference import ADDRESSES

app_name = "office"
urlpatterns = [
    *ADDRESSES,
    path("", audit.desk, name="desk"),
    path("audit/", audit.lines, name="audit"),
    path("audit/check/", audit.check, name="check"),
    path("audit/<str:kind>/<str:key>/", audit.chain, name="chain"),
    path("people/", administration.people_list, name="people"),
    path("people/<str:user>/", administration.posts, name="posts"),
    path("people/<str:user>/<str:key>/end/", administration.post_end, name="post_end"),
    path("jobs/", administration.jobs_list, name="jobs"),
]
