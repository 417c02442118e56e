"""The evaluator's addresses."""

from django.urls import path

from sinople.web.evaluator import desk, documents, engagements, organisation, scores, verification

app_name = "evaluator"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/qualifications/", organisation.qualifications, name="qualifications"),
    path("engagements/", desk.engagements, name="engagements"),
    path("engagements/<str:key>/", engagements.engagement, name="engagement"),
    path("engagements/<str:key>/documents/", documents.documents, name="documents"),
    path("engagements/<str:key>/documents/<str:code>/", documents.chapters, name="chapters"),
    path("engagements/<str:key>/explanation/<str:which>/", scores.explained, name="explanation"),
    path("engagements/<str:key>/explanation/<str:which>/paper/", scores.explained_paper, name="explanation_paper"),
    path("engagements/<str:key>/reply/", engagements.reply, name="reply"),
    path("engagements/<str:key>/report/", engagements.report, name="report"),
    path("engagements/<str:key>/signature/", engagements.signature, name="signature"),
    path("engagements/<str:key>/verification/", verification.first, name="verification"),
    path("engagements/<str:key>/verification/<str:group>/", verification.group, name="group"),
    path("engagements/<str:key>/verification/<str:group>/declared/", verification.declared, name="declared"),
    path("engagements/<str:key>/verification/<str:group>/<str:code>/", verification.row, name="row"),
]
