"""A story in words: who did what and when; a run of small edits by one person is one line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sinople.audit.queries import Told
from sinople.kernel.acting import Role
from sinople.people import queries as people
from sinople.web.context import ROLE_WORDS, Words

# Small edits: many in a row by one person are told as one line.
EDITS = frozenset(
    {
        "answer",
        "add_evidence",
        "add_paper",
        "remove_paper",
        "enter",
        "verify_row",
        "save_opinion",
        "propose",
        "answer_point",
        "add_milestone",
        "remove_milestone",
    }
)
DID: Mapping[str, Words] = {
    "begin": _("begun"), "answer": _("answers filled in"), "add_evidence": _("evidence added"), "add_paper": _("paper added"), "remove_paper": _("paper taken off"),
    "enter": _("figures entered"), "declare": _("self-evaluation declared"), "reopen": _("self-evaluation opened again"), "verify": _("evaluation report received"),
    "verify_row": _("rows verified"), "hand_in": _("handed in"), "send_back": _("returned for correction"), "answer_point": _("point answered"), "withdraw": _("withdrawn"),
    "close": _("closed"), "open": _("case opened"), "recommend": _("recommended"), "pass": _("formal review passed"), "conclude": _("expert review concluded"),
    "approve": _("approved by the meeting"), "defer": _("deferred"), "bring_again": _("brought to a meeting again"), "refuse": _("not approved"), "announce": _("put on public notice"),
    "propose_refusal": _("decision laid before the signers"), "back_to_district": _("sent back to the reviewer"), "back_to_formal": _("sent back to the reviewer"),
    "grant": _("title granted"), "invite": _("evaluator invited"), "accept": _("accepted"), "decline": _("declined"), "cancel": _("engagement ended"), "write_report": _("report written"),
    "sign_report": _("report signed"), "lay": _("laid before the signers"), "take_back": _("taken back"), "publish": _("published"), "sign": _("signed"), "prepare": _("prepared"),
    "deliver": _("delivered"), "number": _("numbered"), "stamp": _("stamped"), "release": _("released"), "register_scan": _("signed page registered"), "confirm_scan": _("signed page confirmed"),
    "decide": _("decided"), "prepare_meeting": _("batch prepared"), "propose": _("proposals written"), "draw": _("panel drawn"), "pledge": _("pledge given"),
    "save_opinion": _("opinion saved"), "sign_opinion": _("opinion signed"), "object": _("objection received"), "uphold": _("objection upheld"), "reject": _("objection rejected"),
    "end": _("ended"), "expire": _("expired"), "revoke": _("revoked"), "surrender": _("given back"), "suspend": _("suspended"), "resume": _("resumed"), "seal": _("sealed"),
    "lock": _("year locked"), "unlock": _("year unlocked"), "take_out": _("figure taken out"), "set_product": _("product named"), "drop_product": _("product taken out"),
    "bring": _("workbook read"), "take_over": _("workbook taken over"), "explain": _("question answered"),
    "enter_force": _("entered into force"), "confirm": _("confirmed"), "draft": _("drafted"), "change": _("changed"), "register": _("registered"), "add_site": _("site added"),
    "accept_objection": _("objection accepted"), "refuse_objection": _("objection not taken up"), "look_at_objector": _("objector looked at"), "take_up": _("taken up"),
    "appoint": _("appointed"), "dismiss": _("dismissed"), "make_authority": _("authority made"), "describe": _("described"), "declare_relationship": _("relationship declared"),
    "begin_dry_run": _("dry run begun"), "import_pack": _("rules brought in"), "change_values": _("values changed"), "confirm_values": _("values confirmed"), "set_aside": _("set aside"),
    "set_reference": _("reference values set"), "change_table": _("table changed"), "put_in_use": _("put in use"), "retire": _("out of use"), "upload_template": _("template uploaded"),
    "draft_plan": _("plan drafted"), "draft_call": _("call drafted"), "set_end": _("end set"), "commit": _("draw committed"), "complete": _("completed"), "finish": _("finished"),
    "replace": _("replaced"), "restore": _("restored"), "prepare_list": _("list prepared"), "prepare_notice": _("notice prepared"), "receive": _("received"),
    "order_paper": _("paper made"), "write_chapters": _("chapters written"), "bring_answers": _("answers read from Excel"), "bring_platform": _("figures of the national platform read"),
    "note_platform": _("state on the national platform noted"), "name_field": _("field of the national platform named"), "import_national": _("national list brought in"), "keep": _("kept"),
    "keep_check": _("self-check kept"), "save_plan": _("plan saved"), "pause": _("clock paused"), "miss": _("time limit missed"), "meet": _("time limit met"),
    "ask": _("place in the pool asked for"), "propose_site": _("proposed for the pool"), "admit": _("admitted to the pool"), "turn_down": _("not admitted"), "agree": _("agreed"),
    "leave": _("left the pool"), "earn": _("title earned"), "lapse": _("stay over"), "name_mentor": _("mentor named"), "note_visit": _("visit noted"), "begin_plan": _("creation plan begun"),
    "add_milestone": _("milestones added"), "remove_milestone": _("milestones taken out"), "take_over_steps": _("changes of a saved plan taken over"),
    "submit": _("plan submitted"), "reach": _("milestone reached"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One line of a story ready to show."""

    at: datetime
    who: str
    did: Words
    note: str = ""
    digest: str = ""


def story_rows(lines: Iterable[Told]) -> list[StoryRow]:
    """Return the lines of a story in words, latest first."""
    told = list(lines)
    names = people.names_of(line.person_id for line in told if line.person_id)
    return [_row(run, names) for run in reversed(_runs(told))]


def _runs(told: Sequence[Told]) -> list[list[Told]]:
    runs: list[list[Told]] = []
    for line in map(_plain, told):
        if runs and line.verb in EDITS and (runs[-1][-1].verb, runs[-1][-1].person_id) == (line.verb, line.person_id):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _plain(line: Told) -> Told:
    """An evaluator's row and the report that an application receives share a verb; the row says which row it was."""
    return replace(line, verb="verify_row") if line.verb == "verify" and "row" in line.facts else line


def _row(run: Sequence[Told], names: Mapping[int, str]) -> StoryRow:
    line = run[-1]
    digest = str(line.facts.get("digest") or line.facts.get("report") or "")
    return StoryRow(line.at, _who(line, names), DID.get(line.verb, line.verb.replace("_", " ")), _note(run), digest)


def _who(line: Told, names: Mapping[int, str]) -> str:
    if line.role == "clock" or not line.person_id:
        return gettext("the system") if line.role == "clock" else ""
    known = line.role in set(Role)
    return " · ".join(filter(None, [names.get(line.person_id, ""), str(ROLE_WORDS[Role(line.role)]) if known else ""]))


def _note(run: Sequence[Told]) -> str:
    if len(run) > 1:
        return ngettext("%(num)s entry", "%(num)s entries", len(run)) % {"num": len(run)}
    facts = run[0].facts
    if "points" in facts and isinstance(facts["points"], list):
        return "；".join(str(point) for point in facts["points"])
    kept = [str(facts[name]) for name in ("number", "words", "reason", "point") if facts.get(name)]
    return " · ".join(kept)
