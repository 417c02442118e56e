"""Shows every part of the pages with an example, for those who write pages and for the tests."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.law.clocks import SHANGHAI, CountedDay, Due
from sinople.law.comparing import Difference
from sinople.law.scoring.sheets import Proof
from sinople.web.answers import answer
from sinople.web.context import Words
from sinople.web.tables import Column, Listing, asked, listing

COMPONENTS = Path(settings.ROOT) / "sinople/web/templates/components"
MOMENT = datetime(2023, 6, 14, 16, 2, tzinfo=SHANGHAI)
FACTORY = Text("绿色工厂 · 宝安生产基地", "Green factory · Bao'an site")
DIFFERENCE = Difference(
    "clocks", "clocks/district_review/days", "changed", (Text("区级审核", "District review"),), "days", "15", "20", "d", "longer", "D", Text("来源", "A source")
)
COLUMNS = (
    Column("indicator", _("Indicator"), sort=True),
    Column("unit", _("Unit")),
    Column("declared", _("Self-evaluation"), number=True, sort=True),
    Column("verified", _("Verified value"), number=True, sort=True),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A row of the example's table."""

    name: Text
    unit: str
    declared: Decimal
    verified: Decimal

    @property
    def changed(self) -> bool:
        """Say whether the evaluator found another figure."""
        return self.declared != self.verified


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the example's way."""

    title: Words
    state: str
    note: str | Words = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the example's story."""

    at: datetime
    who: str | Text
    did: Words
    note: str | Words = ""
    digest: str = ""


class ExampleForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=60, help_text=_("As on the business licence."))
    water = forms.DecimalField(label=_("Water taken in the year"))
    industry = forms.ChoiceField(label=_("Industry"), choices=[("", _("Please choose")), ("C38", _("Electrical machinery")), ("C39", _("Electronics"))])
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, required=False)
    built_on = forms.DateField(label=_("In operation since"))
    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect, choices=[("yes", _("Recommend")), ("no", _("Do not recommend"))])
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of energy"), widget=forms.CheckboxSelectMultiple, required=False, choices=[("power", _("Electricity")), ("gas", _("Natural gas"))]
    )
    true = forms.BooleanField(label=_("I confirm that everything stated is true."))
    licence = forms.FileField(label=_("Business licence"))


class CodeForm(forms.Form):
    """The small form of a page of its own."""

    code = forms.CharField(label=_("Code"))


@login_not_required
@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Show the parts."""
    return answer(request, "parts.html", parts=names_of_parts(), **examples(request))


def names_of_parts() -> list[str]:
    """Return every part that has an example, by name."""
    return sorted(example.parent.name for example in COMPONENTS.glob("*/example.html"))


def examples(request: HttpRequest) -> dict[str, Any]:
    """Return what the examples show."""
    empty = ExampleForm(data={}, auto_id="wrong_%s")
    empty.is_valid()
    return {
        "form": ExampleForm(initial={"name": "示例精密制造（深圳）有限公司", "water": Decimal("100000.50"), "built_on": date(2016, 5, 1), "industry": "C39"}),
        "wrong_form": empty,
        "code_form": CodeForm(auto_id="code_%s"),
        "readings": _readings(request),
        "factory": FACTORY,
        "at": MOMENT,
        "why": _why(),
        "differences_shown": (DIFFERENCE,),
        "proofs": _proofs(),
        "story_lines": _story(),
        "way": _way(),
        "refusal_shown": _refused(),
    }


def _readings(request: HttpRequest) -> Listing[Reading]:
    rows = [
        Reading(Text("6.11 单位产品综合能耗", "6.11 Energy per product"), "kgce/件", Decimal("0.412"), Decimal("0.418")),
        Reading(Text("6.4 绿色物料使用率", "6.4 Share of green materials"), "%", Decimal("46.0"), Decimal("41.5")),
        Reading(Text("6.9 工业固体废物综合利用率", "6.9 Industrial solid waste put to use"), "%", Decimal("94.12"), Decimal("94.12")),
    ]
    return listing(request, COLUMNS, rows, order=asked(request, COLUMNS, "indicator"), count=3)


def _why() -> Due:
    weekend = {date(2023, 6, 17): "weekend", date(2023, 6, 18): "weekend", date(2023, 6, 14): "first_day"}
    festival = Text("端午节", "Dragon Boat Festival")
    holidays = {date(2023, 6, 22), date(2023, 6, 23), date(2023, 6, 24)}
    days = []
    for step in range(13):
        day = date(2023, 6, 14) + timedelta(days=step)
        reason = "holiday" if day in holidays else weekend.get(day, "make_up" if day == date(2023, 6, 25) else "counted")
        days.append(CountedDay(day, reason in {"counted", "make_up"}, reason, festival if reason == "holiday" else None, True))
    return Due(MOMENT, datetime(2023, 6, 27, tzinfo=SHANGHAI), days[-1].day, False, 7, "working", "district_review", "sz-2022#3", "default", tuple(days))


def _proofs() -> tuple[Proof, ...]:
    inputs = (
        Proof("%(what)s is %(value)s %(unit)s.", {"what": Text("综合利用量", "The amount put to use"), "value": Decimal(960), "unit": "t"}, ok=True),
        Proof("%(what)s is %(value)s %(unit)s.", {"what": Text("产生量", "The amount produced"), "value": Decimal(1000), "unit": "t"}, ok=True),
    )
    return (
        Proof(
            "%(formula)s = %(value)s %(unit)s",
            {"formula": "960 ÷ (1,000 + 20) × 100", "value": Decimal("94.12"), "unit": "%"},
            "GB/T 36132-2018 A",
            ok=True,
            children=inputs,
        ),
        Proof("Above %(limit)s %(unit)s: fulfilled.", {"limit": Decimal(65), "unit": "%"}, authority="default", ok=True),
        Proof("Below the best fifth of the industry (%(limit)s %(unit)s): no points.", {"limit": Decimal(97), "unit": "%"}, ok=False),
        Proof("The industry's average is not known yet.", {}),
    )


def _story() -> tuple[Line, ...]:
    return (
        Line(MOMENT - timedelta(days=20), Text("陈工（提交人）", "Chen (submitter)"), _("Application handed in"), digest="9f2c" * 15 + "71be"),
        Line(MOMENT - timedelta(days=2), Text("吴科（宝安区）", "Wu (Bao'an District)"), _("Returned for correction"), _("Two points")),
        Line(MOMENT, Text("陈工（提交人）", "Chen (submitter)"), _("Corrected")),
    )


def _way() -> tuple[Step, ...]:
    return (
        Step(_("Self-evaluation"), "done", "2023-05-20"),
        Step(_("Evaluation by a third party"), "done", "2023-06-02"),
        Step(_("District review"), "now", _("Working day 4")),
        Step(_("Formal review"), "later"),
        Step(_("Expert review"), "later"),
        Step(_("Decision meeting"), "later"),
    )


def _refused() -> Refused:
    return Refused(
        "The application cannot be handed in yet.",
        grounds=[
            Ground("The organisation is younger than %(years)s years.", "sz-2022#6", {"years": 3}),
            Ground("A serious accident is on record.", "sz-2022#7"),
        ],
    )
