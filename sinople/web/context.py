"""What every page knows: whose desk it is, who is here, the demonstration's date. It asks the database nothing."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sinople.kernel.acting import ANYONE, APPLICANT_ROLES, CITY_ROLES, EVALUATOR_ROLES, Acting, Role
from sinople.kernel.text import Text
from sinople.web import wording

Words = str | Promise
NAMES = frozenset({"acting", "acting_for", "role_words", "desk", "demonstration", "moment", "notes", "refused", "signed_in", "theme", "large", "ways", "tour"})
# Each desk's ways: the name of the page and its label. A page that does not exist yet is left out.
NAVIGATION: dict[str, tuple[tuple[str, Words], ...]] = {
    "public": (
        ("public:home", _("Home")),
        ("public:calls", _("Calls")),
        ("public:notices", _("Public notices")),
        ("public:register", _("Register")),
        ("public:verify", _("Verify a certificate")),
        ("public:rules", _("Rules")),
        ("public:data", _("Open data")),
    ),
    "applicant": (
        ("applicant:desk", _("My desk")),
        ("applicant:organisation", _("Organisation and sites")),
        ("applicant:databooks", _("Data books")),
        ("applicant:cultivation", _("Cultivation")),
        ("applicant:calls", _("Open calls")),
        ("applicant:applications", _("Applications")),
        ("applicant:certificates", _("Certificates")),
    ),
    "evaluator": (
        ("evaluator:desk", _("My desk")),
        ("evaluator:engagements", _("Evaluations")),
        ("evaluator:organisation", _("Our organisation")),
    ),
    "district": (
        ("district:desk", _("To do")),
        ("district:applications", _("Review")),
        ("district:proofs", _("Proofs of authority")),
        ("district:cultivation", _("Cultivation")),
        ("district:plans", _("Shared plans")),
        ("district:register", _("Holders")),
    ),
    "city": (
        ("city:desk", _("To do")),
        ("city:plans", _("Yearly plans")),
        ("city:cultivation", _("Cultivation")),
        ("city:calls", _("Calls")),
        ("city:applications", _("Review")),
        ("city:panels", _("Expert review")),
        ("city:meetings", _("Decisions")),
        ("city:notices", _("Public notices")),
        ("city:grants", _("Titles")),
        ("city:packs", _("Rules")),
    ),
    "expert": (("expert:desk", _("My desk")), ("expert:reviews", _("Reviews")), ("expert:profile", _("My profile"))),
    "office": (("office:people", _("People")), ("office:reference", _("Reference tables")), ("office:jobs", _("Jobs"))),
    "audit": (("office:audit", _("Audit")), ("office:check", _("Check everything"))),
}
ROLE_WORDS: dict[Role, Words] = {
    Role.FILLER: _("Filler"),
    Role.SUBMITTER: _("Submitter"),
    Role.AGENT: _("Authorised agent"),
    Role.EVALUATOR: _("Evaluator"),
    Role.EVALUATOR_SIGNER: _("Signer of the evaluator"),
    Role.DISTRICT_OFFICER: _("District officer"),
    Role.CITY_OFFICER: _("City officer"),
    Role.OFFICE_CLERK: _("Office clerk"),
    Role.LEADER: _("Leader"),
    Role.POOL_KEEPER: _("Keeper of the expert pool"),
    Role.EXPERT: _("Expert"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk's name and its ways: (label, address, whether one is there now)."""

    name: str
    nav: tuple[tuple[Words, str, bool], ...]
    home: str


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The date of the demonstration and the ways to move it on."""

    today: date
    moves: tuple[tuple[Words, str], ...]
    start: str = ""


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what every page needs around its content."""
    acting: Acting = getattr(request, "acting", ANYONE)
    return {
        "acting": acting,
        "acting_for": _acting_for(request, acting),
        "role_words": ROLE_WORDS.get(acting.role, "") if acting.role else "",
        "desk": desk_of(request, acting),
        "demonstration": _demonstration(request),
        "moment": getattr(request, "moment", None),
        "notes": get_messages(request),
        "refused": getattr(request, "refused", None),
        "signed_in": acting.is_somebody or bool(getattr(getattr(request, "user", None), "is_authenticated", False)),
        "theme": _one_of(request.COOKIES.get("theme", ""), "light", "dark"),
        "large": _one_of(request.COOKIES.get("size", ""), "large"),
        "ways": _ways(_urlconf(request)),
        "tour": _tour(request, acting),
    }


