"""The district's desk: review against the clock, proofs of authority, holders."""

from django.urls import path

from sinople.web.district import cases, cultivation, desk, plans, proofs

app_name = "district"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("applications/", cases.cases, name="applications"),
    path("applications/<str:key>/", cases.application, name="application"),
    path("cases/<str:key>/", cases.case, name="case"),
    path("cases/<str:key>/platform/", cases.platform, name="case_platform"),
    path("cases/<str:key>/platform/file/", cases.platform_file, name="case_platform_file"),
    path("cases/<str:key>/documents/", cases.documents, name="documents"),
    path("cases/<str:key>/documents/<str:code>/", cases.chapters, name="chapters"),
    path("cases/<str:key>/figures/", cases.figures, name="case_figures"),
    path("cases/<str:key>/explanation/<str:which>/", cases.explained, name="case_explanation"),
    path("cases/<str:key>/explanation/<str:which>/paper/", cases.explained_paper, name="case_explanation_paper"),
    path("cases/<str:key>/rows/<str:code>/", cases.row, name="case_row"),
    path("deliveries/<str:key>/", cases.delivery, name="delivery"),
    path("cases/<str:key>/recommendation/", cases.recommendation, name="case_recommendation"),
    path("cases/<str:key>/correction/", cases.correction, name="case_correction"),
    path("cases/<str:key>/refusal/", cases.refusal, name="case_refusal"),
    path("proofs/", proofs.proofs, name="proofs"),
    path("proofs/<str:key>/", proofs.proof, name="proof"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<str:key>/", plans.plan, name="plan"),
    path("plans/<str:key>/paper/", plans.paper, name="plan_paper"),
    path("cultivation/", cultivation.candidates, name="cultivation"),
    path("cultivation/sites/<str:site>/", cultivation.proposal, name="cultivation_proposal"),
    path("cultivation/candidates/<str:key>/", cultivation.candidate, name="candidate"),
    path("cultivation/candidates/<str:key>/decision/", cultivation.decision, name="candidate_decision"),
    path("cultivation/candidates/<str:key>/mentor/", cultivation.mentor, name="candidate_mentor"),
    path("cultivation/candidates/<str:key>/visits/", cultivation.visits, name="candidate_visits"),
    path("cultivation/plans/<str:key>/", cultivation.creation_plan, name="creation_plan"),
    path("cultivation/plans/<str:key>/decision/", cultivation.plan_decision, name="creation_plan_decision"),
    path("register/", desk.register, name="register"),
]
