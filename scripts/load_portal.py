"""The portal that `scripts/bench_load.py` measures: its data, its processes, and what is asked of it."""

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections import defaultdict
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import mean
from typing import Any
from urllib.parse import urlsplit

from environment import ROOT, VENV_PYTHON, SetupError

SERVER = os.environ.get("TEST_POSTGRES_URL", "postgres://root@127.0.0.1:5432/postgres")
PATIENCE = 60
"""Seconds within which a process is there."""


# Data --------------------------------------------------------------------------------------------


def prepare(folder: Path, times: int) -> None:
    """A database with so many times the programme, with files; what stands is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    made, wanted = folder / "made", f"{times} {_state_of_seeding()}"
    if not (made.exists() and made.read_text() == wanted):
        made.unlink(missing_ok=True)
        print(f"Filling the database {_database(folder)} …", flush=True)
        _renew(_database(folder))
        shutil.rmtree(folder / "reports", ignore_errors=True)
        for command in (
            ("migrate", "--verbosity", "0"),
            ("seed_large", "--times", str(times)),
            ("collectstatic", "--no-input", "--verbosity", "0"),
        ):
            _manage(folder, *command)
        made.write_text(wanted)
    with Redis() as redis:
        _inside(folder, redis)


def _database(folder: Path) -> str:
    return f"portal_load_{folder.name}"


def _state_of_seeding() -> str:
    """Another one where a migration or what is invented has changed."""
    paths = [*ROOT.glob("*/migrations/*.py"), *(ROOT / "reporting" / "seeding").glob("*.py")]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _renew(name: str) -> None:
    import psycopg2  # type: ignore[import-untyped]

    connection = psycopg2.connect(SERVER)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")


def _manage(folder: Path, *arguments: str) -> None:
    _run([VENV_PYTHON, ROOT / "manage.py", *arguments], environment(folder), arguments[0])


def _inside(folder: Path, redis: "Redis") -> None:
    """What is asked for, found out by the portal itself."""
    script = ROOT / "scripts" / "load_scenarios.py"
    env = environment(folder, redis=redis.url)
    _run([VENV_PYTHON, script, folder / "scenarios.json"], env, script.name)


def _run(command: list[Any], env: dict[str, str], name: str) -> None:
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise SetupError(f"{done.stdout[-2000:]}{done.stderr[-4000:]}{name} failed.")


def environment(folder: Path, *, redis: str = "", **more: str) -> dict[str, str]:
    """Settings of production but for TLS, which would measure something else, and second factors."""
    own = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "VAR_DIR", "SECRET_KEY", "SITE_URL")
    inherited = {name: value for name, value in os.environ.items() if name not in own}
    return {
        **inherited,
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": hashlib.sha256(str(folder).encode()).hexdigest(),
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": urlsplit(SERVER)._replace(path=f"/{_database(folder)}").geturl(),
        "REDIS_URL": redis or "redis://127.0.0.1:1/0",
        "VAR_DIR": str(folder),
        "BEHIND_PROXY": "true",
        "MFA_REQUIRED": "false",
        "SESSION_COOKIE_SECURE": "false",
        "CSRF_COOKIE_SECURE": "false",
        **more,
    }


# Processes ---------------------------------------------------------------------------------------


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def status_of(address: str, headers: dict[str, str], *, patience: float) -> int:
    """Ask for a page, read all of it, and give how it was answered."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=patience)
    try:
        connection.request("GET", address.removeprefix(f"http://{parts.netloc}"), headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


class Process:
    """A process that is ended with its children."""

    def __init__(self, command: list[Any], env: dict[str, str] | None, log: Path) -> None:
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                cwd=ROOT,
                env=env,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.log = log

    def wait_for(self, address: str) -> None:
        """Wait until it answers."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                status_of(address, {}, patience=5)
            except (OSError, HTTPException):
                time.sleep(0.1)
            else:
                return
        self.end()
        raise SetupError(f"{self.log.read_text()[-3000:]}\nNothing answers at {address}.")

    def end(self) -> None:
        """End it, and wait for it."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


class Redis:
    """A Redis of its own that keeps nothing."""

    def __init__(self) -> None:
        if not shutil.which("redis-server"):
            raise SetupError("Redis is not installed. Install what Debian calls redis-server.")
        port = free_port()
        self.url = f"redis://127.0.0.1:{port}/0"
        command = ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        raise SetupError("Redis does not start.")

    def __enter__(self) -> "Redis":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


class Portal:
    """gunicorn as in production, with Redis, and nginx in front of it where that is wanted."""

    def __init__(self, folder: Path, *, through_nginx: bool) -> None:
        self.folder = folder
        self.through_nginx = through_nginx
        self.log = folder / "portal.log"

    @staticmethod
    def has_nginx() -> bool:
        """Whether nginx is installed."""
        return _nginx() is not None

    def __enter__(self) -> "Portal":
        self.redis = Redis()
        port = free_port()
        own = f"http://127.0.0.1:{port}"
        more = {"BIND": own[7:]}
        if self.through_nginx:
            more["SENDFILE_BACKEND"] = "django_sendfile.backends.nginx"
        env = environment(self.folder, redis=self.redis.url, **more)
        gunicorn = [VENV_PYTHON.parent / "gunicorn", "--config", "python:config.gunicorn"]
        self.processes = [Process([*gunicorn, "config.wsgi"], env, self.log)]
        self.processes[0].wait_for(f"{own}/health/live/")
        self.address = own
        if self.through_nginx:
            self.address = f"http://127.0.0.1:{self._start_nginx(own)}"
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.end()
        self.redis.__exit__()

    def _start_nginx(self, behind: str) -> int:
        port = free_port()
        own = self.folder / "nginx"
        own.mkdir(exist_ok=True)
        site = (ROOT / "deployment" / "nginx" / "nginx.conf").read_text()
        # Every visitor of the generator has an address of their own, and TLS is not measured.
        visitors = "set_real_ip_from 127.0.0.1;\n    real_ip_header X-Forwarded-For;"
        for before, after in (
            ("listen 8443 ssl http2 default_server;", f"listen 127.0.0.1:{port};"),
            ("listen 8080 default_server;", f"listen 127.0.0.1:{free_port()};"),
            ("X-Forwarded-Proto $scheme;", "X-Forwarded-Proto https;"),
            ("server_tokens off;", f"server_tokens off;\n    {visitors}"),
            ("http://web:8000", behind),
            ("/etc/nginx/pages", str(ROOT / "deployment" / "nginx" / "pages")),
            ("/srv/var/", f"{self.folder}/"),
            ("/tmp/", f"{own}/"),  # noqa: S108
        ):
            if before not in site:
                raise SetupError(f"deployment/nginx/nginx.conf has no {before} any more.")
            site = site.replace(before, after)
        lines = [line for line in site.splitlines() if not line.strip().startswith("ssl_")]
        user = ["user root;"] if os.geteuid() == 0 else []
        (own / "nginx.conf").write_text("\n".join([*user, "daemon off;", *lines, ""]))
        command = [_nginx(), "-c", own / "nginx.conf", "-e", own / "error.log"]
        self.processes.append(Process(command, None, own / "log"))
        self.processes[-1].wait_for(f"http://127.0.0.1:{port}/health/live/")
        return port

    def ask(self, address: str, headers: dict[str, str]) -> None:
        """One request before anything is measured; it must be answered with 200."""
        status = status_of(self.address + address, headers, patience=120)
        if status != 200:
            raise SetupError(f"{address} was answered with {status}.")

    def forget_log(self) -> None:
        """From here on requests are told of."""
        self.begin = self.log.stat().st_size

    def queries(self) -> list[int]:
        """The queries of each request since then."""
        return [line["queries"] for line in self._requests()]

    def queries_by_path(self) -> dict[str, float]:
        """The same by the name of the page, on average."""
        found: dict[str, list[int]] = defaultdict(list)
        for line in self._requests():
            found[line["view"]].append(line["queries"])
        return {view: mean(numbers) for view, numbers in sorted(found.items())}

    def _requests(self) -> list[dict[str, Any]]:
        with self.log.open("rb") as log:
            log.seek(self.begin)
            lines = [json.loads(line) for line in log if line.startswith(b"{")]
        return [line for line in lines if line.get("event") == "request"]


def _nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