def _tour(request: HttpRequest, acting: Acting) -> str:
    """Return where the tour begins, on the first page of a desk, for those who have not left it yet."""
    match = getattr(request, "resolver_match", None)
    is_wanted = acting.is_somebody and match is not None and match.url_name == "desk" and "tour" not in request.COOKIES
    return _ways(_urlconf(request))["tour"] if is_wanted else ""


def _acting_for(request: HttpRequest, acting: Acting) -> str | Text:
    """Return the organisation or office for which this person acts now."""
    post = next((held for held in getattr(request, "posts", ()) if held.pk == acting.membership_id), None)
    if post is None:
        return ""
    return post.organisation.name if post.organisation else Text(post.authority.name_zh, post.authority.name_en) if post.authority else ""


def desk_of(request: HttpRequest, acting: Acting) -> Desk:
    """Return the desk that the page belongs to, with the present way marked."""
    match = getattr(request, "resolver_match", None)
    here = match.namespace.split(":")[0] if match else ""
    name = here if here in NAVIGATION else desk_name(acting)
    links = _links(_ways_of(name, acting), _urlconf(request), get_script_prefix())
    current = max((href for _label, href in links if request.path == href or request.path.startswith(href)), key=len, default="")
    return Desk(name, tuple((label, href, href == current) for label, href in links), links[0][1] if links else "/")


def _ways_of(desk: str, acting: Acting) -> str:
    """The auditor and the administrator sit in one office and see nothing of each other's."""
    return "audit" if desk == "office" and acting.role is Role.AUDITOR else desk


def desk_name(acting: Acting) -> str:
    """Return the desk that follows from the role."""
    if acting.is_any(*APPLICANT_ROLES):
        return "applicant"
    if acting.is_any(*EVALUATOR_ROLES):
        return "evaluator"
    if acting.is_any(*CITY_ROLES):
        return "city"
    return {Role.DISTRICT_OFFICER: "district", Role.EXPERT: "expert", Role.AUDITOR: "office", Role.ADMINISTRATOR: "office"}.get(
        acting.role or Role.FILLER, "public"
    )


def _urlconf(request: HttpRequest) -> str:
    return str(getattr(request, "urlconf", None) or settings.ROOT_URLCONF)


@lru_cache(maxsize=64)
def _links(desk: str, urlconf: str, _prefix: str) -> tuple[tuple[Words, str], ...]:
    found = ((label, _address(name, urlconf)) for name, label in NAVIGATION[desk])
    return tuple((label, href) for label, href in found if href)


@lru_cache(maxsize=8)
def _ways(urlconf: str) -> dict[str, str]:
    names = {
        "language": "door:language", "messages": "door:messages", "desks": "door:desks", "profile": "door:profile", "accessibility": "door:accessibility",
        "help": "help:help", "tour": "help:first_step", "sign_in": "account_login", "sign_up": "account_signup", "sign_out": "account_logout", "home": "public:home",
    }  # fmt: skip
    return {way: _address(name, urlconf) for way, name in names.items()}


@lru_cache(maxsize=8)
def _moves(urlconf: str) -> tuple[tuple[Words, str], ...]:
    named = (("demonstration:day", _("Next day")), ("demonstration:working_day", _("Next working day")), ("demonstration:due", _("Next due date")))
    found = ((label, _address(name, urlconf)) for name, label in named)
    return tuple((label, href) for label, href in found if href)


def _demonstration(request: HttpRequest) -> Demonstration | None:
    at = getattr(request, "moment", None)
    if not settings.CLOCK_MOVABLE or at is None:
        return None
    moves = _moves(_urlconf(request))
    return Demonstration(at.astimezone(wording.CITY_TIME).date(), moves, _address("demonstration:start", _urlconf(request))) if moves else None


def _address(name: str, urlconf: str) -> str:
    try:
        return reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return ""


def _one_of(value: str, *known: str) -> str:
    return value if value in known else ""
