"""Letters as rows: once, to each, in values; deliveries; papers; numbers."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.http import Http404

from sinople.kernel.acting import ANYONE, CLOCK, Acting
from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.letters import actions, queries
from sinople.letters.models import Letter, Numbered
from sinople.letters.rules import living, living_grounds

pytestmark = pytest.mark.django_db
AT = datetime(2023, 6, 14, 2, tzinfo=UTC)
ABOUT = ("review.case", "k")


def write(**changes):
    return actions.write(
        **{"to": [1, 2, 1], "message": "%(clock)s is due on %(due)s.", "about": ABOUT, "at": AT, "clock": Text("审核", "review"), "due": AT, **changes}
    )


def test_a_letter_is_written_once_to_each():
    assert [letter.person_id for letter in write()] == [1, 2]
    write()
    assert Letter.objects.count() == 2
    write(once="again")
    assert Letter.objects.count() == 4


def test_values_keep_what_they_are():
    values = {"moment": AT, "day": date(2023, 6, 14), "text": Text("中", "en"), "figure": Decimal("1.50"), "n": 3, "yes": True, "nothing": None}
    stored = actions.stored_values(values)
    assert living(stored) == {**values, "figure": "1.50"}
    grounds = [Ground("%(x)s.", anchor="a#1", values={"x": Text("甲", "A")})]
    letter = write(grounds=grounds, once="g")[0]
    assert queries.grounds_of(letter) == living_grounds(letter.grounds) == grounds
    assert living({"other": {"a": 1}, "list": [1]}) == {"other": {"a": 1}, "list": "[1]"}


@pytest.mark.parametrize(("language", "said"), [("en", "review is due on 2023-06-14 10:00."), ("zh-hans", "审核")])
def test_a_letter_is_said_in_the_readers_language(language, said):
    letter = write(grounds=[Ground("Group %(group)s has no points yet.", values={"group": date(2023, 6, 14)})])[0]
    words = queries.said_in(letter, language)
    assert said in words
    assert "2023-06-14" in words.split("\n")[1]
    assert queries.message_of(letter).message == letter.message


def test_letters_are_ones_own_and_delivered_once():
    letter = write()[0]
    own = Acting(person_id=1)
    assert queries.letters_of(own) == [letter]
    assert (queries.unread_count(own), queries.unread_count(ANYONE)) == (1, 0)
    assert queries.letters_of(ANYONE) == []
    with pytest.raises(Http404):
        queries.letter_for(Acting(person_id=2), letter.key)
    first = actions.deliver(letter=queries.letter_for(own, letter.key), how="read", at=AT)
    assert actions.deliver(letter=letter, how="post", at=AT.replace(day=20), evidence_key="e", registered_by=9).at == first.at
    assert queries.unread_count(own) == 0


def test_a_letter_is_marked_once():
    letter = write()[0]
    assert actions.mark_sent(letter=letter, at=AT)
    assert not actions.mark_sent(letter=letter, at=AT)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("sent", 1)
    with pytest.raises(Refused):
        actions.mark_sent(letter=letter, at=AT)
    assert len(queries.letters_to_send()) == 1


def test_after_eight_failures_a_letter_is_given_up_in_the_open():
    letter = write()[0]
    for n in range(actions.TRIES):
        assert letter in queries.letters_to_send()
        actions.note_failure(letter=letter, said="x" * 400)
        letter.refresh_from_db()
        assert letter.attempts == n + 1
    assert (letter.state, len(letter.said)) == ("failed", 300)
    assert letter not in queries.letters_to_send()


def test_the_same_paper_is_kept_once():
    keep = {"kind": "minutes", "about": ABOUT, "name": "x.pdf", "at": AT}
    first = actions.keep_paper(content=b"a", **keep)
    assert actions.keep_paper(content=b"a", **keep) == first
    public = actions.keep_paper(content=b"b", is_public=True, **keep)
    assert queries.papers_of(*ABOUT) == [public, first]
    assert queries.paper("minutes", *ABOUT) == public
    assert queries.paper("receipt", *ABOUT) is None
    assert queries.public_paper(public.key) == public
    assert queries.paper_by_key(first.key) == first
    with pytest.raises(Http404):
        queries.public_paper(first.key)


def test_numbers_go_on_by_series_and_year():
    give = {"words": "〔%(year)s〕%(n)s号", "about": ABOUT, "by": CLOCK, "at": AT}
    given = [actions.number(series=series, year=year, **give) for series, year in (("a", 2023), ("a", 2023), ("b", 2023), ("a", 2024))]
    assert given == ["〔2023〕1号", "〔2023〕2号", "〔2023〕1号", "〔2024〕1号"]
    assert [entry.words for entry in queries.register_of_numbers(words="2024")] == ["〔2024〕1号"]
    assert len(queries.register_of_numbers()) == Numbered.objects.count() == 4
