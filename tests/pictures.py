"""Photograph every page once, as the role it is for: in Chinese, in English, dark, and at 360 px; lay the pictures on contact sheets."""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
TILE, ACROSS, DOWN = (360, 480), 5, 3
TALLEST = 3000
# How many people of a group are walked with, and how far each walks: enough for a page of every kind.
PEOPLE, STEPS, OF_A_KIND = 14, 90, 2
STRANGERS = ("/parts/", "/demo/", "/accounts/login/", "/accounts/signup/", "/nowhere/")
EVERYBODYS = ("/profile/", "/profile/organisation/", "/desks/", "/letters/", "/accessibility/")
OUTSIDE = re.compile(r"\.(json|csv|xlsx|pdf|ics|xml)$|^/(static|files|papers)/|/(receipt|memo)/$|^/demo/.|/logout/")


@dataclass(frozen=True)
class Look:
    """One way to look at a page."""

    name: str
    width: int
    cookies: tuple[tuple[str, str], ...]


LOOKS = (
    Look("zh", 1280, (("language", "zh-hans"), ("theme", "light"))),
    Look("en", 1280, (("language", "en"), ("theme", "light"))),
    Look("dark", 1280, (("language", "zh-hans"), ("theme", "dark"))),
    Look("360", 360, (("language", "zh-hans"), ("theme", "light"))),
)


@dataclass
class Walk:
    """What was found on the way: for each page its address and whose session sees it; what is wrong."""

    places: dict[str, tuple[str, str]] = field(default_factory=dict)  # name of the page → (person, path)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Make the city, serve it, walk it, photograph it."""
    said = arguments()
    folder = Path(said.folder or tempfile.mkdtemp(prefix="sinople-pictures-"))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sinople-city-") as temporary:
        data = Path(said.data or temporary)
        environment = {**os.environ, "SINOPLE_MODE": "demonstration", "SINOPLE_DATA": str(data)}
        os.environ.update(environment)
        for command in (("demonstrate", "--no-serve"), ("collectstatic", "--noinput", "-v0")):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
        with serving(environment) as address:
            faults = photograph(address, folder, said.only)
    say(f"Pictures and contact sheets: {folder}")
    return 1 if faults else 0


def arguments() -> argparse.Namespace:
    """Read the command line."""
    asked = argparse.ArgumentParser(prog="./run pictures", description=__doc__)
    asked.add_argument("--folder", help="where the pictures go; a new temporary folder if not said")
    asked.add_argument("--data", help="the data folder of a city that stands already; else one is made in a temporary folder")
    asked.add_argument("--only", default="", help="only pages whose name holds this, such as city: or public:home")
    return asked.parse_args()


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    """Serve the city on a free port of this machine for as long as the pictures are taken."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        Path(sys.executable).with_name("granian"),
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
    server = subprocess.Popen([*command, "--no-ws", "--log-level", "warning", "config.wsgi:application"], cwd=ROOT, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/health/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str, seconds: int = 40) -> None:
    """Wait until the server answers."""
    for _ in range(seconds * 5):
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.2)
    raise SystemExit(f"Nothing answers at {address}.")


def photograph(address: str, folder: Path, only: str) -> list[str]:
    """Walk with everybody, then take the pictures person by person."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        states, walk = {}, Walk()
        for person in people_of(browser, address):
            states[person] = walk_with(browser, address, person, walk)
        wanted = {name: place for name, place in sorted(walk.places.items()) if only in name}
        say(f"{len(wanted)} pages found; taking {len(wanted) * len(LOOKS)} pictures")
        for person, state in states.items():
            shoot(browser, address, state, {name: path for name, (who, path) in wanted.items() if who == person}, folder, walk)
        browser.close()
    for look in LOOKS:
        contact_sheets(folder, look, list(wanted))
    report(walk)
    return walk.faults


def people_of(browser: object, address: str) -> list[str]:
    """Return the addresses by which one signs in, a few of each group; the stranger, who is nobody, comes first."""
    text = fetch(browser, f"{address}/demo/")
    groups = text.split("<h2")[1:] or [text]
    chosen = [found for group in groups for found in re.findall(r'action="(/demo/people/[^"]+)"', group)[:PEOPLE]]
    return ["", *dict.fromkeys(chosen)]


def fetch(browser: object, address: str) -> str:
    """Return the text of a page as a stranger sees it."""
    context = browser.new_context(locale="zh-CN")  # type: ignore[attr-defined]
    text = context.request.get(address).text()
    context.close()
    return str(text)


