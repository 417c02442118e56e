"""The city's pages of the rules: brought in, changed, compared, confirmed, given out."""

import zipfile
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sinople.law import packs
from sinople.law.packs.archives import from_archive
from sinople.law.packs.changing import changed
from sinople.law.packs.writing import to_archive
from sinople.schemes import actions, queries
from sinople.schemes.models import EnactedPack
from tests.makers import BEGUN
from tests.web.sitting import page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db
DAYS = "clocks/district_review/days"


@pytest.fixture
def officer(town):
    set_moment(BEGUN)
    return seat(town.officer)


@pytest.fixture
def raw(town):
    return actions.import_pack(pack=packs.load(settings.PACKS / "sz-2022"), by=town.officer, at=BEGUN)


def at(name, row, **more):
    return reverse(f"city:{name}", kwargs={"key": row.key, **more})


def test_an_archive_is_brought_in_and_given_out_again(town, officer):
    pack = changed(packs.load(settings.PACKS / "sz-2022"), {DAYS: "18"}, "x")
    upload = SimpleUploadedFile("rules.zip", to_archive(pack), "application/zip")
    response = officer.post(reverse("city:pack_arrival"), {"archive": upload})
    row = EnactedPack.objects.get(digest=packs.digest(pack))
    assert response.url == at("pack", row)
    out = officer.get(at("pack_archive", row))
    assert packs.digest(from_archive(out.content)) == row.digest


def test_a_faulty_archive_names_file_and_line_and_keeps_nothing(town, officer):
    store = BytesIO()
    with zipfile.ZipFile(store, "w") as archive:
        archive.writestr("x/pack.yaml", "code: x\n")
        archive.writestr("x/sources.yaml", "a: {zh: 甲, en: a}\n")
    before = EnactedPack.objects.count()
    response = officer.post(reverse("city:pack_arrival"), {"archive": SimpleUploadedFile("rules.zip", store.getvalue())})
    assert response.status_code == 409
    assert "pack.yaml, line 1" in text_of(response)
    assert EnactedPack.objects.count() == before


def test_a_change_is_seen_before_it_is_saved(town, officer, raw):
    address = f"{at('pack_changes', raw)}?part=clocks"
    typed = {f"value:{DAYS}": "20", "source": "局函〔2023〕9号", "reason": ""}
    seen = officer.post(address, typed | {"see": "1"})
    assert "District review · days" in text_of(seen)
    assert "longer" in text_of(seen)
    assert page(seen).xpath(f"//input[@name='value:{DAYS}']/@value") == ["20"], "what was typed stays"
    assert EnactedPack.objects.get(pk=raw.pk).state == "draft"
    saved = officer.post(address, typed)
    made = EnactedPack.objects.latest("version")
    assert saved.url == at("pack_comparison", made, other=raw.key)
    assert "longer" in text_of(officer.get(saved.url))


def test_a_change_that_does_not_fit_keeps_what_was_typed(town, officer, raw):
    path = "tables/GF-2018/groups/GF18-1/weight"
    response = officer.post(f"{at('pack_changes', raw)}?part=tables/GF-2018", {f"value:{path}": "25", "source": "x", "reason": ""})
    assert response.status_code == 409
    assert "add up to 105" in text_of(response)
    assert page(response).xpath(f"//input[@name='value:{path}']/@value") == ["25"]


def test_who_may_only_read_types_nothing(town, raw):
    set_moment(BEGUN)
    read = page(seat(town.leader).get(f"{at('pack_changes', raw)}?part=clocks"))
    assert read.xpath(f"//input[@name='value:{DAYS}']/@readonly")
    assert not read.xpath("//button[contains(., 'Save as the next draft')]")
    assert not page(seat(town.officer).get(f"{at('pack_changes', raw)}?part=clocks")).xpath(f"//input[@name='value:{DAYS}']/@readonly")


def test_the_comparison_is_printed_as_pdf_and_as_word(town, officer, raw):
    made = actions.change_values(row=raw, changes={DAYS: "20"}, source="x", by=town.officer, at=BEGUN)
    pdf = officer.get(at("pack_comparison_paper", made, other=raw.key, form="pdf"))
    assert pdf.content.startswith(b"%PDF")
    word = officer.get(at("pack_comparison_paper", made, other=raw.key, form="docx"))
    with zipfile.ZipFile(BytesIO(word.content)) as archive:
        assert "区级审核" in archive.read("word/document.xml").decode()
    assert officer.get(at("pack_comparison_paper", made, other=raw.key, form="exe")).status_code == 404


def test_every_page_of_a_pack_draws_in_both_languages(town, raw):
    set_moment(BEGUN)
    for language in ("en", "zh-hans"):
        client = seat(town.officer, language=language)
        names = ("pack", "pack_changes", "pack_end", "pack_provenance", "pack_comparisons", "confirmation", "references")
        for address in [reverse("city:packs"), reverse("city:pack_arrival"), *(at(name, row) for name in names for row in (raw, town.row))]:
            assert client.get(address).status_code == 200, address
        for part, _name in [("articles", None), ("titles", None), ("document", None), ("tables/GF-2018", None)]:
            assert client.get(f"{at('pack_changes', raw)}?part={part}").status_code == 200


def test_the_provenance_counts_every_value(town, officer, raw):
    words = text_of(officer.get(at("pack_provenance", raw)))
    law = queries.pack_of(raw.digest)
    assert "to be filled by the bureau" in words
    assert str(len(list(packs.confirming.values_of(law)))) in words


def test_a_leader_sets_the_end(town):
    set_moment(BEGUN)
    leader = seat(town.leader)
    assert leader.post(at("pack_end", town.row), {"ends_on": "2024-01-01", "source": "废止通知"}).url == at("pack", town.row)
    town.row.refresh_from_db()
    assert str(town.row.ends_on) == "2024-01-01"


def test_drafts_are_not_public(town, raw, client):
    assert client.get(reverse("public:rule", kwargs={"key": raw.key})).status_code == 404
    assert client.get(reverse("public:rule", kwargs={"key": town.row.key})).status_code == 200
