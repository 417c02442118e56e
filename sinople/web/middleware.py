"""Around every request: language, who acts and when, sign-in, one transaction for a post, and what follows a refusal."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext

from sinople.audit.actions import note_refusal
from sinople.audit.queries import moment
from sinople.kernel.acting import ANYONE, STAFF_ROLES, Role
from sinople.kernel.refused import Refused
from sinople.letters.actions import stored_values
from sinople.people import queries as people
from sinople.posts import actions as posts
from sinople.posts import queries as post_queries
from sinople.reference import queries as reference
from sinople.web import addresses
from sinople.web.requests import account_of

Answer = Callable[[HttpRequest], HttpResponse]
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# What may be reached without signing in; everything else is closed by default.
OPEN_NAMESPACES = frozenset({"public", "help", "api", "demonstration"})
PARKED = "parked"  # in the session: key of a parked post → who had been signed in, 0 where nobody knows
DESKS = frozenset({"applicant", "evaluator", "district", "city", "expert", "office"})
OPEN_PREFIXES = (
    "account_login",
    "account_signup",
    "account_reset",
    "account_logout",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect",
    "socialaccount",
    "account_inactive",
)
OPEN_NAMES = frozenset({"door:language", "door:parts", "door:session_saved", "door:appearance", "door:health", "door:calendar"})
# What a page asks by itself, again and again: it keeps nobody signed in.
HEARTBEATS = frozenset({"applicant:presence"})
# With a second factor still to be made, only these.
FACTOR_PREFIXES = ("mfa_", "account_", "door:language", "door:go", "usersessions")


class Language:
    """Chinese first; English where the person, or the cookie, asks for it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get("language", "")
        with translation.override(wanted if wanted in LANGUAGES else settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
            return response


class WhoActs:
    """Who acts, as plain values, and the moment, read once from the database."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            raise BadRequest("a character that no text can hold")
        request.refused, request.typed = None, None  # type: ignore[attr-defined]
        standing = people.standing_of(account_of(request)) if request.user.is_authenticated else people.Standing(moment(), ANYONE, [], False)
        request.moment, request.acting, request.posts = standing.at, standing.acting, standing.posts  # type: ignore[attr-defined]
        request.has_factor = standing.has_factor  # type: ignore[attr-defined]
        with reference.asked_once():
            return self.get_response(request)


class SignedInOnly:
    """Closed by default: sign-in, idle limit, and a second factor for everybody whose posts demand it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_rest: object) -> HttpResponse | None:
        """Let through, or lead to the sign-in with what was typed kept."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        was = request.acting.person_id  # type: ignore[attr-defined]
        if request.user.is_authenticated and self._was_idle(request, is_alive=name not in HEARTBEATS):
            logout(request)
            request.acting, request.posts = ANYONE, []  # type: ignore[attr-defined]
        if _is_open(name):
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request, person_id=was)
        if self._lacks_factor(request) and not name.startswith(FACTOR_PREFIXES):
            messages.info(request, gettext("Your post demands a second factor. Please set it up first; it takes a minute."))
            return redirect("mfa_activate_totp")
        if name.partition(":")[0] in DESKS and addresses.desk_of(request.acting) != name.partition(":")[0]:  # type: ignore[attr-defined]
            raise Http404  # another post's desk does not exist for this one
        return None

    @staticmethod
    def _was_idle(request: HttpRequest, *, is_alive: bool) -> bool:
        role: Role | None = request.acting.role  # type: ignore[attr-defined]
        limit = settings.IDLE_SECONDS["official" if role in STAFF_ROLES else "other"]
        # The database's own clock, without the demonstration's offset, would be truer; a date moved forward must not sign people out.
        now: datetime = request.moment  # type: ignore[attr-defined]
        seen = request.session.get("seen_at")
        if not settings.DEMONSTRATION and seen and now - datetime.fromisoformat(seen) > timedelta(seconds=limit):
            return True
        if is_alive and (not seen or now - datetime.fromisoformat(seen) > timedelta(seconds=30)):
            request.session["seen_at"] = now.isoformat()
        return False

    @staticmethod
    def _lacks_factor(request: HttpRequest) -> bool:
        if settings.DEMONSTRATION or not settings.DEMAND_SECOND_FACTOR:
            return False
        demanded = request.acting.role in STAFF_ROLES or any(post.role in STAFF_ROLES for post in request.posts)  # type: ignore[attr-defined]
        return demanded and not request.has_factor  # type: ignore[attr-defined]


class OnePost:
    """One transaction for a post. A refusal leaves nothing behind but its own line, and the page comes back with what was typed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        """Run the view of a post here; views of gets run on."""
        parked = request.GET.get("parked", "")
        if request.method == "GET" and parked:
            request.typed = _given_back(request, parked)  # type: ignore[attr-defined]
        if request.method != "POST" or getattr(view, "own_transaction", False):
            return None
        return self._post(request, view, args, kwargs)

    def _post(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse:
        if any("\0" in value for _name, values in request.POST.lists() for value in values):
            raise BadRequest("a character that no text can hold")
        post_key, person_id = request.POST.get("post_key", "")[:40], request.acting.person_id  # type: ignore[attr-defined]
        if post_key and (location := post_queries.answer_of(person_id, post_key)):
            return HttpResponseRedirect(location)
        try:
            with transaction.atomic():
                response: HttpResponse = view(request, *args, **kwargs)
                if response.status_code in {301, 302, 303} and post_key:
                    posts.keep_answer(person_id=person_id, post_key=post_key, path=request.path, location=response.headers["Location"], at=request.moment)  # type: ignore[attr-defined]
                if response.status_code in {301, 302, 303} and person_id:
                    posts.drop_draft(person_id=person_id, path=request.path)
                    posts.drop_parked(keys=request.session.get(PARKED, {}), path=request.path)
                return response
        except Refused as refused:  # after the rollback: nothing of the act is left
            if post_key and (location := post_queries.answer_of(person_id, post_key)):
                return HttpResponseRedirect(location)
            return self._refused(request, view, args, kwargs, refused)
        except PermissionDenied:
            self._note(request, Refused("Not allowed."))
            raise

    def _refused(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict, refused: Refused) -> HttpResponse:
        self._note(request, refused)
        request.refused, request.typed = refused, request.POST  # type: ignore[attr-defined]
        request.method = "GET"
        response: HttpResponse = view(request, *args, **kwargs)
        if response.status_code == 200:
            response.status_code = 409
        return response

    @staticmethod
    def _note(request: HttpRequest, refused: Refused) -> None:
        with transaction.atomic():
            values = stored_values({**refused.values, "grounds": [ground.message for ground in refused.grounds]})
            note_refusal(address=request.path, by=request.acting, at=request.moment, refusal=refused.message, values=values)  # type: ignore[attr-defined, arg-type]


def to_sign_in(request: HttpRequest, *, person_id: int = 0) -> HttpResponse:
    """Lead to the sign-in; a post is parked first and given back afterwards: to this browser, and to that person alone where it is known who sat there."""
    back = request.get_full_path()
    if request.method == "POST" and request.POST:
        key = posts.park(path=request.path, typed=_without_tokens(request.POST), at=request.moment)  # type: ignore[attr-defined]
        request.session[PARKED] = {**request.session.get(PARKED, {}), key: person_id}
        back = f"{request.path}?{urlencode({'parked': key})}"
    return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back})}")


def _given_back(request: HttpRequest, key: str) -> QueryDict | None:
    """Return what was parked, if this browser parked it, and not from under another person."""
    person_id = request.session.get(PARKED, {}).get(key)
    acting = request.acting  # type: ignore[attr-defined]
    return post_queries.parked(key, request.path) if person_id is not None and person_id in {0, acting.person_id} else None


def _without_tokens(typed: QueryDict) -> str:
    kept = typed.copy()
    for name in ("csrfmiddlewaretoken", "post_key", "password"):
        kept.pop(name, None)
    return kept.urlencode()


def _is_open(name: str) -> bool:
    return name.partition(":")[0] in OPEN_NAMESPACES or name in OPEN_NAMES or name.startswith(OPEN_PREFIXES)
