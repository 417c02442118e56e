"""Many rows of one kind, copied from one that was made through the actions: for lists only."""

from django.db.models import Model

from sinople.applications.models import Application
from sinople.evaluation.models import Engagement
from sinople.kernel.ids import new_key
from sinople.notices.models import Notice
from sinople.people.models import Site
from sinople.review.models import Case, Meeting
from sinople.titles.models import Grant


def copied(row: Model, **changes: object) -> Model:
    """Write a copy of a row with a key of its own."""
    twin = type(row).objects.get(pk=row.pk)
    twin.pk = None
    twin._state.adding = True
    for name, value in {"key": new_key(), **changes}.items():
        setattr(twin, name, value)
    twin.save(force_insert=True)
    return twin


def more_applications(application: Application, count: int) -> list[Application]:
    made = []
    for n in range(count):
        site = copied(Site.objects.get(pk=application.site_id), name=f"分厂{new_key()}")
        made.append(copied(application, site=site, number=f"{application.number}{n}"))
    return made


def more_cases(case: Case, count: int) -> list[Case]:
    return [copied(case, application=application) for application in more_applications(case.application, count)]


def more_grants(grant: Grant, count: int) -> list[Grant]:
    return [copied(grant, case=case, number=f"{grant.number}-{new_key()}") for case in more_cases(grant.case, count)]


def more_engagements(engagement: Engagement, count: int) -> list[Engagement]:
    return [copied(engagement, application=application) for application in more_applications(engagement.application, count)]


def more_notices(notice: Notice, count: int) -> list[Notice]:
    return [copied(notice, meeting=copied(Meeting.objects.get(pk=notice.meeting_id))) for _ in range(count)]
