"""From a fresh clone to the first page, the city included, and what a worker of the web weighs: P16."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.ground import ROOT, wait_for
from bench.tables import show

# Heavy libraries that a web process must not have loaded after its first pages; they are compiled, so the process's map shows them.
HEAVY = ("ortools", "typst", "pikepdf", "numpy")
PAGES = ("/", "/register/", "/calls/", "/notices/", "/verify/", "/demo/", "/rules/")


def run(*, as_it_stands: bool) -> int:
    """Clone, make the city, serve, fetch the first page, weigh the workers."""
    with tempfile.TemporaryDirectory(prefix="sinople-start-") as folder:
        clone = Path(folder) / "sinople"
        fetched = seconds_of(lambda: copied(clone) if as_it_stands else cloned(clone))
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("SINOPLE_", "VIRTUAL_ENV", "DJANGO_"))}
        made = seconds_of(lambda: subprocess.run(["./run", "demo", "--no-serve"], cwd=clone, env=environment, check=True))
        again = seconds_of(lambda: subprocess.run(["./run", "demo", "--no-serve"], cwd=clone, env=environment, check=True, stdout=subprocess.DEVNULL))
        first, weights, heavy = served(clone, environment)
    whole = round(fetched + made + first, 1)
    rows = [
        {"what": "clone", "figure": f"{fetched:.1f} s"}, {"what": "./run demo --no-serve: environment, messages, city", "figure": f"{made:.1f} s"},
        {"what": "the server until the first page", "figure": f"{first:.1f} s"}, {"what": "fresh clone to first page", "figure": f"{whole} s"},
        {"what": "./run demo --no-serve again", "figure": f"{again:.1f} s"}, {"what": "memory of each web worker", "figure": " and ".join(f"{weight} MiB" for weight in weights)},
        {"what": "heavy libraries in a web worker", "figure": ", ".join(heavy) or "none"},
    ]  # fmt: skip
    show("start", rows)
    return 0


def seconds_of(act: object) -> float:
    """Return how long an act takes."""
    began = time.perf_counter()
    act()  # type: ignore[operator]
    return time.perf_counter() - began


def cloned(target: Path) -> None:
    """Clone what is committed."""
    subprocess.run(["git", "clone", "-q", str(ROOT), str(target)], check=True)


def copied(target: Path) -> None:
    """Copy the working tree as it stands, without what git ignores."""
    listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def served(clone: Path, environment: dict[str, str]) -> tuple[float, list[int], list[str]]:
    """Serve as the demonstration does; return the seconds to the first page, the workers' memory, and heavy libraries found in them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {**environment, "SINOPLE_MODE": "demonstration", "SINOPLE_DATA": str(clone / "var/demonstration")}
    command = [".venv/bin/granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "1", "--no-ws"]
    began = time.perf_counter()
    server = subprocess.Popen([*command, "--log-level", "warning", "config.wsgi:application"], cwd=clone, env=settings)
    try:
        wait_for(f"http://127.0.0.1:{port}/demo/")
        first = time.perf_counter() - began
        for path in PAGES * 10:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}").read()
        workers = [int(child) for child in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()]
        weights = [weight for worker in workers if (weight := resident(worker)) > 40]
        maps = "".join(Path(f"/proc/{worker}/maps").read_text() for worker in workers)
        return first, weights, [name for name in HEAVY if f"/{name}" in maps]
    finally:
        server.terminate()
        server.wait(timeout=20)


def resident(process: int) -> int:
    """Return the resident memory of a process in MiB."""
    said = Path(f"/proc/{process}/status").read_text()
    return next((int(line.split()[1]) // 1024 for line in said.splitlines() if line.startswith("VmRSS")), 0)
