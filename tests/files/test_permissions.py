"""Who reads what: a table of grants and people."""

import pytest
from django.http import Http404

from sinople.files import actions, permissions, queries
from sinople.files.models import Evidence
from sinople.kernel.acting import ANYONE, CLOCK, Acting, Role
from tests.files import samples as s
from tests.files.conftest import NOON

pytestmark = pytest.mark.django_db

PEOPLE = {
    "filler": Acting(person_id=1, role=Role.FILLER, organisation_id=7),
    "colleague": Acting(person_id=2, role=Role.SUBMITTER, organisation_id=7),
    "evaluator": Acting(person_id=3, role=Role.EVALUATOR, organisation_id=8),
    "baoan": Acting(person_id=4, role=Role.DISTRICT_OFFICER, authority_id=2, district="baoan"),
    "nanshan": Acting(person_id=5, role=Role.DISTRICT_OFFICER, authority_id=3, district="nanshan"),
    "city": Acting(person_id=6, role=Role.CITY_OFFICER, authority_id=1),
    "expert": Acting(person_id=9, role=Role.EXPERT, authority_id=1),
    "left": Acting(person_id=1, role=Role.FILLER, organisation_id=9),  # the one who uploaded, now elsewhere
    "public": ANYONE,
}
OWN = {"filler", "colleague"}


@pytest.mark.parametrize(
    ("grant", "readers"),
    [
        (None, OWN),
        (("organisation", 8), OWN | {"evaluator"}),
        (("district", "baoan"), OWN | {"baoan"}),
        (("city", ""), OWN | {"city"}),
        (("person", 9), OWN | {"expert"}),
        (("public", ""), set(PEOPLE)),
    ],
)
def test_who_reads(grant, readers):
    evidence = actions.keep(name="a.pdf", data=s.pdf(), by=PEOPLE["filler"], at=NOON, organisation_id=7)
    if grant:
        actions.let_read(evidence=evidence, audience=grant[0], ref=grant[1])
    for name, acting in PEOPLE.items():
        assert permissions.may_read(acting, evidence) is (name in readers), name
        if name in readers:
            assert queries.evidence_for(acting, evidence.key) == evidence
        else:
            with pytest.raises(Http404):
                queries.evidence_for(acting, evidence.key)


def test_an_authoritys_own_file_is_seen_by_who_uploaded_it_only():
    evidence = actions.keep(name="a.pdf", data=s.pdf(), by=PEOPLE["city"], at=NOON, organisation_id=0)
    assert [name for name, acting in PEOPLE.items() if permissions.may_read(acting, evidence)] == ["city"]


def test_an_authoritys_own_file_is_not_every_new_applicants():
    evidence = actions.keep(name="a.pdf", data=s.pdf(), by=PEOPLE["city"], at=NOON, organisation_id=0)
    assert not permissions.may_read(Acting(person_id=6, role=Role.FILLER), evidence)


def test_who_keeps():
    assert permissions.may_keep(CLOCK, 7)
    assert permissions.may_keep(PEOPLE["filler"], 7)
    assert not permissions.may_keep(PEOPLE["evaluator"], 7)
    assert permissions.may_keep(PEOPLE["baoan"], 0)
    assert not permissions.may_keep(ANYONE, 0)


def test_rows_about_a_thing(django_assert_num_queries):
    for n in range(12):
        actions.keep(name=f"{n:02}.pdf", data=s.pdf(), by=PEOPLE["filler"], at=NOON, organisation_id=7, about=("a.b", "k"))
    with django_assert_num_queries(1):
        rows = queries.evidence_about(PEOPLE["colleague"], "a.b", "k")
    assert len(rows) == 12
    keys = [row.key for row in rows]
    with django_assert_num_queries(1):
        assert set(queries.rows_of(PEOPLE["colleague"], keys)) == set(keys)
    assert queries.rows_of(PEOPLE["evaluator"], keys) == {}
    assert queries.headers_of(Evidence.objects.first())["Content-Type"] == "application/pdf"
