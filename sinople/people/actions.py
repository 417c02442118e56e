"""Registering persons and organisations, proving and checking authority to act, keeping posts and sites."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from sinople.audit.actions import hold, move, record
from sinople.audit.permissions import demand
from sinople.kernel.acting import APPLICANT_ROLES, CLOCK, EVALUATOR_ROLES, STAFF_ROLES, Acting, Role
from sinople.kernel.ids import clean_credit_code
from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.people import permissions, queries
from sinople.people.models import Authority, Holding, Membership, Organisation, Person, ProofOfAuthority, Site, User
from sinople.people.rules import grounds_against_posts, person_digest
from sinople.people.states import ProofState, ProofVerb

WHOLE = "企业整体"  # the name of the organisation itself among what titles attach to


def know_person(*, user: User, name: str, identity_number: str, at: datetime, phone: str = "") -> Person:
    """Tie an account to its person: the same human being is found again by the digest of the identity number."""
    digest = person_digest(identity_number, settings.PERSON_SALT)
    person, is_new = Person.objects.get_or_create(digest=digest, defaults={"name": name, "phone": phone})
    user.person = person
    user.save(update_fields=["person"])
    record("know" if is_new else "know_again", person, by=Acting(person_id=person.pk), at=at)
    return person


def appoint(
    *, person: Person, role: Role, by: Acting, at: datetime, organisation: Organisation | None = None, authority: Authority | None = None
) -> Membership:
    """Give a person a post; refuse posts that one person may not hold together."""
    hold(person)
    grounds = grounds_against_posts(queries.roles_of(person.pk, at), role)
    if grounds:
        raise Refused("This post cannot be given to this person.", grounds=grounds)
    held = Membership.objects.filter(person=person, role=role, organisation=organisation, authority=authority, until__isnull=True).first()
    if held:
        return held
    try:
        made = Membership.objects.create(person=person, role=role, organisation=organisation, authority=authority, since=at)
    except IntegrityError:
        raise Refused("Somebody else has just changed this. Reload the page to see where it stands.") from None
    record("appoint", made, by=by, at=at, person=person.key, post=str(role))
    return made


def appoint_official(*, person: Person, role: Role, district: str = "", by: Acting, at: datetime) -> Membership:
    """Give an official a post at the bureau, or at the department of a district; the first administrator is made by the machine's owner."""
    demand(permissions.may_appoint, by, person, at)
    if role not in STAFF_ROLES:
        raise Refused("This is no post of an official.", field="role")
    if (role is Role.DISTRICT_OFFICER) != bool(district):
        raise Refused("A district officer belongs to a district, everybody else to the city bureau.", field="district")
    return appoint(person=person, role=role, authority=queries.authority_of("district" if district else "city", district), by=by, at=at)


def prove_by_identity(*, organisation: Organisation, role: Role, identity_number: str, token: str, by: Acting, at: datetime) -> Membership:
    """Accept what the province's unified identity says of a person and a company as proof, and keep it; a company that somebody holds is the district's to hear."""
    demand(permissions.may_ask, by)
    _demand_kind(organisation, role)
    if identity_number and person_digest(identity_number, settings.PERSON_SALT) != queries.person_by_id(by.person_id).digest:
        raise Refused("Another person signed in at the unified identity service. Sign in there as yourself, then begin again.")
    hold(organisation)
    if others := [one for one in queries.members_of(organisation.pk, at) if one.person_id != by.person_id]:
        raise Refused(
            "%(name)s is held already, by %(count)s persons. Let one of them hand over, or ask with licence and power of attorney: the district then hears both.",
            name=organisation.name, count=len(others),
        )  # fmt: skip
    proof = ProofOfAuthority.objects.create(
        organisation=organisation, person_id=by.person_id, role=role, identity_token=token, state=ProofState.WAITING, moved_at=at
    )
    move(proof, ProofVerb.CONFIRM, by=CLOCK, at=at, how="unified_identity")
    return appoint(person=proof.person, role=role, organisation=organisation, by=CLOCK, at=at)


