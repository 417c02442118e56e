"""Who somebody is, which posts they hold, what an organisation has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.shortcuts import get_object_or_404

from sinople.audit.asking import Place, Question, Row
from sinople.audit.queries import clock_columns, moment_read
from sinople.kernel.acting import ANYONE, APPLICANT_ROLES, Acting, Role
from sinople.people.models import Authority, Holding, Membership, Organisation, Person, ProofOfAuthority, Site, User, active


@dataclass(frozen=True, slots=True)
class Standing:
    """Who an account is at a moment: as whom it acts now, every post of its person, and whether it has a second factor."""

    at: datetime
    acting: Acting
    posts: list[Membership]
    has_factor: bool


def standing_of(user: User) -> Standing:
    """Return the moment and who the account is in it, in one question: it is asked at every request."""
    rows: list[Row] = getattr(user, ASKED, None) or _STANDING.ask(user=user.pk)
    setattr(user, ASKED, None)
    now, seconds, has_factor = rows[0][:3]
    at = moment_read(now, seconds)
    acting, posts = _acting(user, rows, at)
    return Standing(at, acting, posts, bool(has_factor))


def account_with_standing(pk: int) -> User | None:
    """Return the account of a request, and keep with it what `standing_of` will ask: both come out of one question."""
    rows = _STANDING.ask(user=pk)
    if not rows:
        return None
    user = User.from_db("default", ACCOUNT, rows[0][-len(ACCOUNT) :])
    setattr(user, ASKED, rows)
    return user


def acting_of(user: User, at: datetime) -> tuple[Acting, list[Membership]]:
    """Return who the account acts as at a moment (the post chosen, else the first) and all posts of its person."""
    return _acting(user, _STANDING.ask(user=user.pk), at)


def _acting(user: User, rows: list[Row], at: datetime) -> tuple[Acting, list[Membership]]:
    if not user.person_id:
        return ANYONE, []
    posts = [post for row in rows if row[4] is not None and (post := _post(row[3], row[4:])).is_active(at)]
    chosen = next((post for post in posts if post.pk == user.membership_chosen), posts[0] if posts else None)
    return (chosen.acting() if chosen else Acting(person_id=user.person_id, name=rows[0][3])), posts


# In the order of the models' own fields, as Django makes an object of them.
POST = ("id", "key", "person_id", "role", "organisation_id", "authority_id", "since", "until")
BODY, OFFICE = ("id", "key", "name"), ("id", "level", "district", "name_zh", "name_en")
ACCOUNT = tuple(field.attname for field in User._meta.concrete_fields)
ASKED = "_standing_asked"


def _standing() -> QuerySet[User, Row]:
    clock, seconds = (RawSQL(sql.replace("%", "%%"), ()) for sql in clock_columns())  # noqa: S611 - no value from outside is in it
    path = "person__memberships"
    columns = [f"{path}__{name}" for name in (*POST, *(f"organisation__{name}" for name in BODY), *(f"authority__{name}" for name in OFFICE))]
    rows = User.objects.filter(pk=Place("user")).annotate(now_=clock, seconds_=seconds, factor_=Exists(Authenticator.objects.filter(user=OuterRef("pk"))))
    return rows.values_list("now_", "seconds_", "factor_", "person__name", *columns, *ACCOUNT).order_by(f"{path}__id")


_STANDING = Question(_standing)


def _post(name: str, cells: Row) -> Membership:
    """Return the post that the cells describe, with its person and body; what the question leaves out is fetched when it is asked for."""
    body, office = len(POST), len(POST) + len(BODY)
    post = Membership.from_db("default", POST, cells[:body])
    post.person = Person.from_db("default", ("id", "name"), (post.person_id, name))
    post.organisation = Organisation.from_db("default", BODY, cells[body:office]) if post.organisation_id else None
    post.authority = Authority.from_db("default", OFFICE, cells[office : office + len(OFFICE)]) if post.authority_id else None
    return post


def posts_of(person_id: int, at: datetime) -> list[Membership]:
    """Return the posts that a person holds at a moment."""
    rows = Membership.objects.filter(active(at), person_id=person_id).select_related("person", "organisation", "authority")
    return list(rows.order_by("pk"))


def roles_of(person_id: int, at: datetime) -> list[Role]:
    """Return the roles that a person holds at a moment."""
    return [Role(role) for role in Membership.objects.filter(active(at), person_id=person_id).values_list("role", flat=True).order_by("pk")]


def organisation_of(acting: Acting) -> Organisation:
    """Return the organisation that this person acts for."""
    return get_object_or_404(Organisation, pk=acting.organisation_id)


def organisation_by_code(credit_code: str) -> Organisation | None:
    """Return the organisation with this credit code, if it is registered."""
    return Organisation.objects.filter(credit_code=credit_code).first()


def evaluators() -> list[Organisation]:
    """Return every evaluation organisation, by name."""
    return list(Organisation.objects.filter(kind="evaluator").order_by("name", "pk"))


def evaluator_by_key(key: str) -> Organisation:
    """Return an evaluation organisation by its public key."""
    return get_object_or_404(Organisation, key=key, kind="evaluator")


def members_of(organisation_id: int, at: datetime) -> list[Membership]:
    """Return who acts for an organisation now."""
    return list(Membership.objects.filter(active(at), organisation_id=organisation_id).select_related("person").order_by("pk"))


def post_of_official(key: str) -> Membership:
    """Return a post at an authority, for those who keep accounts."""
    return get_object_or_404(Membership.objects.select_related("person", "authority"), key=key, authority__isnull=False)


def user_by_name(user_name: str) -> User:
    """Return an account with its person by its user name."""
    return get_object_or_404(User.objects.select_related("person"), username=user_name, person__isnull=False)


def account_of_person(person_id: int) -> User | None:
    """Return the open account of a person, if there is one."""
    return User.objects.filter(person_id=person_id, is_active=True).order_by("pk").first()


def membership_by_key(acting: Acting, key: str) -> Membership:
    """Return a post in the organisation that this person acts for."""
    return get_object_or_404(Membership.objects.select_related("person"), key=key, organisation_id=acting.organisation_id or -1)


def sites_of(acting: Acting) -> list[Site]:
    """Return the sites of the organisation that this person acts for."""
    return list(Site.objects.filter(organisation_id=acting.organisation_id or -1).order_by("name", "pk"))


def holdings_of(organisation_id: int) -> frozenset[str]:
    """Return the codes of the titles that an organisation holds now."""
    rows = Holding.objects.filter(organisation_id=organisation_id, until__isnull=True)
    return frozenset(rows.values_list("title_code", flat=True))


def organisations_named(names: Iterable[str]) -> dict[str, Organisation]:
    """Return the registered organisations of these very names."""
    return {one.name: one for one in Organisation.objects.filter(name__in=list(names))}


def products_named(name: str, *, besides: int) -> list[Site]:
    """Return the products of other organisations that carry the same name: perhaps the same product."""
    return list(Site.objects.filter(kind=Site.Kind.PRODUCT, name=name).exclude(organisation_id=besides).select_related("organisation").order_by("pk")[:10])


def site_for(acting: Acting, key: str) -> Site:
    """Return a site of one's own organisation."""
    return get_object_or_404(Site.objects.select_related("organisation"), key=key, organisation_id=acting.organisation_id or -1)


