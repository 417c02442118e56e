"""Axe looks at one page of every kind, as everybody for whom it is: levels A and AA of WCAG 2.2."""

import gzip
import hashlib
from collections import deque
from pathlib import Path

import pytest

from tests.journeys.test_city import PEOPLE, links

pytestmark = pytest.mark.journey
AXE = Path(__file__).parent / "axe/axe.min.js.gz"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}, "resultTypes": ["violations"]}
SEEN = (("zh-hans", "light"), ("en", "dark"))  # in turn: what differs is the same on every page
MOST = 30
GROUPS = (0, 1, 2, 5)  # on the start page: the first applicant, evaluator, district officer, expert


@pytest.fixture(scope="module")
def axe() -> str:
    script = gzip.decompress(AXE.read_bytes())
    assert hashlib.sha256(script).hexdigest() in (AXE.parent / "VENDORED.md").read_text(encoding="utf-8")
    return script.decode()


@pytest.mark.parametrize(("who", "language", "theme"), [(who, *SEEN[n % 2]) for n, who in enumerate([*PEOPLE[:4], *GROUPS])])
def test_no_page_shuts_anybody_out(full_city, axe, who, language, theme):
    page = full_city.page(who if isinstance(who, str) else "", language=language)
    if isinstance(who, int):
        page.goto(f"{full_city.address}/demo/")
        page.locator("section").nth(who).locator("li button").first.click()
        page.wait_for_load_state()
    page.context.add_cookies([{"name": "theme", "value": theme, "url": full_city.address}])
    waiting, seen, kinds, wrong = deque([page.url]), set(), {}, []
    while waiting and len(seen) < MOST:
        address = waiting.popleft()
        if address in seen:
            continue
        seen.add(address)
        answered = page.request.get(address)
        if "html" not in answered.headers.get("content-type", ""):
            continue
        waiting.extend(links(full_city.address, address, answered.text(), kinds))
        page.goto(address)
        page.evaluate(axe)
        found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
        wrong += [(address, one["id"], one["help"], [node["html"][:160] for node in one["nodes"]][:2]) for one in found]
    page.context.close()
    assert wrong == []
    assert len(seen) > 5
