"""The rows of a bench, by a seed: one whole application made by the actions, the rest in bulk. `python -m bench.data ROWS SEED FILE`."""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from demonstration import rounds  # noqa: E402
from demonstration.cast import make_company, make_evaluators  # noqa: E402
from demonstration.city import TITLE, City, on  # noqa: E402
from demonstration.names import DISTRICTS  # noqa: E402
from sinople.applications import actions as applications  # noqa: E402
from sinople.applications.models import Application  # noqa: E402
from sinople.audit.queries import moment  # noqa: E402
from sinople.deadlines.models import Deadline  # noqa: E402
from sinople.kernel.acting import Acting  # noqa: E402
from sinople.kernel.ids import new_key  # noqa: E402
from sinople.notices.models import Notice  # noqa: E402
from sinople.people.models import Organisation, Site, User  # noqa: E402
from sinople.review.models import Case, Meeting  # noqa: E402
from sinople.titles.models import Grant, Publication  # noqa: E402

# One who writes needs an application of their own; the districts are as unequal as the real ones.
WRITERS, BATCH = 32, 5_000
WEIGHTS = (26, 20, 12, 9, 8, 8, 6, 4, 3, 2, 2)
STATES = ("district", "formal", "expert", "meeting", "approved", "announced", "granted", "refused", "deferred")
STATE_WEIGHTS = (12, 8, 8, 6, 3, 3, 45, 13, 2)
BEGAN = on(2022, 9, 1, 9)


def main(rows: int, seed: int, target: Path) -> None:
    """Make everything and write down what is there."""
    call_command("migrate", interactive=False, verbosity=0)
    city = City(seed=seed, companies=WRITERS, say=lambda _line: None)
    with transaction.atomic():
        for step in (city.offices, city.law):
            step()
        for n in range(WRITERS):
            make_company(city.cast, city.streams, n, 0.9, on(2022, 8, 3))
        make_evaluators(city.cast, city.streams, on(2022, 8, 3))
        city.first_call()
        facts = whole_ones(city)
    with transaction.atomic():
        bulk(city, rows, random.Random(seed))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    target.write_text(json.dumps(facts))


def whole_ones(city: City) -> dict[str, Any]:
    """Make one application handed in, and an open draft for each writer; sign everybody in."""
    scene = rounds.Scene(city.cast, city.first, city.pack, city.draw)
    case = rounds.to_hand_in(scene, city.cast.companies[0], city.cast.companies[0].sites[0], on(2022, 9, 5))
    row = next(one for one in city.pack.table_for(city.requirements, TITLE).indicators if one.optional is not None and one.optional.kind == "degree")
    writers = []
    for company in city.cast.companies[1:]:
        made = applications.begin(call=city.first, site=company.sites[0], by=company.filler, at=on(2022, 9, 6))
        writers.append(
            {
                "session": signed_in(company.filler),
                "path": f"/applicant/applications/{made.key}/answers/{row.group}/{row.code}/",
                "key": made.key,
                "code": row.code,
                "group": row.group,
            }
        )
    return {
        "case": case.key, "handed_in": case.application.key, "district": case.district, "writers": writers, "officers": {code: signed_in(who) for code, who in city.cast.districts.items()},
        "city": signed_in(city.cast.officers["officer"]), "applicant": signed_in(city.cast.companies[0].submitter), "busiest": DISTRICTS[0],
    }  # fmt: skip


def signed_in(who: Acting) -> str:
    """Return the session of a person who signed in with a second factor."""
    user = User.objects.get(person_id=who.person_id)
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "bench"}})
    session = SessionStore()
    session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: "sinople.people.backends.Accounts", HASH_SESSION_KEY: user.get_session_auth_hash()})
    session["seen_at"] = moment().isoformat()
    session.create()
    return str(session.session_key)


