"""Pages over HTTP at a size, ours beside a stock view and the floor, in turn: P1, P2 and, over several sizes, P3."""

import re
from collections.abc import Callable
from functools import partial

from bench.clients import Client, many, median, one_by_one, p99
from bench.ground import Ground, laid, serving
from bench.tables import Row, say, show

CLIENTS = 8
NUMBER = re.compile(r"2022-GF-\d{4,}")


def run(*, engine: str, sizes: list[int], rounds: int, seconds: float) -> int:
    """Measure at each size; print one table."""
    rows: list[Row] = []
    for size in sizes:
        say(f"Making {size:,} applications on {engine}")
        with laid(engine, size) as ground, serving(ground.environment) as port:
            check(ground, port)
            rows += measured(ground, port, size, rounds, seconds)
    show("pages", rows, engine=engine, rounds=rounds)
    return 0


def paths(ground: Ground) -> dict[str, tuple[str, str]]:
    """Return what is measured: its name → the session and the path."""
    busy, officers = ground.facts["busiest"], ground.facts["officers"]
    other = next(code for code in officers if code != busy)
    own, city = officers[busy], ground.facts["city"]
    case, judge = ground.facts["case"], officers[ground.facts["district"]]
    return {
        "P1 list, one district and state: ours": (own, "/district/applications/?state=district"),
        "P1 the same rows: stock list view": (own, "/bench/stock/?state=district"),
        "P1 the same rows: careless view": (own, "/bench/careless/?state=district"),
        "P1 the same rows: the floor": (own, "/bench/floor/?state=district"),
        "P2 one application: ours": (judge, f"/district/cases/{case}/"),
        "P2 one application: stock view": (judge, f"/bench/thing/{case}/"),
        "P2 one application: the floor": (judge, f"/bench/thing-floor/{case}/"),
        "P3 list, one district, every state": (own, "/district/applications/"),
        "P3 list, all eleven districts": (city, "/city/applications/"),
        "P3 list, all eleven, one state": (city, "/city/applications/?state=formal"),
        "P3 list, one district and state, by the city": (city, f"/city/applications/?state=formal&district={busy}"),
        "P3 list, two districts, two states": (city, f"/city/applications/?district={busy}&district={other}&state=formal&state=expert"),
        "P3 list, three states": (city, "/city/applications/?state=formal&state=expert&state=granted"),
        "P3 register, latest": ("", "/register/"),
        "P3 register, two characters": ("", "/register/?words=%E5%88%B6%E9%80%A0"),
        "P3 register, a name that is there once": ("", "/register/?words=%E5%88%B6%E9%80%A00000100"),
    }


def check(ground: Ground, port: int) -> None:
    """Check the answer before the time: the same applications in the same order as plain SQL gives."""
    shown = {name: NUMBER.findall(Client(port, session).get(path)) for name, (session, path) in paths(ground).items() if name.startswith("P1")}
    lists = [list(dict.fromkeys(numbers)) for numbers in shown.values()]
    if not lists[0] or any(numbers != lists[0] for numbers in lists):
        raise SystemExit(f"The lists do not show the same applications: { {name: len(numbers) for name, numbers in shown.items()} }")
    say(f"Checked: {len(lists[0])} applications, the same in all four lists and in the same order")


def measured(ground: Ground, port: int, size: int, rounds: int, seconds: float) -> list[Row]:
    """Return the rows of the table."""
    asked = {name: partial(Client(port, session).get, path) for name, (session, path) in paths(ground).items()}
    times = one_by_one(asked, rounds)
    rows: list[Row] = []
    for name, (session, path) in paths(ground).items():
        row = {"rows": f"{size:,}", "page": name, "p50 ms": median(times[name]), "p99 ms": p99(times[name])}
        if name.startswith(("P1", "P2")):
            row |= together([partial(Client(port, session).get, path) for _ in range(CLIENTS)], seconds)
        rows.append(row)
    return rows


def together(clients: list[Callable[[], object]], seconds: float) -> dict[str, float]:
    """Return what eight clients at once get."""
    every = [one for times in many(clients, seconds) for one in times]
    return {"pages/s, 8 at once": round(len(every) / seconds), "p99 ms, 8 at once": p99(every)}