def _demand_kind(organisation: Organisation, role: Role) -> None:
    wanted = EVALUATOR_ROLES if organisation.kind == Organisation.Kind.EVALUATOR else APPLICANT_ROLES
    if role not in wanted:
        raise Refused("This post does not belong to an organisation of this kind.", field="role")


def make_authorities(*, bureau: Text, districts: Mapping[str, Text], by: Acting, at: datetime, address: str = "", phone: str = "") -> int:
    """Enter the city bureau and the departments of the districts; those that stand are left alone. Return how many are new."""
    wanted = [("city", "", bureau), *(("district", code, name) for code, name in districts.items())]
    fresh = 0
    for level, district, name in wanted:
        made, is_new = Authority.objects.get_or_create(
            level=level, district=district, defaults={"name_zh": name.zh, "name_en": name.en, "address": address, "phone": phone}
        )
        if is_new:
            fresh += 1
            record("make_authority", made, by=by, at=at, name=name.zh)
    return fresh


def dismiss(*, membership: Membership, by: Acting, at: datetime) -> Membership:
    """End a post: staff leave, or hand over to somebody else."""
    if not (permissions.may_keep(by, membership.organisation_id or 0) or permissions.may_administer(by)):
        raise PermissionDenied
    left = [m for m in queries.members_of(membership.organisation_id or 0, at) if m.pk != membership.pk]
    if membership.organisation_id and not any(m.role in {Role.SUBMITTER, Role.AGENT, Role.EVALUATOR_SIGNER} for m in left):
        raise Refused("Nobody would be left who can act for the organisation: appoint the successor first, then end this post.")
    if not Membership.objects.filter(pk=membership.pk, until__isnull=True).update(until=at):
        raise Refused("This post has ended already.")
    record("dismiss", membership, by=by, at=at)
    return membership


def register(
    *,
    credit_code: str,
    name: str,
    kind: str,
    district: str,
    industry: str,
    address: str,
    legal_representative: str,
    by: Acting,
    at: datetime,
    founded_on: date | None = None,
) -> Organisation:
    """Register an organisation by its credit code; the one that stands already is found, not made twice."""
    demand(permissions.may_ask, by)
    code = clean_credit_code(credit_code)
    found = queries.organisation_by_code(code)
    if found:
        return found
    try:
        made = Organisation.objects.create(
            credit_code=code,
            name=name,
            kind=kind,
            district=district,
            industry=industry,
            address=address,
            legal_representative=legal_representative,
            founded_on=founded_on,
        )
    except IntegrityError:
        raise Refused("Somebody else has just changed this. Reload the page to see where it stands.") from None
    record("register", made, by=by, at=at, credit_code=code, name=name, district=district)
    return made


def ask(*, organisation: Organisation, role: Role, licence_key: str, attorney_key: str, by: Acting, at: datetime) -> ProofOfAuthority:
    """Ask to act for an organisation, with the licence and a power of attorney; a company that is held already becomes a dispute that the district hears."""
    demand(permissions.may_ask, by)
    _demand_kind(organisation, role)
    if not (licence_key and attorney_key):
        raise Refused("Please add the business licence and the power of attorney: both are needed to act for a company.", field="licence")
    held = [m for m in queries.members_of(organisation.pk, at) if m.person_id != by.person_id]
    try:
        made = ProofOfAuthority.objects.create(
            organisation=organisation,
            person_id=by.person_id,
            role=role,
            licence_key=licence_key,
            attorney_key=attorney_key,
            is_disputed=bool(held),
            state="waiting",
            moved_at=at,
        )
    except IntegrityError:
        raise Refused("You have already asked to act for this company; the district is checking it.") from None
    record("ask", made, by=by, at=at, organisation=organisation.credit_code, role=str(role), disputed=made.is_disputed)
    return made


def confirm(*, proof: ProofOfAuthority, by: Acting, at: datetime) -> Membership:
    """Confirm that the person may act for the organisation, and give the post."""
    demand(permissions.may_check, by, proof)
    move(proof, ProofVerb.CONFIRM, by=by, at=at)
    return appoint(person=proof.person, role=Role(proof.role), organisation=proof.organisation, by=by, at=at)


