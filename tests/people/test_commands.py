"""Setting the offices up from the command line: authorities, the first administrator, officials, the pack."""

import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from sinople.audit.models import Line
from sinople.kernel.acting import CLOCK, Role
from sinople.people import actions, queries
from sinople.people.models import Authority, Membership, User
from sinople.schemes.models import EnactedPack
from tests.makers import BEGUN, DAY, make_person, make_strangers
from tests.stories import denied_to_others, refused
from tests.web.sitting import set_moment

pytestmark = pytest.mark.django_db


def account(name):
    person = make_person(name)
    return person, User.objects.get(person=person).username


def said(capsys, *words, **options):
    call_command(*words, **options)
    return capsys.readouterr().out


def test_a_city_is_set_up_without_a_shell(capsys):
    set_moment(BEGUN)
    assert said(capsys, "make_authorities", phone="0755-00000000") == "12 new.\n"
    assert said(capsys, "make_authorities") == "0 new.\n"
    assert Authority.objects.filter(level="district").count() == 11
    assert queries.city_bureau().phone == "0755-00000000"
    (first, first_name), (second, second_name), (third, third_name) = account("甲"), account("乙"), account("丙")
    call_command("appoint", first_name, "administrator")
    with pytest.raises(CommandError, match="name one with --by"):
        call_command("appoint", second_name, "leader")
    with pytest.raises(CommandError, match="never themselves"):
        call_command("appoint", first_name, "leader", by=first_name)
    call_command("appoint", second_name, "leader", by=first_name)
    call_command("appoint", third_name, "district_officer", district="440306", by=first_name)
    assert queries.people_in(Role.DISTRICT_OFFICER, BEGUN + DAY, district="440306") == [third.pk]
    for wrong, words in (
        ((second_name, "auditor", "--district", "440306"), "belongs to a district"), ((third_name, "district_officer"), "belongs to a district"),
        (("nobody", "leader"), "no such account"), ((third_name, "district_officer", "--district", "999999"), "no such account, or no such authority"),
    ):  # fmt: skip
        with pytest.raises(CommandError, match=words):
            call_command("appoint", *wrong, "--by", first_name)
    with pytest.raises(CommandError, match="name one with --by"):
        call_command("dismiss", second_name, "leader", by=third_name)
    assert said(capsys, "dismiss", second_name, "leader", by=first_name).endswith("1 ended.\n")
    assert queries.roles_of(second.pk, BEGUN + DAY) == []
    assert {"make_authority", "appoint", "dismiss"} <= set(Line.objects.values_list("verb", flat=True))
    assert first.pk in queries.people_in(Role.ADMINISTRATOR, BEGUN + DAY)


def test_a_pack_is_brought_in_by_command(capsys, tmp_path):
    set_moment(BEGUN)
    for _ in range(2):
        assert said(capsys, "import_pack", settings.PACKS / "sz-2022") == "sz-2022, version 1: draft.\n"
    assert EnactedPack.objects.count() == 1
    shutil.copytree(settings.PACKS / "sz-2022", tmp_path / "sz-2022")
    (tmp_path / "sz-2022" / "clocks.yaml").write_text("clocks: 1\n")
    with pytest.raises(CommandError, match=r"clocks\.yaml"):
        call_command("import_pack", tmp_path / "sz-2022")


def test_who_appoints_officials(town):
    person = make_person()
    strangers = make_strangers(town)
    denied_to_others(
        lambda acting: actions.appoint_official(person=person, role=Role.LEADER, by=acting, at=BEGUN), strangers, allowed=["administrator"]
    )  # also the machine's owner, once there is an administrator
    administrator = town.cast.officers["administrator"]
    with refused("no post of an official"):
        actions.appoint_official(person=person, role=Role.EXPERT, by=administrator, at=BEGUN)
    made = actions.appoint_official(person=person, role=Role.CITY_OFFICER, by=administrator, at=BEGUN)
    assert (made.authority, made.role) == (queries.city_bureau(), "city_officer")
    with refused("cannot be given", codes=["posts_apart"]):
        actions.appoint_official(person=queries.person_by_id(strangers["auditor"].person_id), role=Role.ADMINISTRATOR, by=administrator, at=BEGUN)
    assert Membership.objects.filter(person=person).count() == 1
    assert CLOCK.is_clock
