"""Minutes and letters of refusal."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.conf import settings

from sinople.kernel.refused import Ground
from sinople.law.packs.loading import load
from sinople.people.models import Authority
from sinople.review.models import Meeting
from sinople.review.papers import Candidate, PrintedGround, Signed, minutes, minutes_of, refusal_letter, refusal_of
from sinople.review.queries import BatchLine
from sinople.schemes.models import Call, Plan
from tests.letters.papers import millimetres, pages, words

AT = datetime(2023, 6, 14, 2, tzinfo=UTC)
DIGEST = "9f2c71be" * 8
BUREAU = "深圳市工业和信息化局"


def candidate(n, proposal="grant", **changes):
    return Candidate(**{
        "n": n, "organisation": f"示例{n}制造有限公司", "site": "宝安生产基地", "district": "宝安区", "verified": "81.00–86.50", "result": Decimal("86.33"),
        "spread": Decimal("4.50"), "recommended": True, "proposal": proposal, "reason": "", **changes,
    })  # fmt: skip


def made_minutes(candidates, *, target=10, **counts):
    return minutes(
        number="深工信绿评纪〔2023〕3号", issuer=BUREAU, name="第一批集体决策会议", call="2023年度申报通知", held_on=date(2023, 6, 14), candidates=candidates,
        counts={"grant": 0, "refuse": 0, "defer": 0, **counts}, target=target, districts=[("宝安区", 1)],
        levels=[Signed("prepare", "张拟办", AT), Signed("approve", "刘签发", AT), Signed("chief", "王总", None)], digest=DIGEST, on=AT,
    )  # fmt: skip


def test_minutes_list_every_candidate_with_proposal_and_reason():
    made = made_minutes(
        [candidate(1), candidate(2, "refuse", reason="证书已过期。", recommended=False), candidate(3, "defer", result=None, spread=None, recommended=None)],
        grant=1,
        refuse=1,
        defer=1,
    )
    said = words(made)
    assert "授予1项，不予授予1项，暂缓1项；年度数量目标10项" in said
    for part in (
        "示例1制造有限公司",
        "81.00–86.50",
        "86.33",
        "不予授予",
        "证书已过期。",
        "暂缓",
        "签发",
        "刘签发",
        "2023年6月14日10时00分00秒",
        DIGEST,
        "深工信绿评纪〔2023〕3号",
    ):
        assert part in said
    assert millimetres(made) == (297, 210)


def test_minutes_say_when_the_target_is_exceeded():
    assert "本批次超出2项" in words(made_minutes([candidate(1)], target=10, grant=12))
    assert "超出" not in words(made_minutes([candidate(1)], target=12, grant=12))
    assert "目标" not in words(made_minutes([candidate(1)], target=None, grant=12))


def test_a_long_batch_runs_over_pages_with_its_head_on_each():
    made = made_minutes([candidate(n) for n in range(1, 121)], grant=120)
    assert pages(made) > 3
    assert words(made).count("决策意见理由") >= pages(made) - 1


def letter(grounds, **changes):
    return refusal_letter(**{
        "number": "深工信绿评函〔2023〕12号", "issuer": BUREAU, "organisation": "示例制造有限公司", "site": "宝安生产基地", "title": "深圳市绿色工厂",
        "application_number": "SZ-GF-2023-0042", "stage": "formal", "grounds": grounds, "contact": "市民中心 0755-88100000", "on": AT, **changes,
    })  # fmt: skip


def test_a_refusal_gives_every_ground_with_clause_and_authority():
    said = words(
        letter(
            [
                PrintedGround("未取得认证。", "《通则》第4.3.2项（主管部门通知）", "notice"),
                PrintedGround("得分75.40分", "sz-2022#pass", "default"),
                PrintedGround("理由三"),
            ]
        )
    )
    assert "（一）未取得认证。依据：《通则》第4.3.2项（主管部门通知）。" in said
    assert "（二）得分75.40分。依据：sz-2022#pass（依据性质：系统默认，待主管部门确认）。" in said
    assert "（三）理由三。" in said
    assert "后续事项" in said
    assert "0755-88100000" in said
    assert "深圳市工业和信息化局2023年6月14日" in said


def test_a_refusal_with_many_grounds_runs_on():
    made = letter([PrintedGround(f"理由{n}", "《办法》第7条") for n in range(40)])
    assert pages(made) > 2
    assert "（四十）理由39" in words(made)
    assert "—2—" in words(made)


def test_the_page_is_a4():
    assert millimetres(letter([PrintedGround("理由")])) == (210, 297)


@pytest.fixture
def bureau(db):
    return Authority.objects.get_or_create(level="city", district="", defaults={"name_zh": BUREAU, "name_en": "City bureau", "phone": "0755-88100000"})[0]


def test_a_refusal_cites_the_pack_and_says_on_whose_authority(bureau):
    pack = load(settings.PACKS / "sz-2022")
    inferred = next(article for article in pack.articles if article.inferred and article.authority == "enacted")
    heard = next(article for article in pack.articles if article.authority == "hearing")
    said = words(refusal_of(
        number="深工信绿评函〔2023〕12号", organisation="示例制造有限公司", site="宝安生产基地", title="深圳市绿色工厂", application_number="SZ-GF-2023-0042", stage="district",
        grounds=[Ground("ground one", anchor=inferred.anchor), Ground("ground %(n)s", anchor=heard.anchor, values={"n": 2}), Ground("three", anchor="nowhere#1")], pack=pack, on=AT,
    ))  # fmt: skip
    assert f"《{pack.name.zh}》第{inferred.number}条（推定条号）。" in said
    assert "ground2" in said
    assert "听证会答复（2022-05-10）" in said
    assert "依据：nowhere#1（依据性质：系统默认，待主管部门确认）" in said
    assert "经区级工信部门审核" in said


def test_the_minutes_of_a_meeting_are_made_from_its_lines(bureau):
    call = Call(name="2023年度申报通知", title_code="green-factory", plan=Plan(year=2023, targets={"green-factory": 1}))
    meeting = Meeting(key="mmmm", call=call, name="第一批集体决策会议", held_on=date(2023, 6, 14), minutes_number="深工信绿评纪〔2023〕3号")
    shared = {
        "organisation": "示例制造有限公司",
        "site": "宝安生产基地",
        "district": "baoan",
        "spread": None,
        "passed": True,
        "recommended": True,
        "is_open": True,
    }
    lines = [
        BatchLine(n=1, case_key="a", result=Decimal("86.33"), verified_low=Decimal(80), verified_high=Decimal(85), proposal="grant", reason="", **shared),
        BatchLine(n=2, case_key="b", result=Decimal("86.00"), verified_low=Decimal(81), verified_high=Decimal(81), proposal="grant", reason="", **shared),
        BatchLine(n=3, case_key="c", result=None, verified_low=None, verified_high=None, proposal="refuse", reason="材料不实", **shared),
    ]
    said = words(minutes_of(meeting=meeting, lines=lines, digest=DIGEST, on=AT, districts={"baoan": ("宝安区工业和信息化局", "Bao'an")}))
    for part in ("授予2项，不予授予1项，暂缓0项；年度数量目标1项，本批次超出1项", "宝安区工业和信息化局2项", "80–85", "材料不实", DIGEST):
        assert part in said
