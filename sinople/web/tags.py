"""The words and tones of states, levels and proposals, as staff and public read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Tag = tuple[Promise | str, str]
STATES: dict[str, dict[str, Tag]] = {
    "pack": {"draft": (_("draft text"), "info"), "set_aside": (_("set aside"), "stop"), "sealed": (_("sealed"), "wait"), "in_force": (_("in force"), "go"), "ended": (_("ended"), "stop")},
    "template": {"checked": (_("checked"), "wait"), "in_use": (_("in use"), "go"), "retired": (_("out of use"), "info")},
    "edition": {"draft": (_("draft"), "info"), "set_aside": (_("set aside"), "stop"), "sealed": (_("sealed"), "wait"), "in_force": (_("in force"), "go"), "replaced": (_("replaced"), "stop")},
    "plan": {"draft": (_("draft"), "info"), "laid": (_("laid before the signers"), "wait"), "published": (_("published"), "go")},
    "call": {"draft": (_("draft"), "info"), "laid": (_("laid before the signers"), "wait"), "open": (_("open for applications"), "go"), "closed": (_("closed"), "stop")},
    "application": {
        "draft": (_("draft"), "info"), "declared": (_("self-evaluation declared"), "info"), "verified": (_("evaluated, to be handed in"), "wait"),
        "handed_in": (_("handed in"), "go"), "returned": (_("returned for correction"), "wait"), "withdrawn": (_("withdrawn"), "stop"), "closed": (_("ended"), "info"),
    },
    "case": {
        "refusing": (_("decision being signed"), "wait"),
        "district": (_("district review"), "wait"), "formal": (_("formal review"), "wait"), "expert": (_("expert review"), "wait"), "meeting": (_("to be decided"), "wait"),
        "approved": (_("approved, before the notice"), "go"), "announced": (_("on public notice"), "gold"), "granted": (_("granted"), "gold"),
        "deferred": (_("deferred"), "wait"), "refused": (_("not approved"), "stop"),
    },
    "engagement": {
        "invited": (_("invited"), "wait"), "accepted": (_("evaluating"), "wait"), "signed": (_("report signed"), "go"), "declined": (_("declined"), "stop"),
        "cancelled": (_("cancelled"), "stop"),
    },
    "panel": {"committed": (_("to be drawn"), "wait"), "drawn": (_("waiting for replies"), "wait"), "ready": (_("scoring"), "wait"), "finished": (_("concluded"), "go")},
    "seat": {"invited": (_("invited"), "wait"), "accepted": (_("accepted, pledge open"), "wait"), "pledged": (_("pledged"), "go"), "declined": (_("declined"), "stop")},
    "opinion": {"open": (_("not signed yet"), "wait"), "signed": (_("signed"), "go")},
    "refusal": {
        "draft": (_("sent back"), "stop"), "laid": (_("laid before the signers"), "wait"), "signed": (_("signed, to be sent"), "wait"), "sent": (_("sent"), "go"),
    },
    "meeting": {"draft": (_("being prepared"), "info"), "laid": (_("laid before the signers"), "wait"), "decided": (_("decided"), "go")},
    "notice": {
        "draft": (_("being prepared"), "info"), "laid": (_("laid before the signers"), "wait"), "signed": (_("signed, to be released"), "wait"), "open": (_("open for objections"), "gold"),
        "ended": (_("ended"), "info"), "published": (_("list published"), "go"),
    },
    "objection": {
        "received": (_("received"), "wait"), "accepted": (_("accepted, being examined"), "wait"), "refused": (_("not taken up"), "stop"), "upheld": (_("upheld"), "stop"),
        "rejected": (_("rejected"), "go"),
    },
    "publication": {"laid": (_("laid before the signers"), "wait"), "published": (_("published"), "go")},
    "grant": {
        "valid": (_("valid"), "gold"), "suspended": (_("suspended"), "wait"), "revoked": (_("revoked"), "stop"), "surrendered": (_("given back"), "stop"),
        "expired": (_("expired"), "stop"),
    },
    "verification": {
        "valid": (_("This title is valid."), "go"), "suspended": (_("This title is suspended."), "wait"), "revoked": (_("This title was revoked."), "stop"),
        "surrendered": (_("This title was given back by its holder."), "stop"), "expired": (_("This title has expired."), "stop"),
    },
    "candidate": {
        "asked": (_("asks for a place"), "wait"), "proposed": (_("proposed by the district"), "wait"), "in_pool": (_("in the pool"), "go"), "refused": (_("not admitted"), "stop"),
        "declined": (_("proposal declined"), "info"), "left": (_("left by wish"), "info"), "earned": (_("title earned"), "gold"), "lapsed": (_("stay over"), "stop"),
    },
    "creation_plan": {"draft": (_("draft"), "info"), "submitted": (_("with the district"), "wait"), "confirmed": (_("confirmed"), "go")},
    "milestone": {"reached": (_("reached"), "go"), "overdue": (_("overdue"), "stop"), "soon": (_("due soon"), "wait"), "ahead": (_("ahead"), "info")},
    "self_check": {"kept": (_("kept"), "info")},
    "saved_plan": {"saved": (_("saved"), "info"), "shared": (_("shared with the district"), "go")},
    "proof": {"waiting": (_("waiting"), "wait"), "confirmed": (_("confirmed"), "go"), "refused": (_("refused"), "stop")},
    "seal": {"open": (_("being signed"), "wait"), "signed": (_("signed"), "go"), "sent_back": (_("sent back"), "stop")},
    "proposal": {"": (_("no proposal yet"), "info"), "grant": (_("grant"), "go"), "refuse": (_("refuse"), "stop"), "defer": (_("defer"), "wait")},
    "check": {"met": (_("holds"), "go"), "unmet": (_("does not hold"), "stop"), "undecided": (_("to be confirmed"), "wait")},
    "job": {"waiting": (_("waiting"), "wait"), "running": (_("at work"), "wait"), "done": (_("done"), "go"), "failed": (_("failed"), "stop")},
}  # fmt: skip
LEVELS: dict[str, Promise] = {
    "drafting": _("Preparation"), "check": _("Check"), "consult": _("Countersignature"), "approve": _("Approval"), "numbering": _("Numbering"),
    "stamping": _("Stamping"), "release": _("Release"),
}  # fmt: skip
CONSEQUENCES: dict[str, Promise] = {
    "grant": _("To be granted"), "refuse": _("Not approved"), "defer": _("Deferred"), "open": _("Without a proposal"), "target": _("Target of the plan"),
    "districts": _("Districts"), "undecided": _("Among the granted, undecided rows"), "letters": _("Letters to be sent"), "candidates": _("Candidates"),
    "days": _("Days of the notice"), "earliest_end": _("Earliest end, if released today"), "grants": _("Titles granted"), "stopped": _("Lines stopped"),
    "grounds": _("Grounds"), "opens_at": _("Opens"), "closes_at": _("Closes"), "told": _("Organisations told"), "year": _("Year"), "targets": _("Targets"),
}  # fmt: skip


def state_of(kind: str, state: str) -> Tag:
    """Return the word and the tone of a state."""
    return STATES[kind].get(state, (state, "info"))


def level_word(code: str) -> Promise | str:
    """Return the word for a level of sign-off."""
    return LEVELS.get(code, code)


def level_steps(levels: tuple) -> list[dict[str, object]]:
    """Return the levels of a sign-off as steps."""
    return [
        {
            "title": level_word(level.code),
            "state": "done" if level.is_done else "now" if level.is_now else "later",
            "note": "、".join(level.names),
            "at": level.at,
        }
        for level in levels
    ]


# How a value of the law was seen.
MARKS = {
    "S": _("seen in a source"),
    "S2": _("seen second-hand"),
    "B": _("background knowledge"),
    "U": _("uncertain"),
    "D": _("our default"),
    "NF": _("not found"),
}
