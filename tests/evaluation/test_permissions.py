"""Role × organisation × state for every verb of an engagement."""

import pytest

from sinople.applications.models import Application
from sinople.applications.states import State
from sinople.evaluation import permissions
from sinople.evaluation.models import Engagement
from sinople.evaluation.states import EngagementState
from sinople.kernel.acting import Role
from tests.tables import OTHER, OWN, asked, own

SIGNERS = (Role.SUBMITTER, Role.AGENT)


def engagement(state, *, of=OTHER, evaluator=OTHER, application=State.DECLARED):
    return Engagement(state=state, evaluator_id=evaluator, application=Application(organisation_id=of, state=application))


def test_who_may_invite():
    asked(permissions.may_invite, own(*SIGNERS), State, {"declared"}, lambda state: (Application(organisation_id=OWN, state=state),))


def test_who_may_cancel():
    asked(permissions.may_cancel, own(*SIGNERS), EngagementState, {"invited", "accepted", "signed"}, lambda state: (engagement(state, of=OWN),))


@pytest.mark.parametrize(
    ("may", "roles", "open_in"),
    [
        (permissions.may_reply, (Role.EVALUATOR_SIGNER,), {"invited"}),
        (permissions.may_verify, (Role.EVALUATOR, Role.EVALUATOR_SIGNER), {"accepted"}),
        (permissions.may_sign_report, (Role.EVALUATOR_SIGNER,), {"accepted"}),
    ],
)
def test_who_may_of_the_evaluator(may, roles, open_in):
    asked(may, own(*roles), EngagementState, open_in, lambda state: (engagement(state, evaluator=OWN),))


def test_nothing_is_verified_before_the_declaration_or_after_the_report():
    asked(
        permissions.may_verify,
        own(Role.EVALUATOR, Role.EVALUATOR_SIGNER),
        State,
        {"declared"},
        lambda state: (engagement("accepted", evaluator=OWN, application=state),),
    )
