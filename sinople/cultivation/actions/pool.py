"""Entering the pool and leaving it, mentor and visits."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError

from sinople.audit.actions import move, record
from sinople.audit.permissions import demand
from sinople.cultivation import permissions, queries
from sinople.cultivation.actions.telling import note, said, tell, tell_district
from sinople.cultivation.models import Candidate, Visit
from sinople.cultivation.rules import ends_on
from sinople.cultivation.states import CandidateState, CandidateVerb
from sinople.databook.models import ReadinessPlan
from sinople.files import actions as files
from sinople.files import queries as file_queries
from sinople.kernel.acting import CLOCK, Acting
from sinople.kernel.refused import Refused
from sinople.law.clocks import SHANGHAI
from sinople.law.marking import N_
from sinople.people.models import Site
from sinople.schemes.models import EnactedPack


def ask(*, site: Site, title_code: str, pack: EnactedPack, reason: str, readiness: ReadinessPlan | None = None, by: Acting, at: datetime) -> Candidate:
    """Ask the district for a place in the pool."""
    demand(permissions.may_ask, by, site)
    made = _begin(site, title_code, pack, reason, readiness, CandidateState.ASKED, by=by, at=at)
    record("ask", made, by=by, at=at, site=site.key, title=title_code)
    tell_district(made, N_("%(organisation)s asks for a place in the cultivation pool for %(title)s."), at=at)
    return made


def propose(*, site: Site, title_code: str, pack: EnactedPack, reason: str, readiness: ReadinessPlan | None = None, by: Acting, at: datetime) -> Candidate:
    """Propose a site for the pool; nothing begins before the enterprise agrees."""
    demand(permissions.may_propose, by, site)
    made = _begin(site, title_code, pack, reason, readiness, CandidateState.PROPOSED, by=by, at=at)
    record("propose_site", made, by=by, at=at, site=site.key, title=title_code)
    tell(made, N_("Your district proposes %(site)s for the cultivation pool: %(title)s. Please agree or decline."), at=at)
    return made


def _begin(
    site: Site, title_code: str, pack: EnactedPack, reason: str, readiness: ReadinessPlan | None, state: CandidateState, *, by: Acting, at: datetime
) -> Candidate:
    if not reason.strip():
        raise Refused("Say in a sentence why this site should be cultivated.", field="reason")
    if title_code not in {title.code for title in queries.titles_for(site, pack)}:
        raise Refused("%(site)s is on its way to this title already, or is not of the kind that the title attaches to.", field="title", site=site.name)
    if readiness is not None and readiness.site_id != site.pk:
        raise Refused("This plan belongs to another site.", field="readiness")
    try:
        return Candidate.objects.create(
            site=site, title_code=title_code, pack_digest=pack.digest, district=site.district, reason=reason.strip(), readiness=readiness, person_id=by.person_id,
            state=state, moved_at=at, begun_at=at,
        )  # fmt: skip
    except IntegrityError:
        raise Refused("%(site)s is on its way to this title already.", field="title", site=site.name) from None


def admit(*, candidate: Candidate, by: Acting, at: datetime) -> Candidate:
    """Admit a site that asked, for as many years as the rules say."""
    demand(permissions.may_admit, by, candidate)
    _enter(candidate, CandidateVerb.ADMIT, by=by, at=at)
    tell(candidate, N_("%(site)s is in the cultivation pool for %(title)s. Begin with the creation plan of the year."), at=at)
    return candidate


def agree(*, candidate: Candidate, by: Acting, at: datetime) -> Candidate:
    """Agree to the district's proposal: the site is in the pool."""
    demand(permissions.may_agree, by, candidate)
    _enter(candidate, CandidateVerb.AGREE, by=by, at=at)
    tell_district(candidate, N_("%(organisation)s agrees: %(site)s is in the cultivation pool for %(title)s."), at=at)
    return candidate


def _enter(candidate: Candidate, verb: CandidateVerb, *, by: Acting, at: datetime) -> None:
    today = at.astimezone(SHANGHAI).date()
    years = queries.setting_of(candidate, "cultivation_years").whole
    note(candidate, entered_on=today, until_on=ends_on(today, years))
    move(candidate, verb, by=by, at=at, entered_on=today, until_on=ends_on(today, years))


