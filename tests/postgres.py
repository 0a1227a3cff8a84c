"""A real PostgreSQL for the tests: started once in a temporary folder, on a socket of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def server_programs() -> Path | None:
    """The folder that holds ``initdb`` and ``pg_ctl``, or None where PostgreSQL is not installed."""
    on_path = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return Path(on_path).resolve().parent if on_path else found[0].parent if found else None


@contextmanager
def running_server() -> Iterator[str]:
    """The SQLAlchemy URL of an empty database. Never runs as root: the server refuses to."""
    programs = server_programs()
    assert programs is not None
    home = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
    user = _unprivileged() if os.geteuid() == 0 else None
    if user is not None:
        shutil.chown(home, user)
    data = home / "data"

    def run(*command: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
        subprocess.run(command, check=True, user=user, cwd=home, env=environment, **quiet)

    try:
        run(
            str(programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "dragoman",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = f"-k {home} -c listen_addresses='' -c fsync=off"
        run(str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-w", "-l", str(home / "log"), "start")
        try:
            yield f"postgresql+psycopg://dragoman@/postgres?host={home}"
        finally:
            run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _unprivileged() -> str:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise RuntimeError("running as root, and there is no other user to start PostgreSQL as")
