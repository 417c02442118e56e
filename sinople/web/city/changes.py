"""New texts of the law: brought in as an archive, changed in places, given out, ended."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.kernel.text import Text
from sinople.law.comparing import compare
from sinople.law.packs.changing import Place, changed, parts_of, places_in
from sinople.law.packs.values import Value
from sinople.law.packs.writing import to_archive
from sinople.schemes import actions, permissions, queries
from sinople.web.answers import answer
from sinople.web.city.forms import ArchiveForm, ChangeForm, EndForm
from sinople.web.requests import Request, bind


@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: Request) -> HttpResponse:
    """Bring in a pack from a zip archive, as a draft."""
    form = bind(ArchiveForm, request)
    if request.method == "POST" and form.is_valid():
        made = actions.import_archive(content=form.cleaned_data["archive"].read(), by=request.acting, at=request.moment)
        return redirect("city:pack", key=made.key)
    return answer(request, "city/arrival.html", form=form, may_import=permissions.may_import(request.acting))


@require_safe
def archive(request: Request, key: str) -> HttpResponse:
    """Give out the pack as the files that it can be read from again, with the same digest."""
    row = queries.pack_by_key(key)
    headers = {"Content-Disposition": f'attachment; filename="{row.code}-{row.version}.zip"'}
    return HttpResponse(to_archive(queries.pack_of(row.digest)), content_type="application/zip", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: Request, key: str) -> HttpResponse:
    """Change figures, days and words of one part; `see` only shows what the change would be, and whether it fits."""
    row = queries.pack_by_key(key)
    law = queries.pack_of(row.digest)
    part = request.GET.get("part", "settings")
    places = places_in(law, part)
    form = bind(ChangeForm, request)
    typed: Mapping[str, Any] = request.POST if request.method == "POST" else request.typed or {}
    wanted = _changed_places(places, typed)
    seen = None
    if request.method == "POST" and form.is_valid():
        if "see" not in request.POST:
            said = form.cleaned_data
            made = actions.change_values(row=row, changes=wanted, source=said["source"], reason=said["reason"], by=request.acting, at=request.moment)
            return redirect("city:pack_comparison", key=made.key, other=row.key)
        seen = compare(law, changed(law, wanted, form.cleaned_data["source"])) if wanted else None
    return answer(
        request, "city/changes.html", row=row, law=law, part=part, parts=parts_of(law), places=places, form=form, seen=seen, typed_values=typed,
        may_change=permissions.may_change_pack(request.acting, row), is_sealed=row.state != "draft",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, key: str) -> HttpResponse:
    """Set the day on which rules end, by the notice that says so."""
    row = queries.pack_by_key(key)
    form = bind(EndForm, request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.set_end(row=row, ends_on=said["ends_on"], source=said["source"], by=request.acting, at=request.moment)
        return redirect("city:pack", key=key)
    return answer(request, "city/pack_end.html", row=row, law=queries.pack_of(row.digest), form=form, may_end=permissions.may_end(request.acting, row))


def _changed_places(places: Sequence[Place], typed: Mapping[str, Any]) -> dict[str, str | Text | None]:
    """Return what was typed differently from what stands there, by path."""
    wanted = {place.path: _typed_at(place, typed) for place in places}
    return {place.path: wanted[place.path] for place in places if wanted[place.path] != _standing(place)}


def _standing(place: Place) -> str | Text | None:
    return place.content.value if isinstance(place.content, Value) else place.content


def _typed_at(place: Place, typed: Mapping[str, Any]) -> str | Text | None:
    if isinstance(place.content, Text):
        zh, en = (typed.get(f"{language}:{place.path}", "").strip() for language in ("zh", "en"))
        return Text(zh, en) if zh or en else place.content
    return typed.get(f"value:{place.path}", place.content.value or "").strip() or None
