"""A real server with a city of its own, and a real browser: the system's Chromium, no mocks."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = "/usr/bin/chromium"


class City:
    """The address of a running city, and pages signed in as its people."""

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self.browser, self.address, self.folder = browser, address, folder
        self.violations: list[str] = []

    def page(self, name: str = "", *, language: str = "en", javascript: bool = True, width: int = 1280) -> Page:
        """Return a page of a browser of its own, signed in as the person of that name; nobody when none is named."""
        context = self.browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=javascript)
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "language", "value": language, "url": self.address}])
        page = context.new_page()
        page.on("console", self._note)
        page.goto(f"{self.address}/demo/" if name else self.address)
        if name:
            page.locator(f'button[aria-label*="{name}"]').first.click()
            page.wait_for_load_state()
        return page

    def work(self) -> None:
        """Let a worker do what waits."""
        subprocess.run([sys.executable, "manage.py", "worker", "--once"], cwd=ROOT, env=environment_of(self.folder), check=True, stdout=subprocess.DEVNULL)

    def _note(self, message: object) -> None:
        if "Content Security Policy" in message.text:
            self.violations.append(message.text)

    def show(self, folder: Path) -> str:
        """Photograph every page that is still open and return what they say, for whoever reads a failure."""
        said = []
        for n, context in enumerate(self.browser.contexts):
            for page in context.pages:
                page.screenshot(path=folder / f"failure-{n}.png", full_page=True)
                said.append(f"{page.url} ({folder}/failure-{n}.png)\n{page.locator('main').inner_text()[:1500]}")
        return "\n".join(said)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    report = yield
    city = next((value for name, value in getattr(item, "funcargs", {}).items() if name.endswith("_city")), None)
    if report.when == "call" and report.failed and city is not None:
        report.sections.append(("pages open", city.show(Path(tempfile.mkdtemp(prefix="sinople-journey-")))))
        for context in city.browser.contexts:
            context.close()
    return report


def environment_of(folder: Path) -> dict[str, str]:
    """Return the surroundings of a city's processes."""
    return {**os.environ, "SINOPLE_MODE": "demonstration", "SINOPLE_DATA": str(folder), "SINOPLE_DATABASE_URL": ""}


def serve(folder: Path, *arguments: str) -> tuple[subprocess.Popen, str]:
    """Make a city in the folder and serve it on a free port of this machine."""
    environment = environment_of(folder)
    for command in (("demonstrate", *arguments), ("collectstatic", "--noinput", "-v0")):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = [
        str(Path(sys.executable).parent / "granian"),
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        "1",
        "--blocking-threads",
        "1",
    ]
    started = subprocess.Popen([*server, "--no-ws", "--log-level", "warning", "config.wsgi:application"], cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    for _try in range(100):
        if answers(f"{address}/health/"):
            return started, address
        time.sleep(0.2)
    started.terminate()
    raise RuntimeError("the server did not start")


def answers(address: str) -> bool:
    """Say whether something answers at the address."""
    try:
        urllib.request.urlopen(address, timeout=2)
    except OSError:
        return False
    return True


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed on this machine.")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        yield found
        found.close()


def _city(browser: Browser, folder: Path, *arguments: str) -> Iterator[City]:
    server, address = serve(folder, *arguments)
    city = City(browser, address, folder)
    yield city
    server.terminate()
    server.wait(timeout=10)
    assert city.violations == []


@pytest.fixture(scope="module")
def bare_city(browser, tmp_path_factory) -> Iterator[City]:
    """Offices, rules and people; nobody has applied for anything."""
    yield from _city(browser, tmp_path_factory.mktemp("bare"), "--no-rounds", "--companies", "6")


@pytest.fixture(scope="module")
def full_city(browser, tmp_path_factory) -> Iterator[City]:
    """The city in its year."""
    yield from _city(browser, tmp_path_factory.mktemp("full"))
