"""A server of its own on a database of its own, and visitors who sign up: what was acknowledged can be counted afterwards."""

import http.cookiejar
import os
import re
import resource
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from demonstration import names
from tests.postgresql import as_ordinary_user, programs
from tests.processes import ROOT, wait_until

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Server:
    """Granian with one worker, as `./run serve` starts it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.environment = {**os.environ, "SINOPLE_MODE": "test", "SINOPLE_DATA": str(folder), "SINOPLE_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=self.environment, check=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        command = [
            Path(sys.executable).with_name("granian"),
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            self.address.rpartition(":")[2],
            "--workers",
            "1",
        ]
        with (folder / "server.log").open("w") as log:
            self.process = subprocess.Popen(
                [*command, "--blocking-threads", "1", "--no-ws", "config.wsgi:application"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        assert wait_until(lambda: self.get("/health/") == 200, seconds=90)
        self._identities, self.acknowledged = islice(names.identity_numbers(), 1200, None), []

    def get(self, path: str) -> int:
        """Return the status of a page, 0 where nothing answers."""
        return self._ask(urllib.request.build_opener(), path)[0]

    def sign_up(self, name: str, *, token: str = "") -> int:
        """Sign up as a new visitor; keep the name where it was acknowledged. Returns the status of the answer."""
        visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), _Stay())
        found = TOKEN.search(self._ask(visitor, "/accounts/signup/")[1])
        typed = {
            "username": name,
            "email": f"{name}@sinople.example",
            "password1": "a-Long-one-2023",
            "password2": "a-Long-one-2023",
            "name": "某",
            "identity_number": next(self._identities),
        }
        status = self._ask(visitor, "/accounts/signup/", urllib.parse.urlencode({**typed, "csrfmiddlewaretoken": found[1] if found else token}).encode())[0]
        if status == 302:
            self.acknowledged.append(name)
        return status

    def kept(self) -> list[str]:
        """Return who stands in the database."""
        said = "from sinople.people.models import User; print(' '.join(User.objects.order_by('pk').values_list('username', flat=True)))"
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", said]
        return subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True).stdout.split()

    def limit_files(self, size: int) -> None:
        """Let no file grow beyond a size, as on a disk that is full; -1 frees it again."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for number in (self.process.pid, *map(int, children)):
            resource.prlimit(number, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def _ask(self, opener: urllib.request.OpenerDirector, path: str, data: bytes | None = None) -> tuple[int, str]:
        try:
            with opener.open(urllib.request.Request(self.address + path, data, {"Referer": self.address}), timeout=40) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as fault:
            return fault.code, fault.read().decode(errors="replace")
        except OSError:
            return 0, ""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_asked: object) -> None:
        return None


@contextmanager
def served(folder: Path, url: str) -> Iterator[Server]:
    """Serve until the end."""
    server = Server(folder, url)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)


class Cluster:
    """A PostgreSQL of its own that can be taken away and brought back."""

    def __init__(self) -> None:
        self.home, self.runner = programs(), as_ordinary_user()
        self.folder = Path(tempfile.mkdtemp(prefix="sinople-out-"))
        if self.runner:
            subprocess.run(["chown", self.runner[2], self.folder], check=True)
        self.url = f"postgresql://sinople@/sinople?host={self.folder}"
        self.run("initdb", "-D", self.folder / "data", "-U", "sinople", "-A", "trust", "-E", "UTF8", "--locale=C")
        self.start()
        self.sql("CREATE DATABASE sinople", database="postgres")

    def run(self, program: str, *arguments: object) -> None:
        subprocess.run([*self.runner, self.home / program, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def start(self) -> None:
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-o", options, "-l", self.folder / "log", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")

    def only_reads(self, said: str) -> None:
        """Let the database refuse every write, or take writes again; whoever is connected connects anew."""
        self.sql(f"ALTER DATABASE sinople {said}", database="postgres")
        self.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'sinople'", database="postgres")

    def sql(self, said: str, *, database: str = "sinople") -> None:
        import psycopg

        with psycopg.connect(f"postgresql://sinople@/{database}?host={self.folder}", autocommit=True) as connection:
            connection.execute(said)