def authority_of(level: str, district: str = "") -> Authority:
    """Return the city bureau, or the department of a district."""
    return get_object_or_404(Authority, level=level, district=district)


def city_bureau() -> Authority:
    """Return the city bureau."""
    return authority_of("city")


def authorities() -> list[Authority]:
    """Return the city bureau and the district departments, in the order in which they were entered."""
    return list(Authority.objects.order_by("pk"))


def districts() -> list[Authority]:
    """Return the eleven district departments in their customary order."""
    return list(Authority.objects.filter(level="district").order_by("pk"))


def district_names() -> dict[str, tuple[str, str]]:
    """Return for each district code the name of its department in Chinese and English."""
    return {code: (zh, en) for code, zh, en in Authority.objects.filter(level="district").values_list("district", "name_zh", "name_en").order_by("pk")}


def proof_for(acting: Acting, key: str) -> ProofOfAuthority:
    """Return a proof of authority that this person may see."""
    return get_object_or_404(ProofOfAuthority.objects.visible_to(acting).select_related("organisation", "person"), key=key)


def proofs_waiting(acting: Acting) -> list[ProofOfAuthority]:
    """Return the proofs that wait for this district, oldest first."""
    rows = ProofOfAuthority.objects.visible_to(acting).filter(state="waiting", organisation__district=acting.district or "-")
    return list(rows.select_related("organisation", "person").order_by("moved_at", "pk")[:50])


