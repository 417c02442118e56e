"""The people of the demonstration: offices, enterprises with their sites, evaluators, experts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from demonstration import names
from sinople.kernel.acting import CLOCK, Acting, Role
from sinople.people import actions
from sinople.people.models import Authority, Membership, Organisation, Person, Site, User
from sinople.web.choices import district_names


@dataclass
class Company:
    """An enterprise with those who act for it and how good it is (0 poor, 1 leading)."""

    organisation: Organisation
    filler: Acting
    submitter: Acting
    sites: list[Site]
    quality: float


@dataclass
class Cast:
    """Everybody."""

    officers: dict[str, Acting] = field(default_factory=dict)
    districts: dict[str, Acting] = field(default_factory=dict)
    companies: list[Company] = field(default_factory=list)
    evaluators: list[tuple[Organisation, Acting, Acting]] = field(default_factory=list)
    experts: list[Acting] = field(default_factory=list)


@dataclass
class Streams:
    """Where names, codes and identity numbers come from, in one order for one seed."""

    codes: Iterator[str] = field(default_factory=names.credit_codes)
    identities: Iterator[str] = field(default_factory=names.identity_numbers)
    families: Iterator[str] = field(default_factory=names.family_names)


OFFICERS = (
    ("officer", "李某", Role.CITY_OFFICER), ("checker", "沈某", Role.CITY_OFFICER), ("leader", "王某", Role.LEADER), ("clerk", "韩某", Role.OFFICE_CLERK),
    ("keeper", "杨某", Role.POOL_KEEPER), ("auditor", "朱某", Role.AUDITOR), ("administrator", "秦某", Role.ADMINISTRATOR),
)  # fmt: skip


def person(streams: Streams, user_name: str, name: str, at: datetime) -> Person:
    """Make an account and its person."""
    user = User.objects.create(username=user_name, email=f"{user_name}@sinople.example")
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return actions.know_person(user=user, name=name, identity_number=next(streams.identities), at=at, phone="13800000000")


def make_offices(cast: Cast, streams: Streams, at: datetime) -> None:
    """Make the city bureau, the eleven districts and their officers."""
    bureau = Authority.objects.create(
        level="city",
        name_zh="深圳市工业和信息化局",
        name_en="Shenzhen Bureau of Industry and Information Technology",
        address="演示地址一号",
        phone="0755-00000000",
    )
    for user_name, name, role in OFFICERS:
        made = person(streams, user_name, name, at)
        cast.officers[user_name] = actions.appoint(person=made, role=role, authority=bureau, by=CLOCK, at=at).acting()
    for code, name in district_names().items():
        body = Authority.objects.create(
            level="district",
            district=code,
            name_zh=f"{name.zh}工业和信息化部门",
            name_en=f"{name.en} industry department",
            address="演示地址二号",
            phone="0755-00000001",
        )
        made = person(streams, f"district-{code.lower()}", f"{next(streams.families)}科", at)
        cast.districts[code] = actions.appoint(person=made, role=Role.DISTRICT_OFFICER, authority=body, by=CLOCK, at=at).acting()


def make_company(cast: Cast, streams: Streams, n: int, quality: float, at: datetime) -> Company:
    """Make an enterprise with a filler, a submitter and one site, every fourth one with a second site in another district."""
    word = names.WORDS[n % len(names.WORDS)]
    industry = tuple(names.INDUSTRIES)[n % len(names.INDUSTRIES)]
    district = names.DISTRICTS[n * 7 % 11] if n % 3 else names.DISTRICTS[n % 4]
    body = Organisation.objects.create(
        kind="enterprise", credit_code=next(streams.codes), name=f"{word}{names.INDUSTRIES[industry][0]}（深圳）有限公司", industry=industry, district=district,
        address="演示大道", legal_representative=f"{next(streams.families)}某", founded_on=date(2008 + n % 9, 3, 1),
    )  # fmt: skip
    acting = {}
    for part, role, title in (("filler", Role.FILLER, "工"), ("submitter", Role.SUBMITTER, "总")):
        made = person(streams, f"company{n + 1}-{part}", f"{next(streams.families)}{title}", at)
        acting[part] = actions.appoint(person=made, role=role, organisation=body, by=CLOCK, at=at).acting()
    company = Company(body, acting["filler"], acting["submitter"], [], quality)
    homes = [district, names.DISTRICTS[(names.DISTRICTS.index(district) + 3) % 11]] if n % 4 == 0 else [district]
    for place, home in enumerate(homes):
        name = f"{district_names()[home].zh}{'生产基地' if place == 0 else '分厂'}"
        company.sites.append(
            actions.add_site(
                organisation=body,
                name=name,
                district=home,
                address=f"{district_names()[home].zh}演示路 {n + 1} 号",
                boundary="厂区围墙以内",
                by=company.filler,
                at=at,
            )
        )
    cast.companies.append(company)
    return company


def make_evaluators(cast: Cast, streams: Streams, at: datetime) -> None:
    """Make six evaluation organisations, some short of the encouraged conditions: that is advice and blocks nothing."""
    for n, name in enumerate(names.EVALUATORS):
        body = Organisation.objects.create(
            kind="evaluator", credit_code=next(streams.codes), name=f"{name}有限公司", district="440305", address="演示大厦", legal_representative=f"{next(streams.families)}某",
            qualifications={"full_time_staff": str(6 + 4 * n), "senior_staff": str(2 + 2 * n), "experience": "近五年参与绿色制造评价", "office": "固定办公场所"},
        )  # fmt: skip
        acting = []
        for role, part in ((Role.EVALUATOR, "evaluator"), (Role.EVALUATOR_SIGNER, "signer")):
            made = person(streams, f"{part}{n + 1}", f"{next(streams.families)}工", at)
            acting.append(actions.appoint(person=made, role=role, organisation=body, by=CLOCK, at=at).acting())
        cast.evaluators.append((body, acting[0], acting[1]))


def make_experts(cast: Cast, streams: Streams, at: datetime) -> None:
    """Make twenty-four experts with specialities and employers; some declare relationships."""
    from sinople.experts import actions as experts

    for n in range(24):
        made = person(streams, f"expert{n + 1}", f"{next(streams.families)}教授", at)
        employer, code = (
            (tied_to(cast, n).name, tied_to(cast, n).credit_code) if n in {3, 9} and n < len(cast.companies) else (f"演示大学第{n % 6 + 1}学院", "")
        )
        chosen = [names.SPECIALITIES[n % 6], names.SPECIALITIES[(n + 2) % 6]]
        expert = experts.admit(person=made, specialities=chosen, employer=employer, employer_code=code, grade="正高级", by=cast.officers["keeper"], at=at)
        acting = Membership.objects.select_related("person", "authority").get(person=made, role=Role.EXPERT).acting()
        cast.experts.append(acting)
        if n % 5 == 0:
            tied = cast.companies[n % len(cast.companies)].organisation
            experts.declare_relationship(expert=expert, credit_code=tied.credit_code, name=tied.name, kind="近三年技术咨询", by=acting, at=at)


def tied_to(cast: Cast, n: int) -> Organisation:
    """Return the enterprise to which an expert has a tie."""
    return cast.companies[n % len(cast.companies)].organisation
