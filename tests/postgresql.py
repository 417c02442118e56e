"""Run a command with a PostgreSQL cluster of our own: in a temporary folder, on a socket there, ended by its process."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("initdb", "pg_ctl")


def programs() -> Path | None:
    """Return the folder of the newest installed server."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    found = [home for home in homes if all((home / name).exists() for name in NAMES)]
    return found[-1] if found else None


def as_ordinary_user() -> list[str]:
    """PostgreSQL refuses root: run it as the ordinary user that its package made."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    return ["runuser", "-u", "postgres" if "postgres" in names else "nobody", "--"]


def main(command: list[str]) -> int:
    """Make the cluster, run the command, end the cluster: also when somebody ends us."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _frame: sys.exit(128 + number))
    home = programs()
    if home is None:
        sys.stderr.write("PostgreSQL is not installed here, so the tests on it were left out.\n")
        return 0 if os.environ.get("CI") != "true" else 1
    folder = Path(tempfile.mkdtemp(prefix="sinople-pg-"))
    runner = as_ordinary_user()
    if runner:
        shutil.chown(folder, user=runner[2])
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c max_connections=60 -c shared_buffers=256MB"
    try:
        subprocess.run(
            [*runner, home / "initdb", "-D", folder / "data", "-U", "sinople", "-A", "trust", "-E", "UTF8", "--locale=C"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        subprocess.run(
            [*runner, home / "pg_ctl", "-D", folder / "data", "-w", "-o", options, "-l", folder / "log", "start"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        url = f"postgresql://sinople@/sinople?host={folder}"
        return subprocess.run(command, env={**os.environ, "SINOPLE_MODE": "test", "SINOPLE_DATABASE_URL": url}, check=False).returncode
    finally:
        subprocess.run(
            [*runner, home / "pg_ctl", "-D", folder / "data", "-m", "fast", "stop"],
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
        )
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
