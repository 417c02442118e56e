"""What waits for whose signature."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from sinople.kernel.acting import CITY_ROLES, Acting
from sinople.kernel.text import Text
from sinople.seals.models import Scan, Signature, SignOff
from sinople.seals.rules import next_level
from sinople.seals.states import SealState

OFFICE_STEPS = ("numbering", "stamping", "release")


@dataclass(frozen=True, slots=True)
class LevelShown:
    """One level as the card shows it: who signed when, and whether it is its turn."""

    code: str
    names: tuple[str, ...]
    at: datetime | None
    is_done: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class SignOffShown:
    """A sign-off ready to show."""

    key: str
    state: str
    subject: Text
    about: tuple[str, str]
    digest: str
    prepared_by: str
    prepared_at: datetime
    consequences: dict[str, object]
    levels: tuple[LevelShown, ...]


def sign_off_for(acting: Acting, key: str) -> SignOff:
    """Return a sign-off that an officer of the city may see."""
    rows = SignOff.objects.all() if acting.role in CITY_ROLES else SignOff.objects.none()
    return get_object_or_404(rows, key=key)


def sign_off_of(kind: str, key: str) -> SignOff | None:
    """Return the latest sign-off about a thing."""
    return SignOff.objects.filter(about_kind=kind, about_key=key).order_by("-pk").first()


def shown(sign_off: SignOff) -> SignOffShown:
    """Return a sign-off with who signed at which level."""
    signatures = list(sign_off.signatures.select_related("person").order_by("at", "pk"))
    steps = {step.step: step for step in sign_off.steps.select_related("person")}
    turn = next_level(sign_off.level_list(), [s.level for s in signatures]) if sign_off.state == SealState.OPEN else None
    levels = [
        LevelShown(
            level.code,
            tuple(s.person.name for s in signatures if s.level == level.code),
            max((s.at for s in signatures if s.level == level.code), default=None),
            sum(s.level == level.code for s in signatures) >= level.count,
            turn is not None and turn.code == level.code,
        )
        for level in sign_off.level_list()
    ]
    for code in OFFICE_STEPS:
        done = steps.get(code)
        waits = sign_off.state == SealState.SIGNED and all(c in steps for c in OFFICE_STEPS[: OFFICE_STEPS.index(code)])
        levels.append(LevelShown(code, (done.person.name,) if done else (), done.at if done else None, bool(done), waits and not done))
    prepared = LevelShown("drafting", (sign_off.prepared_by.name,), sign_off.prepared_at, True, False)
    return SignOffShown(
        sign_off.key, sign_off.state, Text(sign_off.subject_zh, sign_off.subject_en), (sign_off.about_kind, sign_off.about_key),
        sign_off.digest, sign_off.prepared_by.name, sign_off.prepared_at, sign_off.consequences, (prepared, *levels),
    )  # fmt: skip


def waiting_for(acting: Acting, *, limit: int = 50) -> list[SignOff]:
    """Return the open sign-offs whose turn is this person's post, and which this person neither prepared nor signed."""
    rows = (
        SignOff.objects.filter(state=SealState.OPEN)
        .exclude(prepared_by_id=acting.person_id)
        .exclude(signatures__person_id=acting.person_id)
        .prefetch_related(Prefetch("signatures", Signature.objects.order_by("pk")))
        .order_by("prepared_at", "pk")[:limit]
    )
    return [row for row in rows if _turn_is(row, acting)]


def office_waiting(*, limit: int = 50) -> list[SignOff]:
    """Return the signed ones that still lack a number, a stamp or their release."""
    rows = SignOff.objects.filter(state=SealState.SIGNED).prefetch_related("steps").order_by("moved_at", "pk")
    return [row for row in rows[:limit] if len(row.steps.all()) < len(OFFICE_STEPS)]


def number_of(sign_off: SignOff) -> str:
    """Return the number that the office gave, if it has."""
    return sign_off.steps.filter(step="numbering").values_list("value", flat=True).first() or ""


def steps_done(sign_off: SignOff) -> set[str]:
    """Return which of the office's steps are done."""
    return set(sign_off.steps.values_list("step", flat=True))


def scans_of(sign_off: SignOff) -> list[Scan]:
    """Return the registered scans of a sign-off."""
    return list(sign_off.scans.select_related("signer", "registered_by", "confirmed_by").order_by("pk"))


def scan_for(acting: Acting, key: str) -> Scan:
    """Return a registered scan that an officer of the city may see."""
    return get_object_or_404(Scan.objects.select_related("sign_off", "signer") if acting.role in CITY_ROLES else Scan.objects.none(), key=key)


def _turn_is(row: SignOff, acting: Acting) -> bool:
    level = next_level(row.level_list(), [signature.level for signature in row.signatures.all()])
    return level is not None and str(acting.role) in level.roles


def subject_of(sign_off: SignOff) -> Text:
    """Return what is laid before the signers."""
    return Text(sign_off.subject_zh, sign_off.subject_en)


def next_office_step(sign_off: SignOff) -> str:
    """Return which of the office's steps waits; nothing before the last signature or after the release."""
    done = steps_done(sign_off)
    return next((code for code in OFFICE_STEPS if code not in done), "") if sign_off.state == SealState.SIGNED else ""
