"""The other titles of the year: a park, a product, data centres, a supply chain, an enterprise, two top-runners, each with the figures of a golden case of the pack."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings

from demonstration import documents, rounds
from demonstration.cast import Company, Streams, person
from demonstration.rounds import HOUR, SAMPLE, Scene
from sinople.applications import actions as applications
from sinople.applications.models import Application
from sinople.applications.rules import needs_file
from sinople.databook import actions as databooks
from sinople.databook.models import Databook
from sinople.files import actions as files
from sinople.kernel.acting import CLOCK, Role
from sinople.law.cases import Case, load_cases
from sinople.law.packs import Indicator, Table
from sinople.law.scoring import Answer
from sinople.people import actions as people
from sinople.people.models import Organisation, Site
from sinople.titles import actions as titles
from sinople.titles.rules.national_lists import ListKind, NationalHolder

TITLES = ("green-park", "green-product", "green-data-centre", "green-supply-chain", "green-enterprise", "energy-leader", "water-leader")
# By title: who applies for which of its places, by which golden case, how far it gets, which figures are otherwise. One data centre misses PUE by 0.01.
WAYS: dict[str, tuple[tuple[str, int, str, str, dict[str, Decimal]], ...]] = {
    "green-park": (("park", 0, "", "recommended", {}),),
    "green-product": (("cooling", 0, "", "recommended", {}), ("drives", 0, "motor of 7.5 kW", "declared", {})),
    "green-data-centre": (("cloud", 0, "", "recommended", {}), ("cloud", 1, "", "recommended", {"energy_total": Decimal(13_100_000)})),
    "green-supply-chain": (("chain", 0, "", "recommended", {}), ("group", 0, "", "draft", {})),
    "green-enterprise": (("group", 0, "", "recommended", {}),),
    "energy-leader": (("clinker", 0, "", "recommended", {}),),
    "water-leader": (("textile", 0, "", "verified", {}),),
}


@dataclass(frozen=True, slots=True)
class Body:
    """An invented body that applies for a title other than green factory, and what it applies for."""

    code: str
    name: str
    kind: str
    industry: str
    district: str
    subjects: tuple[tuple[str, str, str], ...]  # kind, name, models


BODIES = (
    Body("park", "示例科技园运营（深圳）有限公司", "park", "72", "440311", (("park", "示例光明科技园", ""),)),
    Body("cooling", "示例空调（深圳）有限公司", "enterprise", "38", "440306", (("product", "房间空气调节器", "KFR-35GW/SL-01、KFR-35GW/SL-02"),)),
    Body("drives", "示例驱动（深圳）有限公司", "enterprise", "38", "440307", (("product", "三相异步电动机", "SL-132M-4"),)),
    Body("cloud", "示例云计算（深圳）有限公司", "enterprise", "64", "440305", (("data_centre", "示例坪山数据中心", ""), ("data_centre", "示例龙岗数据中心", ""))),
    Body("chain", "示例终端整机（深圳）有限公司", "enterprise", "39", "440306", ()),
    Body("group", "示例绿色集团（深圳）有限公司", "enterprise", "39", "440307", ()),
    Body("clinker", "示例水泥（深圳）有限公司", "enterprise", "30", "440309", (("site", "龙华熟料生产线", ""),)),
    Body("textile", "示例织染（深圳）有限公司", "enterprise", "1713", "440310", (("site", "坪山织染车间", ""),)),
)  # fmt: skip


def make(streams: Streams, open_call: Callable[[str], Scene], at: datetime) -> None:
    """Make the bodies, open a call for each title, and let each applicant go as far as it does."""
    made = {body.code: make_body(streams, body, at - timedelta(days=60)) for body in BODIES}
    make_holder(made["group"], at - timedelta(days=60))
    for title in TITLES:
        scene = open_call(title)
        for n, (who, place, what, to, changed) in enumerate(WAYS[title]):
            company, begun = made[who], at + timedelta(days=n)
            site = company.sites[place] if company.sites else people.whole_of(organisation=company.organisation, by=company.filler, at=begun)
            walk(scene, company, fill(scene, company, site, example_of(title, holding=what), begun, readings=changed, partly=to == "draft"), begun, to=to)


def make_body(streams: Streams, body: Body, at: datetime) -> Company:
    """Make a body with a filler and a submitter, and what its titles attach to."""
    made = Organisation.objects.create(
        kind=body.kind, credit_code=next(streams.codes), name=body.name, industry=body.industry, district=body.district, address="演示大道",
        legal_representative=f"{next(streams.families)}某", founded_on=date(2012, 3, 1),
    )  # fmt: skip
    acting = {}
    for part, role in (("filler", Role.FILLER), ("submitter", Role.SUBMITTER)):
        who = person(streams, f"{body.code}-{part}", f"{next(streams.families)}经理", at)
        acting[part] = people.appoint(person=who, role=role, organisation=made, by=CLOCK, at=at).acting()
    company = Company(made, acting["filler"], acting["submitter"], [], 0.9)
    for kind, name, models in body.subjects:
        company.sites.append(
            people.add_site(
                organisation=made, name=name, district=body.district, address="演示大道 1 号", boundary="" if kind == "product" else "红线以内", kind=kind, model_names=models,
                by=company.filler, at=at,
            )
        )  # fmt: skip
    return company


def make_holder(company: Company, at: datetime) -> None:
    """Let the state's lists name the body for two titles, by which a green enterprise is known."""
    rows = [
        NationalHolder(kind=kind, batch="演示", number=str(n), place="深圳", name=company.organisation.name, announced_on=date(2022, 3, 1), source="演示虚构")
        for n, kind in enumerate((ListKind.FACTORY, ListKind.SUPPLY_CHAIN), start=1)
    ]
    titles.import_national(holders=rows, by=CLOCK, at=at)


