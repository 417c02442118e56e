"""What the guides and the glossary say, in messages of the catalogue."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sinople.web.context import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a guide; `page` names where it is done, for those whose desk it stands on."""

    title: Words
    said: Words
    page: str


@dataclass(frozen=True, slots=True)
class Guide:
    """What one does here in a role, in order."""

    title: Words
    said: Words
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the glossary; `code` is its place on the page."""

    code: str
    name: Words
    said: Words


GUIDES: dict[str, Guide] = {
    "applicant": Guide(
        _("Help for enterprises and parks"),
        _("From the data book to the certificate: nothing is typed twice, and every page says whose turn it is."),
        (
            Step(_("Add what the title attaches to"), _("A site, a data centre, a park, a product or the whole organisation. Each applies by itself."), "applicant:organisation"),
            Step(_("Fill in the data book"), _("One site, one year, measured values with their proofs. Every application of the year draws from it."), "applicant:databooks"),
            Step(_("Begin an application"), _("Choose an open call and a site. The page shows until when, in local time, and by which rules."), "applicant:calls"),
            Step(_("Answer the sheet row by row"), _("It is saved as you type, the score grows beside it, and every row has its own help."), "applicant:applications"),
            Step(_("Declare, let it be verified, hand in"), _("The person who declares gives their name to it. The receipt carries the time and the digest."), "applicant:applications"),
            Step(_("Answer when something is asked"), _("A correction lists its points, each leads to its row; the clock is paused for the authority while it is with you."), "applicant:desk"),
        ),
    ),
    "evaluator": Guide(
        _("Help for evaluators"),
        _("You verify what was declared, row by row, with the evidence beside it, and sign a report."),
        (
            Step(_("Say who you are"), _("What you declare of your organisation is public, so that everyone can watch over it."), "evaluator:organisation"),
            Step(_("Accept an engagement"), _("Declare that you took no part in the self-evaluation; otherwise decline with a reason."), "evaluator:engagements"),
            Step(_("Verify the values"), _("Declared, evidence, verified, reason. Where your value differs, the reason is read by everyone who decides later."), "evaluator:engagements"),
            Step(_("Sign the report"), _("A second person of your organisation signs. Afterwards only a numbered supplement can correct it."), "evaluator:desk"),
        ),
    ),
    "district": Guide(
        _("Help for districts"),
        _("You check papers and facts on the spot and recommend; your clock is on every case."),
        (
            Step(_("Confirm who acts for whom"), _("Compare licence and power of attorney; a refusal states its reason."), "district:proofs"),
            Step(_("Keep the cultivation pool"), _("Take in candidates, confirm creation plans, follow their milestones."), "district:cultivation"),
            Step(_("Review applications"), _("Ask for a correction point by point, recommend, or refuse with grounds. The date and how it is counted stand on the page."), "district:applications"),
            Step(_("Look after the holders"), _("The register of your district shows every title, since when and until when."), "district:register"),
        ),
    ),
    "city": Guide(
        _("Help for the city bureau"),
        _("From the yearly plan to the published list: each act has its clause, each signature its second person."),
        (
            Step(_("Seal the rules and plan the year"), _("A regulation is sealed by a second person; a value that nobody has confirmed stops the call that needs it."), "city:packs"),
            Step(_("Open a call"), _("It pins the regulation, the table and the window for good."), "city:plans"),
            Step(_("Examine the form"), _("The case shows what is missing and what the law says of it."), "city:desk"),
            Step(_("Draw and invite experts"), _("The draw can be recomputed by anybody; relationships are left out beforehand."), "city:panels"),
            Step(_("Decide in a meeting"), _("A batch is decided together; the minutes are made from the decisions."), "city:meetings"),
            Step(_("Give public notice and publish"), _("Objections are answered before the list is published and certificates are made."), "city:notices"),
        ),
    ),
    "expert": Guide(
        _("Help for experts"),
        _("You score what you were invited to; nobody sees your sheet before it is signed."),
        (
            Step(_("Keep your profile true"), _("Fields and relationships decide to which panels you can be drawn."), "expert:profile"),
            Step(_("Answer the invitation"), _("Accept, or say in which way you are related: then another is drawn."), "expert:desk"),
            Step(_("Score and sign"), _("Declared and verified values stand side by side with the evidence. A signed sheet is final."), "expert:reviews"),
        ),
    ),
    "public": Guide(
        _("Help for everybody"),
        _("What the bureau decides here can be read, checked and objected to without signing in."),
        (
            Step(_("Read the rules"), _("Every figure carries its clause and its authority."), "public:rules"),
            Step(_("See what is open"), _("Calls with their windows, and what they ask."), "public:calls"),
            Step(_("Object to a notice"), _("With your name and your reasons, until the notice ends. Your identity is protected."), "public:notices"),
            Step(_("Verify a certificate"), _("By its number or the code printed on it."), "public:verify"),
            Step(_("Register an organisation"), _("Sign in, give the credit code, and prove that you may act for it. The district checks; then your desk opens."), "door:organisation"),
        ),
    ),
}  # fmt: skip

TERMS: tuple[Term, ...] = (
    Term("title", _("Title"), _("One of the honours that the city grants, held by one holder from a day on.")),
    Term("regulation", _("Regulation"), _("The measures in force, here as data with their clauses; an application stays under the one it began under.")),
    Term("requirements", _("Concrete indicator requirements"), _("A publication of the bureau that names the table, the values and the period; a call pins one.")),
    Term("call", _("Call"), _("One round for one or more titles, with a window that closes by the clock of the city.")),
    Term("data-book", _("Data book"), _("The measured values of one site in one year, with proofs; the enterprise locks and unlocks it.")),
    Term("reading", _("Reading"), _("One value of one quantity in a data book, with its unit and evidence.")),
    Term("basic-requirement", _("Basic requirement"), _("It carries no points and must hold; where it does not, the title cannot be granted.")),
    Term("mandatory", _("Mandatory row"), _("It has to be met; the table says what it earns.")),
    Term("optional", _("Optional row"), _("It earns points by the degree to which it is met.")),
    Term("lead", _("Leading value"), _("The figure of good practice: a row that reaches it earns what the table gives for it.")),
    Term("base", _("Base value"), _("The figure that a row has to reach at least.")),
    Term("undecided", _("Undecided"), _("Something is missing, and the page says what; the total is a range until it comes.")),
    Term("standard-coal", _("Standard coal"), _("Every kind of energy converted by its factor, so that it can be added (tce, kgce).")),
    Term("self-evaluation", _("Self-evaluation"), _("What the applicant declares of itself, under its digest.")),
    Term("evaluator", _("Third-party evaluator"), _("The organisation that verifies the self-evaluation and signs a report. What advises on its quality never blocks.")),
    Term("correction", _("Correction"), _("Returned with a list of points and a clock; answered point by point.")),
    Term("pool", _("Cultivation pool"), _("Candidates that the district accompanies before they apply.")),
    Term("creation-plan", _("Creation plan"), _("A candidate's dated milestones towards a title.")),
    Term("draw", _("Draw"), _("How experts come to a panel: by lot, so that anybody can recompute it.")),
    Term("recusal", _("Recusal"), _("Whoever is related to an applicant does not decide on it.")),
    Term("public-notice", _("Public notice"), _("The list is shown before it counts, and anybody may object with their name.")),
    Term("working-day", _("Working day"), _("As the calendar of the State Council has it: make-up days count, holidays do not.")),
    Term("provisional", _("Provisional date"), _("Counted into a year whose calendar is not out yet; it is counted again when it is.")),
    Term("digest", _("Digest"), _("The fingerprint (SM3) of what was handed in: if one character changed, it would be another.")),
    Term("authority", _("Authority of a value"), _("How far a figure is known: enacted, from the hearing, background knowledge, or our default until the bureau confirms it.")),
)  # fmt: skip
