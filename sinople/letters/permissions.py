"""Who may put templates of their own in the place of ours."""

from sinople.audit.permissions import open_while
from sinople.kernel.acting import Acting, Role
from sinople.law.marking import N_
from sinople.letters.models import Template
from sinople.letters.states import TemplateVerb

EDITORS = (Role.CITY_OFFICER, Role.OFFICE_CLERK)


def may_change_templates(acting: Acting) -> bool:
    """Say whether this person uploads Word templates of papers."""
    return acting.is_any(*EDITORS)


@open_while(
    lambda acting, template: template.allows(TemplateVerb.PUT_IN_USE) and acting.person_id != template.uploaded_by_id,
    N_("A template is put in use once, and by another person than who uploaded it. Reload the page to see where it stands."),
)
def may_put_in_use(acting: Acting, template: Template) -> bool:
    """Say whether this person may put the template in use: a second pair of eyes."""
    return acting.is_any(*EDITORS, Role.LEADER)


@open_while(lambda _acting, template: template.allows(TemplateVerb.RETIRE), N_("This template is out of use already."))
def may_retire(acting: Acting, template: Template) -> bool:
    """Say whether this person may take the template out of use."""
    return acting.is_any(*EDITORS)
