"""The register of titles and the register of numbers."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from sinople.letters import queries as letters
from sinople.titles import queries
from sinople.web.answers import answer
from sinople.web.choices import district_names
from sinople.web.requests import Request


@require_safe
def grants(request: Request) -> HttpResponse:
    """Show the register of titles."""
    asked = {name: request.GET.get(name, "") for name in ("words", "district", "state")}
    return answer(
        request,
        "city/grants.html",
        rows=queries.register(words=asked["words"], district=asked["district"], state=asked["state"]),
        count=queries.register_count(**asked),
        asked=asked,
        districts=district_names(),
    )


@require_safe
def numbers(request: Request) -> HttpResponse:
    """Show the register of numbers of letters, notices and lists."""
    words = request.GET.get("words", "")
    return answer(request, "city/numbers.html", rows=letters.register_of_numbers(words=words), asked=words)
