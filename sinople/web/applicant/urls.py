"""The applicant's addresses."""

from django.urls import path

from sinople.web.applicant import answers, applications, databooks, desk, evaluators, materials, organisation, submissions

app_name = "applicant"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("calls/", desk.calls, name="calls"),
    path("calls/<str:key>/application/", applications.beginning, name="beginning"),
    path("certificates/", desk.certificates, name="certificates"),
    path("grants/<str:key>/", desk.grant, name="grant"),
    path("cases/<str:key>/", applications.case, name="case"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/posts/<str:key>/end/", organisation.post_end, name="post_end"),
    path("sites/", organisation.site, name="sites"),
    path("databooks/", databooks.databooks, name="databooks"),
    path("databooks/<str:key>/", databooks.databook, name="databook"),
    path("databooks/<str:key>/<str:quantity>/", databooks.reading, name="reading"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<str:key>/", applications.application, name="application"),
    path("applications/<str:key>/rows/<str:code>/", applications.row, name="application_row"),
    path("applications/<str:key>/answers/", answers.first, name="answers"),
    path("applications/<str:key>/answers/<str:group>/", answers.group, name="group"),
    path("applications/<str:key>/answers/<str:group>/<str:code>/", answers.row, name="row"),
    path("applications/<str:key>/answers/<str:group>/<str:code>/evidence/<str:evidence>/", answers.evidence, name="row_evidence"),
    path("applications/<str:key>/materials/", materials.materials, name="materials"),
    path("applications/<str:key>/materials/<str:material>/", materials.material, name="material"),
    path("applications/<str:key>/materials/<str:material>/<str:evidence>/", materials.paper, name="material_paper"),
    path("applications/<str:key>/declaration/", submissions.declaration, name="declaration"),
    path("applications/<str:key>/reopening/", submissions.reopening, name="reopening"),
    path("applications/<str:key>/evaluator/", evaluators.evaluator, name="evaluator"),
    path("applications/<str:key>/statement/", submissions.statement, name="statement"),
    path("applications/<str:key>/submission/", submissions.submission, name="submission"),
    path("applications/<str:key>/receipt/", submissions.receipt, name="receipt"),
    path("applications/<str:key>/correction/", submissions.correction, name="correction"),
    path("applications/<str:key>/correction/<str:point>/", submissions.point, name="point"),
    path("applications/<str:key>/withdrawal/", submissions.withdrawal, name="withdrawal"),
    path("engagements/<str:key>/", evaluators.engagement, name="engagement"),
    path("engagements/<str:key>/end/", evaluators.engagement_end, name="engagement_end"),
]