def proofs_of(person_id: int) -> list[ProofOfAuthority]:
    """Return what a person asked for, latest first."""
    return list(ProofOfAuthority.objects.filter(person_id=person_id or -1).select_related("organisation").order_by("-moved_at", "pk"))


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of persons, for lists and stories."""
    wanted = sorted(set(person_ids))
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name").order_by("pk")) if wanted else {}


def has_second_factor_to_have(acting: Acting, posts: Iterable[Membership], staff: frozenset[Role]) -> bool:
    """Say whether any post of the person demands a second factor."""
    return acting.role in staff or any(Role(post.role) in staff for post in posts)


def holders_of(organisation_id: int, at: datetime) -> list[int]:
    """Return the persons who act for an organisation as applicants now."""
    rows = Membership.objects.filter(active(at), organisation_id=organisation_id, role__in=[str(role) for role in APPLICANT_ROLES])
    return list(rows.values_list("person_id", flat=True).order_by("pk"))


def people_in(role: Role, at: datetime, *, authority_id: int = 0, district: str = "", organisation_id: int = 0) -> list[int]:
    """Return the persons in a role now, of one body or district if named."""
    rows = Membership.objects.filter(active(at), role=str(role))
    if authority_id:
        rows = rows.filter(authority_id=authority_id)
    if district:
        rows = rows.filter(authority__district=district)
    if organisation_id:
        rows = rows.filter(organisation_id=organisation_id)
    return list(rows.values_list("person_id", flat=True).distinct().order_by("person_id"))


def applicants_of(organisation_ids: Iterable[int], at: datetime) -> list[int]:
    """Return the persons who act as applicants for any of the organisations."""
    rows = Membership.objects.filter(active(at), organisation_id__in=list(organisation_ids), role__in=[str(role) for role in APPLICANT_ROLES])
    return list(rows.values_list("person_id", flat=True).distinct().order_by("person_id"))


def organisations_of_industry(industries: Iterable[str]) -> list[int]:
    """Return the organisations of the industries; all enterprises when none is named."""
    wanted = list(industries)
    rows = Organisation.objects.exclude(kind="evaluator")
    return list((rows.filter(industry__in=wanted) if wanted else rows).values_list("pk", flat=True).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Account:
    """An account as its administrator sees it: no case content."""

    key: str
    name: str
    user_name: str
    posts: tuple[str, ...]
    is_active: bool
    has_second_factor: bool


def accounts(*, limit: int = 50, after: str = "") -> list[Account]:
    """Return accounts in the order of their user names."""
    rows = User.objects.filter(username__gt=after).select_related("person").annotate(factors=Count("authenticator")).order_by("username")[:limit]
    held: dict[int, list[str]] = {}
    for person_id, role in (
        Membership.objects.filter(person_id__in=[u.person_id for u in rows], until__isnull=True).values_list("person_id", "role").order_by("pk")
    ):
        held.setdefault(person_id, []).append(role)
    return [
        Account(
            u.person.key if u.person else "", u.person.name if u.person else "", u.username, tuple(held.get(u.person_id or 0, ())), u.is_active, u.factors > 0
        )
        for u in rows
    ]


def found_organisations(words: str, *, limit: int = 20) -> list[Organisation]:
    """Return organisations whose name or credit code holds the words."""
    return list(Organisation.objects.filter(Q(name__contains=words) | Q(credit_code=words.upper())).order_by("name", "pk")[:limit])


def person_by_id(pk: int) -> Person:
    """Return a person."""
    return get_object_or_404(Person, pk=pk)


def person_by_key(key: str) -> Person:
    """Return a person by public key."""
    return get_object_or_404(Person, key=key)