def refuse(*, proof: ProofOfAuthority, reason: str, by: Acting, at: datetime) -> ProofOfAuthority:
    """Refuse the proof, with the reason that the person will read."""
    demand(permissions.may_check, by, proof)
    if not reason.strip():
        raise Refused("Please say why: the person concerned needs it to mend the papers.", field="reason")
    ProofOfAuthority.objects.filter(pk=proof.pk).update(reason=reason)
    return move(proof, ProofVerb.REFUSE, by=by, at=at, reason=reason)


def add_site(
    *, organisation: Organisation, name: str, district: str, address: str, by: Acting, at: datetime, boundary: str = "", kind: str = Site.Kind.SITE,
    model_names: str = "", standard: str = "",
) -> Site:  # fmt: skip
    """Add a site, a data centre, a park or a product; a second one in another district can apply by itself (hearing answer 4)."""
    demand(permissions.may_add_site, by, organisation.pk)
    if kind == Site.Kind.PRODUCT and not model_names.strip():
        raise Refused("Name the models of the product; a title covers exactly these.", field="model_names")
    facts = {"district": district, "address": address, "boundary": boundary, "kind": kind, "model_names": model_names.strip(), "standard": standard}
    try:
        made = Site.objects.create(organisation=organisation, name=name, added_at=at, **facts)
    except IntegrityError:
        raise Refused("There is already a site called %(name)s; give the new one another name.", field="name", name=name) from None
    record("add_site", made, by=by, at=at, name=name, **{what: said for what, said in facts.items() if said})
    return made


def whole_of(*, organisation: Organisation, by: Acting, at: datetime) -> Site:
    """Return the organisation as a whole, which titles of organisations attach to; made when it is first needed."""
    demand(permissions.may_add_site, by, organisation.pk)
    facts = {"name": WHOLE, "district": organisation.district, "address": organisation.address, "added_at": at}
    made, is_new = Site.objects.get_or_create(organisation=organisation, kind=Site.Kind.ORGANISATION, defaults=facts)
    if is_new:
        record("add_site", made, by=by, at=at, name=made.name, kind=made.kind)
    return made


def note_holding(*, organisation: Organisation, title_code: str, ref: str, since: date) -> Holding:
    """Write down that an organisation holds a title; told by the room of titles."""
    made, _is_new = Holding.objects.get_or_create(ref=ref, defaults={"organisation": organisation, "title_code": title_code, "since": since})
    return made


def end_holding(*, ref: str, on: date) -> None:
    """Write down that a title is no longer held; told by the room of titles."""
    Holding.objects.filter(ref=ref, until__isnull=True).update(until=on)


def describe(*, organisation: Organisation, qualifications: Mapping[str, str], by: Acting, at: datetime) -> Organisation:
    """Declare an evaluator's own qualifications, for everyone to see."""
    demand(permissions.may_describe, by, organisation.pk)
    organisation.qualifications = dict(qualifications)
    organisation.save(update_fields=["qualifications"])
    record("describe", organisation, by=by, at=at, qualifications=dict(qualifications))
    return organisation


def choose_post(*, user: User, membership: Membership) -> None:
    """Remember which desk the person sits at."""
    if membership.person_id != user.person_id:
        raise PermissionDenied
    User.objects.filter(pk=user.pk).update(membership_chosen=membership.pk)


def choose_language(*, user: User, language: str) -> None:
    """Remember the language a person reads."""
    User.objects.filter(pk=user.pk).update(language=language)


def suspend(*, person: Person, by: Acting, at: datetime) -> None:
    """Close the accounts of a person; their posts and their story stay."""
    demand(permissions.may_administer, by)
    if person.pk == by.person_id:
        raise PermissionDenied
    User.objects.filter(person=person).update(is_active=False)
    record("suspend", person, by=by, at=at)


def forget_sign_ins(*, at: datetime) -> None:
    """Drop the records of sign-ins and failed tries that are older than the installation keeps them; the story is never dropped."""
    for rows in (AccessLog, AccessFailureLog, AccessAttempt):
        rows._default_manager.filter(attempt_time__lt=at - timedelta(days=settings.AUDIT_DAYS)).delete()
