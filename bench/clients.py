"""Clients that keep their connection, one or many, and what their times come to."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = "b" * 32  # the secret of the double-submitted token; a browser gets one of its own


@dataclass
class Client:
    """One browser: its session, its connection."""

    port: int
    session: str = ""
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str) -> str:
        """Return the page at a path; stop the bench when it is not there."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, **fields: str) -> str:
        """Return the answer to a form, sent as a form that saves as one types is."""
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> str:
        cookies = f"csrftoken={TOKEN}" + (f"; sessionid={self.session}" if self.session else "")
        self.connection.request(method, path, body, {**headers, "Cookie": cookies, "Host": f"127.0.0.1:{self.port}"})
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.status != 200:
            raise SystemExit(f"{method} {path}: {answer.status} {answer.headers.get('Location', '')}")
        return text


def one_by_one(variants: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds of each variant, taken in turn so that all meet the same machine."""
    times: dict[str, list[float]] = {name: [] for name in variants}
    for n in range(rounds + 10):
        for name, ask in variants.items():
            began = time.perf_counter()
            ask()
            if n >= 10:  # the first rounds warm connections and plans
                times[name].append((time.perf_counter() - began) * 1000)
    return times


def many(clients: Sequence[Callable[[], object]], seconds: float) -> list[list[float]]:
    """Return the milliseconds of every request of each client, all at work at once for so long."""
    times: list[list[float]] = [[] for _ in clients]
    end = time.perf_counter() + seconds

    def work(place: int) -> None:
        while (began := time.perf_counter()) < end:
            clients[place]()
            times[place].append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def median(times: Sequence[float]) -> float:
    """Return the middle."""
    return round(statistics.median(times), 2) if times else 0.0


def p99(times: Sequence[float]) -> float:
    """Return what 99 of 100 stay below."""
    return round(sorted(times)[min(len(times) - 1, int(len(times) * 0.99))], 2) if times else 0.0
