"""The access matrix over real things: address × method × who × relation × state. Who may not finds nothing, leaves nothing, and learns nothing."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sinople.applications import actions as applications
from sinople.databook.models import Databook
from sinople.evaluation.models import Engagement
from sinople.experts.models import Seat
from sinople.kernel.acting import Acting, Role
from sinople.people.models import Person
from tests import makers
from tests.web.sitting import seat, set_moment
from tests.web.test_access import DESKS, GUESSED, addresses
from tests.writes import written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_logs_ten_thousand_refusals():
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


CANARY = "金丝雀"  # in the names of the firms, sites and persons that the things below belong to; a stranger may read it nowhere
ANY_TIME = frozenset({"django_session", "usersessions_usersession"})  # what a request that is no act may write
REST = {"code": "GF18-B1", "group": "basic", "which": "self-evaluation", "material": "evaluation_report", "quantity": "output_value", "n": "1"}
REFUSED = {302, 400, 403, 404, 405, 409}
PAGES = {"applicant:application", "applicant:databook", "applicant:engagement", "evaluator:engagement", "district:case", "city:case", "expert:seat"}
STRANGER = 7  # the company that has nothing to do with any of them


@dataclass(frozen=True)
class Held:
    """One thing in a state, and whose it is; `is_handed` once an authority may see it."""

    place: str
    state: str
    key: str
    is_handed: bool
    own: frozenset[tuple[str, object]]
    more: dict[str, str] = field(default_factory=dict)

    def belongs_to(self, acting: Acting) -> bool:
        """Say whether this person's post has to do with it."""
        if acting.role in DESKS["city"]:
            return self.is_handed
        whose = {("organisation", acting.organisation_id), ("person", acting.person_id)} | ({("district", acting.district)} if self.is_handed else set())
        return bool(whose & self.own)


def name_with_canaries(town) -> None:
    """Give the owners names that nobody else has."""
    for company in town.cast.companies[:STRANGER]:
        for thing in (company.organisation, *company.sites):
            thing.name = f"{CANARY}{thing.name}"
            thing.save()
        Person.objects.filter(pk__in=[company.filler.person_id, company.submitter.person_id]).update(name=f"{CANARY}某")


def things_of(town) -> list[Held]:
    """Bring things into the states that can be reached before anything of them is public."""
    made = [
        makers.make_application(town, state, n=n)
        for n, state in ((0, "draft"), (1, "declared"), (2, "verified"), (3, "draft"), (4, "handed_in"), (5, "returned"))
    ]
    applications.withdraw(application=made[3], reason="", by=town.company(3).submitter, at=makers.BEGUN)
    cases = [makers.make_case(town, "formal", n=6), makers.make_case(town, "expert", n=0, site=1), makers.make_case(town, "refused", n=4, site=1)]
    makers.make_panel(town, [cases[1]], "ready")
    opened = [*cases, *(application.case for application in made if application.handed_in_at)]
    return [*map(_application, (*made, *(case.application for case in cases))), *map(_case, opened), *_others(cases[1].key)]


def _application(one) -> Held:
    return Held("applications", one.state, one.key, bool(one.handed_in_at), frozenset({("organisation", one.organisation_id), ("district", one.district)}))


def _case(one) -> Held:
    own = {("organisation", one.application.organisation_id), ("district", one.district)}
    return Held("cases", f"{one.state} {one.application.state}", one.key, is_handed=True, own=frozenset(own))


def _others(case: str) -> Iterator[Held]:
    for engagement in Engagement.objects.select_related("application").order_by("pk")[:3]:
        own = {("organisation", engagement.application.organisation_id), ("organisation", engagement.evaluator_id)}
        yield Held("engagements", engagement.state, engagement.key, is_handed=False, own=frozenset(own))
    for one in Seat.objects.select_related("expert").order_by("rank")[:2]:
        yield Held("seats", one.state, one.key, is_handed=True, own=frozenset({("person", one.expert.person_id)}), more={"case": case})
    for book in Databook.objects.select_related("site").exclude(site__organisation__name__startswith="示例").order_by("pk")[:3]:
        yield Held("databooks", book.state, book.key, is_handed=False, own=frozenset({("organisation", book.site.organisation_id)}))


def people_of(town) -> tuple[list[Acting], list[Acting]]:
    """Return strangers in every post, and everybody who has to do with one of the things."""
    stranger = town.company(STRANGER)
    engaged = set(Engagement.objects.values_list("evaluator_id", flat=True))
    free = next(evaluator for evaluator in town.cast.evaluators if evaluator[0].pk not in engaged)
    seated, held = set(Seat.objects.values_list("expert__person_id", flat=True)), {site.district for company in town.cast.companies for site in company.sites}
    experts = [expert for expert in town.cast.experts if expert.person_id not in seated]
    district = next(acting for code, acting in town.cast.districts.items() if code not in held)
    strangers = [stranger.filler, stranger.submitter, free[1], free[2], experts[-1], district]
    owners = [company.submitter for company in town.cast.companies[:STRANGER]] + list(town.cast.districts.values())
    owners += [evaluator[2] for evaluator in town.cast.evaluators] + [expert for expert in town.cast.experts if expert.person_id in seated]
    return [*strangers, *town.cast.officers.values()], [acting for acting in owners if acting not in strangers]