def example_of(title: str, *, holding: str = "") -> Case:
    """Return the first golden case of a title that passes; one with `holding` in its name where that is asked."""
    cases = load_cases(settings.PACKS / "sz-2022")
    return next(case for case in cases if case.title == title and (holding in case.name if holding else case.shows == "pass"))


def fill(
    scene: Scene, company: Company, site: Site, case: Case, at: datetime, *, readings: dict[str, Decimal] | None = None, partly: bool = False
) -> Application:
    """Begin an application and fill its data books, answers and papers with the figures of a case; partly leaves the answers open."""
    table = scene.pack.table_for(scene.call.requirements_code, scene.call.title_code)
    made = applications.begin(call=scene.call, site=site, by=company.filler, at=at)
    shift = made.year - case.year if case.year is not None else 0
    for year, known in ({} if partly else {**case.years, made.year - shift: {**case.readings, **(readings or {})}}).items():
        book = databooks.begin(site=site, year=year + shift, by=company.filler, at=at)
        _enter(company, book, table, known, at)
    _products(company, made, table, case, at)
    for given in [] if partly else _answers(table, case):
        applications.answer(application=made, given=given, by=company.filler, at=at + HOUR)
    for material in scene.pack.materials_for(scene.call.title_code):
        if needs_file(material) and not partly:
            kept = files.keep_made(name=f"{material.name.zh}.pdf", content=SAMPLE, by=company.filler, at=at, organisation_id=company.organisation.pk)
            applications.add_paper(application=made, material=material.code, evidence_key=kept.key, by=company.filler, at=at + HOUR)
    return made


def walk(scene: Scene, company: Company, made: Application, at: datetime, *, to: str) -> None:
    """Walk on two days after the draft: declared, verified, handed in, recommended by the district."""
    at += timedelta(days=2)
    if to == "draft":
        return
    documents.write_own(made, company.filler, at)
    rounds.declare(company, made, at)
    if to == "declared":
        return
    rounds.evaluate(scene, rounds.invite(scene, company, made, at + HOUR), at + 2 * HOUR, besides=documents.write_report)
    if to == "verified":
        return
    case = rounds.hand_in(company, made, at + 6 * HOUR)
    if to == "recommended":
        rounds.recommend(scene, case, at + 30 * HOUR)


def _enter(company: Company, book: Databook, table: Table, known: dict[str, Decimal], at: datetime) -> None:
    for code, figure in known.items():
        quantity = table.quantity(code)
        databooks.enter(databook=book, quantity=quantity, typed=f"{figure:f}", unit=quantity.unit, boundary="红线以内", by=company.filler, at=at + HOUR)


def _products(company: Company, made: Application, table: Table, case: Case, at: datetime) -> None:
    book = Databook.objects.select_related("site").get(site_id=made.site_id, year=made.year)
    for n, product in enumerate(case.products, start=1):
        name = made.site.name if made.site.kind == Site.Kind.PRODUCT else product.name
        kept = databooks.set_product(databook=book, n=n, name=name, kind=product.kind, by=company.filler, at=at)
        for code, figure in product.readings.items():
            quantity = table.quantity(code)
            databooks.enter(databook=book, quantity=quantity, typed=f"{figure:f}", unit=quantity.unit, product=kept, by=company.filler, at=at + HOUR)


def _answers(table: Table, case: Case) -> list[Answer]:
    """Return the answers of the case; of every other row that asks something, the good one."""
    said = [Answer(code, **given.model_dump()) for code, given in case.answers.items()]
    left_out = {row for choice in table.choices for code, rows in choice.options for row in rows if code not in (case.answers[choice.code].ticks or ())}
    vetoes = [Answer(veto.code, holds=True) for veto in table.vetoes if veto.code not in case.answers]
    rows = [_good(row) for row in table.indicators if row.code not in case.answers and row.code not in left_out and row.asks & {"holds", "degree"}]
    return [*said, *vetoes, *rows]


def _good(row: Indicator) -> Answer:
    return Answer(row.code, degree=Decimal(1)) if "degree" in row.asks else Answer(row.code, holds=True)