def turn_down(*, candidate: Candidate, reason: str, by: Acting, at: datetime) -> Candidate:
    """Turn down a site that asked, with the reason."""
    demand(permissions.may_admit, by, candidate)
    _end(candidate, CandidateVerb.TURN_DOWN, said(reason), by=by, at=at)
    tell(candidate, N_("%(site)s was not admitted to the cultivation pool for %(title)s: %(reason)s"), at=at, reason=reason)
    return candidate


def decline(*, candidate: Candidate, reason: str, by: Acting, at: datetime) -> Candidate:
    """Decline the district's proposal."""
    demand(permissions.may_agree, by, candidate)
    _end(candidate, CandidateVerb.DECLINE, reason.strip(), by=by, at=at)
    tell_district(candidate, N_("%(organisation)s declines the proposal for %(site)s: %(title)s."), at=at)
    return candidate


def leave(*, candidate: Candidate, reason: str, by: Acting, at: datetime) -> Candidate:
    """Leave the pool by one's own wish, or take the request back."""
    demand(permissions.may_leave, by, candidate)
    _end(candidate, CandidateVerb.LEAVE, said(reason), by=by, at=at)
    tell_district(candidate, N_("%(organisation)s takes %(site)s out of the cultivation pool: %(title)s."), at=at)
    return candidate


def earn(*, site_id: int, title_code: str, by: Acting, at: datetime) -> Candidate | None:
    """Lead a candidate out of the pool because its site was granted the title; told by whoever grants."""
    candidate = queries.live_of(site_id, title_code)
    return move(candidate, CandidateVerb.EARN, by=by, at=at) if candidate else None


def lapse(*, candidate: Candidate, at: datetime) -> Candidate:
    """End a stay whose years are over."""
    move(candidate, CandidateVerb.LAPSE, by=CLOCK, at=at)
    tell(candidate, N_("The stay of %(site)s in the cultivation pool for %(title)s is over. You may ask for a place again."), at=at)
    return candidate


def name_mentor(*, candidate: Candidate, person_id: int, by: Acting, at: datetime) -> Candidate:
    """Name the officer of the district who guides the candidate."""
    demand(permissions.may_guide, by, candidate)
    names = queries.officers_of(candidate.district, at)
    if person_id not in names:
        raise Refused("The mentor has to be an officer of the district; choose one of the list.", field="mentor")
    note(candidate, mentor_id=person_id)
    record("name_mentor", candidate, by=by, at=at, mentor=names[person_id])
    tell(candidate, N_("%(mentor)s of the district guides %(site)s on its way to %(title)s."), at=at, mentor=names[person_id])
    return candidate


def note_visit(*, candidate: Candidate, visited_on: date, findings: str, advice: str, evidence_keys: Sequence[str] = (), by: Acting, at: datetime) -> Visit:
    """Note a visit: what was found, what was advised, its photographs; the enterprise may read it."""
    demand(permissions.may_guide, by, candidate)
    if visited_on > at.astimezone(SHANGHAI).date():
        raise Refused("A visit that has not been made yet cannot be noted; choose the day on which it was made.", field="visited_on")
    if not findings.strip():
        raise Refused("Say what was found.", field="findings")
    made = Visit.objects.create(
        candidate=candidate,
        visited_on=visited_on,
        findings=findings.strip(),
        advice=advice.strip(),
        evidence_keys=list(evidence_keys),
        person_id=by.person_id,
        at=at,
    )
    for key in evidence_keys:
        files.let_read(evidence=file_queries.evidence_for(by, key), audience="organisation", ref=candidate.site.organisation_id)
    record("note_visit", candidate, by=by, at=at, visited_on=visited_on, files=len(evidence_keys))
    tell(candidate, N_("The district noted its visit to %(site)s; its findings can be read."), at=at, once=made.key)
    return made


def _end(candidate: Candidate, verb: CandidateVerb, reason: str, *, by: Acting, at: datetime) -> None:
    note(candidate, answer=reason)
    move(candidate, verb, by=by, at=at, reason=reason)