@cache
def addresses_about(place: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the addresses that carry the key of such a thing, with the names of everything they carry."""
    found = []
    for name, address in addresses():
        parts = address.strip("/").split("/")
        if name.partition(":")[0] in DESKS and len(parts) > 2 and parts[1] == place and parts[2] == GUESSED and name != "applicant:engagement_end":
            found.append(name)
    return [(name, converters_of(name)) for name in found]


def converters_of(name: str) -> tuple[str, ...]:
    """Return the names of what an address carries."""
    from django.urls import get_resolver

    namespace, _, page = name.partition(":")
    resolver = get_resolver().namespace_dict[namespace][1]
    return tuple(resolver.reverse_dict.getlist(page)[0][0][0][1])


def is_right(name: str, held: Held, acting: Acting | None, method: str, status: int) -> bool:
    """Say whether the answer is what the policy says; the page of a thing itself opens for its own people."""
    desk = name.partition(":")[0]
    if acting is None:
        return status == 302
    if acting.role not in DESKS[desk]:
        return status == 404
    if not held.belongs_to(acting):
        return status in {404, 405}
    if name in PAGES and method == "get":
        return status == 200
    return status in {200, *REFUSED}


def test_who_may_not_finds_nothing_leaves_nothing_and_learns_nothing(town):
    name_with_canaries(town)
    things = things_of(town)
    set_moment(makers.PLEDGED)
    strangers, owners = people_of(town)
    clients = {acting: seat(acting) for acting in (*strangers, *owners)}
    wrong, left, leaks, cells, answers = [], [], [], 0, Counter()
    for held in things:
        related = [acting for acting in owners if held.belongs_to(acting)]
        for name, carried in addresses_about(held.place):
            address = reverse(name, kwargs={"key": held.key, **{one: {**REST, **held.more}.get(one, GUESSED) for one in carried if one != "key"}})
            for acting in (None, *strangers, *related):
                client = clients[acting] if acting else Client()
                for method in ("get", "post"):
                    status, tables, body = tried(client, method, address)
                    cells, where = cells + 1, (method, name, held.state, acting.role if acting else None)
                    answers[status] += 1
                    if not is_right(name, held, acting, method, status):
                        wrong.append((*where, status))
                    if status in REFUSED - {302} and tables not in ([], ["audit_line"]):
                        left.append((*where, status, tables))
                    if (acting is None or acting in strangers[:6]) and CANARY in body:
                        leaks.append(where)
    assert (sorted(set(wrong), key=str)[:20], left[:20], leaks[:20]) == ([], [], [])
    assert cells >= 10_000, cells
    assert answers[200] > 500, answers  # not everything is refused


def tried(client: Client, method: str, address: str) -> tuple[int, list[str], str]:
    """Try an address and take back what it did; return its answer, what it left until then, and its words."""
    client.raise_request_exception = False  # a fault is an answer too, and a wrong one
    with transaction.atomic():
        with written() as writes:
            response = getattr(client, method)(address)
        transaction.set_rollback(True)
    body = response.content.decode(errors="replace") if not response.streaming else ""
    return response.status_code, writes.tables(but=ANY_TIME), body


def test_no_list_of_a_stranger_and_no_public_page_names_what_is_not_theirs(town):
    name_with_canaries(town)
    things_of(town)
    set_moment(makers.PLEDGED)
    strangers, _owners = people_of(town)
    seen = 0
    for acting in (None, *strangers[:6]):
        client = seat(acting) if acting else Client()
        for name, address in addresses():
            if GUESSED in address:
                continue
            response = client.get(address)
            if response.status_code == 200 and not response.streaming:
                seen += 1
                assert CANARY not in response.content.decode(errors="replace"), (name, acting)
    assert seen > 60
    owner = seat(town.company(0).submitter).get(reverse("applicant:applications"))
    assert CANARY in owner.content.decode()  # the control: its own people read it


def test_what_a_request_wrote_is_seen_and_what_it_took_back_is_not(town):
    """The control of the watch itself."""
    with written() as writes:
        Person.objects.filter(pk=-1).update(name="x")
        with transaction.atomic():
            Person.objects.filter(pk=-1).update(name="x")
            transaction.set_rollback(True)
    assert writes.tables() == ["people_person"]
    assert Role.FILLER in DESKS["applicant"]