def bulk(city: City, rows: int, draw: random.Random) -> None:
    """Make so many further applications with their cases, clocks and grants."""
    person = city.cast.officers["officer"].person_id
    meeting = Meeting.objects.create(
        call=city.first, name="bench", held_on=BEGAN.date(), prepared_by_id=person, prepared_at=BEGAN, state="decided", moved_at=BEGAN
    )
    notice = Notice.objects.create(
        meeting=meeting, name="bench", office="bench", prepared_by_id=person, state="published", moved_at=BEGAN, released_at=BEGAN, ends_at=BEGAN
    )
    published = Publication.objects.create(notice=notice, lines=[], prepared_by_id=person, published_at=BEGAN, state="published", moved_at=BEGAN)
    industries = [company.organisation.industry for company in city.cast.companies]
    numbers = iter(range(rows))
    while wanted := list(islice(numbers, BATCH)):
        made = list(_applications(city, wanted, draw, industries))
        cases = Case.objects.bulk_create(_cases(made, draw))
        Deadline.objects.bulk_create(_clocks(cases))
        Grant.objects.bulk_create(_grants(cases, published, city.pack.title(TITLE).name))


def _applications(city: City, wanted: list[int], draw: random.Random, industries: list[str]) -> list[Application]:
    bodies = Organisation.objects.bulk_create(
        Organisation(kind="enterprise", credit_code=f"BENCH{n:013d}", name=f"示例制造{n:07d}有限公司", industry=draw.choice(industries), district=draw.choice(DISTRICTS))
        for n in wanted[::2]
    )  # fmt: skip
    sites = Site.objects.bulk_create(
        Site(organisation=bodies[place // 2], name=f"厂区{place % 2 + 1}", district=draw.choices(DISTRICTS, WEIGHTS)[0], address="演示路", added_at=BEGAN)
        for place in range(len(wanted))
    )  # fmt: skip
    return Application.objects.bulk_create(_application(city, n, site, draw) for n, site in zip(wanted, sites, strict=True))


def _application(city: City, n: int, site: Site, draw: random.Random) -> Application:
    at = BEGAN + timedelta(minutes=draw.randrange(60 * 24 * 180), seconds=n % 60)
    return Application(
        call=city.first, organisation=site.organisation, site=site, district=site.district, industry=site.organisation.industry, year=2021, pack_digest=city.first.pack.digest,
        number=f"2022-GF-{n + 10_000:07d}", begun_at=at, handed_in_at=at, moved_at=at, state="handed_in",
    )  # fmt: skip


def _cases(made: list[Application], draw: random.Random) -> Iterator[Case]:
    for row in made:
        state = draw.choices(STATES, STATE_WEIGHTS)[0]
        yield Case(
            application=row, district=row.district, opened_at=row.handed_in_at, moved_at=row.handed_in_at, state=state, result=draw.randrange(6000, 9900) / 100
        )


def _clocks(cases: list[Case]) -> Iterator[Deadline]:
    for case in cases:
        if case.state == "district":
            due: datetime = case.opened_at + timedelta(days=28)
            yield Deadline(
                about_kind=Application.kind(), about_key=case.application.key, code="district_review", rule={}, district=case.district, starts_at=case.opened_at, due_at=due,
                state="running", moved_at=case.opened_at,
            )  # fmt: skip


def _grants(cases: list[Case], published: Publication, title: Any) -> Iterator[Grant]:
    for case in cases:
        if case.state == "granted":
            made = case.application
            yield Grant(
                number=f"B{made.number}", title_code=TITLE, title_zh=title.zh, title_en=title.en, case=case, organisation=made.organisation, site=made.site, district=case.district,
                industry=made.industry, holder=made.organisation.name, site_name=made.site.name, credit_code=made.organisation.credit_code, pack_digest=made.pack_digest,
                publication=published, granted_on=date(2023, 1, 1) + timedelta(days=int(made.number[-3:]) % 300), digest=new_key(), state="valid", moved_at=BEGAN,
            )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
