"""Where a thing is found on whose desk: rooms know no addresses, rows carry a kind and a key."""

from django.conf import settings
from django.urls import reverse

from sinople.kernel.acting import APPLICANT_ROLES, CITY_ROLES, EVALUATOR_ROLES, Acting, Role

# For each kind of thing, the page that shows it on each desk.
PAGES: dict[str, dict[str, str]] = {
    "applications.application": {"applicant": "applicant:application", "district": "district:application", "city": "city:application"},
    "cultivation.candidate": {"applicant": "applicant:candidate", "district": "district:candidate", "city": "city:candidate"},
    "cultivation.creationplan": {"applicant": "applicant:creation_plan", "district": "district:creation_plan", "city": "city:creation_plan"},
    "review.case": {"applicant": "applicant:case", "district": "district:case", "city": "city:case"},
    "evaluation.engagement": {"applicant": "applicant:engagement", "evaluator": "evaluator:engagement"},
    "schemes.call": {"applicant": "public:call", "city": "city:call", "public": "public:call"},
    "schemes.plan": {"city": "city:plan"},
    "schemes.enactedpack": {"city": "city:pack"},
    "reference.edition": {"city": "city:reference_edition", "office": "office:reference_edition"},
    "experts.seat": {"expert": "expert:seat", "city": "city:seat"},
    "experts.panel": {"city": "city:panel", "public": "public:draw"},
    "review.refusal": {"city": "city:refusal"},
    "review.meeting": {"city": "city:meeting"},
    "notices.notice": {"city": "city:notice", "public": "public:notice"},
    "notices.objection": {"city": "city:objection"},
    "titles.publication": {"city": "city:publication"},
    "titles.grant": {"applicant": "applicant:grant", "public": "public:grant"},
    "people.proofofauthority": {"district": "district:proof"},
}


def desk_of(acting: Acting) -> str:
    """Return the name of the desk that belongs to the post."""
    if acting.role in APPLICANT_ROLES:
        return "applicant"
    if acting.role in EVALUATOR_ROLES:
        return "evaluator"
    if acting.role in CITY_ROLES:
        return "city"
    if acting.role is Role.DISTRICT_OFFICER:
        return "district"
    if acting.role is Role.EXPERT:
        return "expert"
    return "office" if acting.role in {Role.AUDITOR, Role.ADMINISTRATOR} else "public"


def address_of(acting: Acting, kind: str, key: str) -> str:
    """Return the address of a thing on this person's desk, or its public page; empty where they have none."""
    pages = PAGES.get(kind, {})
    name = pages.get(desk_of(acting)) or pages.get("public")
    return reverse(name, kwargs={"key": key}) if name else ""


def home_of(acting: Acting) -> str:
    """Return the address of this person's desk."""
    desk = desk_of(acting)
    if desk == "public":
        return reverse("door:profile") if acting.is_somebody else reverse("public:home")
    return reverse(f"{desk}:desk")


def sign_off(key: str) -> str:
    """Return the address of a sign-off."""
    return reverse("city:sign_off", kwargs={"key": key})


def page(name: str) -> str:
    """Return the address of a page without a thing."""
    return reverse(name)


def calendar_of(secret: str | None) -> str:
    """Return the whole address of a person's calendar, as a calendar programme wants it; empty where it has none."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('door:calendar', kwargs={'secret': secret})}" if secret else ""
