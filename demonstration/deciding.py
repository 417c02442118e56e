"""From the panel to the published list: drawn, met, signed, announced, published, by the officers of the city."""

from datetime import datetime

from demonstration import rounds
from demonstration.cast import Cast
from sinople.experts import actions as experts
from sinople.experts.models import Panel
from sinople.notices import actions as notices
from sinople.notices.models import Notice
from sinople.review import actions as review
from sinople.review import queries as review_queries
from sinople.review.models import Case, Meeting
from sinople.schemes.models import Call
from sinople.seals.models import SignOff
from sinople.titles import actions as titles
from sinople.titles.models import Publication


class Deciding:
    """What the officers do with the cases of a call."""

    cast: Cast

    def _panel(self, call: Call, name: str, at: datetime, *, cases: list[Case] | None = None) -> Panel:
        chosen = (
            [rounds.fresh(case).application for case in cases] if cases is not None else [case.application for case in review_queries.cases_for_panels(call)]
        )
        panel = experts.commit(
            call=call, applications=chosen, name=name, seats=3, specialities=["energy", "environment"], by=self.cast.officers["officer"], at=at
        )
        return experts.draw_panel(panel=panel, by=self.cast.officers["keeper"], at=at)

    def _meeting(self, call: Call, name: str, at: datetime, *, refuse: int = 0, defer: int = 0) -> tuple[Meeting, SignOff]:
        officer = self.cast.officers["officer"]
        cases = review_queries.cases_to_decide(call)
        meeting = review.prepare_meeting(call=call, cases=cases, name=name, held_on=at.date(), by=officer, at=at)
        review.propose(meeting=meeting, proposals=self._proposals(meeting, refuse, defer), by=officer, at=at)
        return meeting, review.lay_meeting(meeting=meeting, by=officer, at=at)

    @staticmethod
    def _proposals(meeting: Meeting, refuse: int, defer: int) -> dict[str, tuple[str, str]]:
        lines = review_queries.lines_of(meeting)
        said: dict[str, tuple[str, str]] = {}
        for place, line in enumerate(reversed(lines)):
            if place < refuse:
                said[line.case_key] = ("refuse", "综合评审名次靠后，超出本年度择优范围。")
            elif place < refuse + defer:
                said[line.case_key] = ("defer", "须补充现场核查后再议。")
            else:
                said[line.case_key] = ("grant", "" if line.recommended and line.passed is not False else "会议讨论后同意授予。")
        return said

    def _decide(self, call: Call, name: str, at: datetime, *, refuse: int = 0, defer: int = 0) -> Meeting:
        meeting, sign_off = self._meeting(call, name, at, refuse=refuse, defer=defer)
        for who in ("checker", "leader"):
            meeting = Meeting.objects.select_related("call__pack", "call__plan").get(pk=meeting.pk)
            review.sign_meeting(meeting=meeting, sign_off=SignOff.objects.get(pk=sign_off.pk), by=self.cast.officers[who], at=at)
        return meeting

    def _announce(self, meeting: Meeting, at: datetime) -> Notice:
        officer, clerk = self.cast.officers["officer"], self.cast.officers["clerk"]
        notice = notices.prepare(meeting=meeting, name=f"{meeting.call.name}拟授予名单公示", office="节能处 0755-00000000 演示地址一号", by=officer, at=at)
        sign_off = notices.lay(notice=notice, by=officer, at=at)
        notices.sign(notice=notice, sign_off=sign_off, by=self.cast.officers["leader"], at=at)
        sign_off.refresh_from_db()
        notices.number(notice=notice, sign_off=sign_off, by=clerk, at=at)
        notices.stamp(sign_off=sign_off, by=clerk, at=at)
        return notices.release(notice=notice, sign_off=sign_off, by=clerk, at=at)

    def _publish(self, notice: Notice, at: datetime) -> None:
        sign_off = titles.prepare(notice=notice, by=self.cast.officers["officer"], at=at)
        for who in ("checker", "leader"):
            publication = Publication.objects.select_related("notice__meeting__call__pack").get(key=sign_off.about_key)
            titles.sign(publication=publication, sign_off=SignOff.objects.get(pk=sign_off.pk), by=self.cast.officers[who], at=at)