def walk_with(browser: object, address: str, person: str, walk: Walk) -> dict:
    """Follow every link that a person sees, and note the first place at which each page was found."""
    context = browser.new_context(locale="zh-CN")  # type: ignore[attr-defined]
    page = context.new_page()
    start = "/"
    if person:
        page.goto(f"{address}/demo/")
        page.locator(f'form[action="{person}"] button').click()
        start = urlsplit(page.url).path
    waiting = [start, *(EVERYBODYS if person else STRANGERS)]
    seen, times = set(waiting), Counter[str]()
    for _ in range(STEPS):
        if not waiting:
            break
        # Pages that nobody has found yet come first: one person cannot see everything.
        path = waiting.pop(min(range(len(waiting)), key=lambda n: (name_of(waiting[n]) in walk.places, times[name_of(waiting[n])], n)))
        name = name_of(path)
        times[name] += 1
        if times[name] > OF_A_KIND:
            continue
        answer = context.request.get(urljoin(address, path))
        note(walk, person, path, answer)
        for link in links_of(answer):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    state = context.storage_state()
    context.close()
    return dict(state)


def links_of(answer: object) -> list[str]:
    """Return where the links and the forms of a page lead; looking at a form's address changes nothing."""
    if "html" not in answer.headers.get("content-type", ""):  # type: ignore[attr-defined]
        return []
    found = re.findall(r'(?:href|action)="(/[^"#?]*)', answer.text())  # type: ignore[attr-defined]
    return [link for link in dict.fromkeys(found) if not OUTSIDE.search(link)]


def note(walk: Walk, person: str, path: str, answer: object) -> None:
    """Note where a page was found, or that it broke."""
    status, final = answer.status, urlsplit(answer.url).path  # type: ignore[attr-defined]
    if status >= 500:
        walk.faults.append(f"{status} at {path}")
        return
    if "html" not in answer.headers.get("content-type", ""):  # type: ignore[attr-defined]
        return
    if status == 404 and final != "/nowhere/" and not final.startswith("/verify/"):
        walk.faults.append(f"a dead link: {path}")
        return
    if status in {200, 404}:
        walk.places.setdefault(name_of(final), (person, final))


def name_of(path: str) -> str:
    """Return the name of the page at a path."""
    import django
    from django.apps import apps
    from django.urls import Resolver404, resolve

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        sys.path.insert(0, str(ROOT))
        django.setup()
    try:
        return resolve(path).view_name or path
    except Resolver404:
        return "errors:404"


def shoot(browser: object, address: str, state: dict, places: dict[str, str], folder: Path, walk: Walk) -> None:
    """Take the pictures of the pages that this person was chosen for."""
    for look in LOOKS if places else ():
        context = browser.new_context(locale="zh-CN", viewport={"width": look.width, "height": 800}, storage_state=state)  # type: ignore[attr-defined]
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in look.cookies])
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text) if message.type == "error" else None)
        for name, path in places.items():
            said.clear()
            page.goto(urljoin(address, path), wait_until="load")
            width, height = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
            if width > look.width:
                walk.faults.append(f"{name} at {look.width} px is {width} px wide ({path})")
            walk.faults += [f"{name} ({look.name}): {text}" for text in said if name != "errors:404"]
            target = folder / look.name / f"{name.replace(':', '-').replace('/', '_')}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=target, full_page=True, clip={"x": 0, "y": 0, "width": look.width, "height": min(height, TALLEST)})
        context.close()


def contact_sheets(folder: Path, look: Look, names: list[str]) -> None:
    """Lay the pictures of one look on sheets, each with its name under it."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(size=13)
    each = ACROSS * DOWN
    for n, start in enumerate(range(0, len(names), each), start=1):
        sheet = Image.new("RGB", (ACROSS * (TILE[0] + 12) + 12, DOWN * (TILE[1] + 34) + 12), "#dddddd")
        draw = ImageDraw.Draw(sheet)
        for place, name in enumerate(names[start : start + each]):
            x, y = 12 + place % ACROSS * (TILE[0] + 12), 12 + place // ACROSS * (TILE[1] + 34)
            with Image.open(folder / look.name / f"{name.replace(':', '-').replace('/', '_')}.png") as picture:
                small = picture.convert("RGB").resize((TILE[0], round(picture.height * TILE[0] / picture.width)))
            sheet.paste(small.crop((0, 0, TILE[0], min(small.height, TILE[1]))), (x, y))
            draw.text((x, y + TILE[1] + 6), name, fill="#222222", font=font)
        sheet.save(folder / f"sheet-{look.name}-{n}.png")


def report(walk: Walk) -> None:
    """Say which pages no link led to, and what is wrong."""
    known = {name for name in page_names() if not name.startswith(("account_", "mfa_", "usersessions", "api"))}
    missing = sorted(known - walk.places.keys())
    if missing:
        say("No link led to a page of its own at: " + ", ".join(missing) + " (they answer posts, give files, or lead on)")
    for fault in dict.fromkeys(walk.faults):
        say(f"✗ {fault}")


def page_names() -> Iterator[str]:
    """Yield the name of every address."""
    from django.urls import URLPattern, get_resolver

    waiting = [("", pattern) for pattern in get_resolver().url_patterns]
    while waiting:
        space, pattern = waiting.pop()
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            waiting += [(inner, one) for one in pattern.url_patterns]


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
