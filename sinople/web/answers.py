"""The one way a view answers: the whole page, or the block of it that HTMX asked for, with the same context."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers

from sinople.web.context import NAMES


def answer(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """Draw the page, or only its block named like the element that HTMX will swap."""
    taken = NAMES & context.keys()
    if taken:
        raise ValueError(f"The page itself uses the names {sorted(taken)}; pick others for {template}.")
    found = get_template(template)
    page, block = found.template, _block_asked_for(request)  # type: ignore[attr-defined]
    full = _context_of(request, found, context)
    text = "".join(page.blocks[block](page.new_context(full))) if block in page.blocks else page.render(full)
    response = HttpResponse(text, status=status)
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


def _block_asked_for(request: HttpRequest) -> str:
    # Going back in the browser asks for the whole page again, whatever was swapped last.
    if request.headers.get("HX-Request") != "true" or request.headers.get("HX-History-Restore-Request") == "true":
        return ""
    return request.headers.get("HX-Target", "").replace("-", "_")


def _context_of(request: HttpRequest, found: Any, context: dict[str, Any]) -> dict[str, Any]:
    full = {**context, "request": request, "csrf_input": csrf_input_lazy(request), "csrf_token": csrf_token_lazy(request)}
    for processor in found.backend.template_context_processors:
        full.update(processor(request))
    return full
