"""The district's desk: review against the clock, proofs of authority, holders."""

from django.urls import path

from sinople.web import case_papers
from sinople.web.district import cases, cultivation, desk, plans, proofs

app_name = "district"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("applications/", cases.cases, name="applications"),
    path("applications/<str:key>/", cases.application, name="application"),
    path("cases/<str:key>/", cases.case, name="case"),
    *case_papers.ADDRESSES,
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
