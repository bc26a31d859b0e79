"""A portal as it is run: the application server and workers, each a process that may be killed."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

from django.conf import settings

from tests.faults.servers import free_port, wait_for

OWN = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "VAR_DIR", "EMAIL_URL", "BACKUP_KEY")
OFTEN = "1000000/m/ip"


@dataclass(frozen=True)
class Answer:
    """What a browser got; redirections are not followed."""

    status: int
    headers: dict
    text: str


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Browser:
    """Keeps cookies, as a browser does."""

    def __init__(self, host):
        self.host, self.cookies = host, CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies),
            _Stays(),
            urllib.request.ProxyHandler({}),
        )

    def get(self, path, **headers):
        return self._ask(urllib.request.Request(self.host + path, headers=headers))

    def post(self, path, fields, **headers):
        """Fields as a form sends them, with the token that pages give out."""
        token = next((cookie.value for cookie in self.cookies if cookie.name == "csrftoken"), "")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}, doseq=True).encode()
        return self._ask(urllib.request.Request(self.host + path, body, headers=headers))

    def upload(self, path, fields, name, content):
        """Fields and one file, ``files``."""
        parts = [
            f'--limit\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in fields.items()
        ]
        head = f'--limit\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        parts += [
            head.encode(),
            b"Content-Type: application/pdf\r\n\r\n",
            content,
            b"\r\n--limit--\r\n",
        ]
        kind = {"Content-Type": "multipart/form-data; boundary=limit"}
        return self._ask(urllib.request.Request(self.host + path, b"".join(parts), headers=kind))

    def _ask(self, request):
        try:
            with self.opener.open(request, timeout=120) as response:
                return Answer(response.status, dict(response.headers), _text(response))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), _text(error))


def _text(response):
    return response.read().decode(errors="replace")


class Portal:
    """A folder, an environment, and the processes that were started in it."""

    def __init__(self, folder, **environment):
        self.folder, self.processes, self.numbers = Path(folder), [], 0
        inherited = {name: value for name, value in os.environ.items() if name not in OWN}
        self.environment = {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "SECRET_KEY": "of a portal that is only there for a test and opens nothing",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": "http://127.0.0.1",
            "MFA_REQUIRED": "false",
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
            "EXPRESSION_SEND_LIMIT": OFTEN,
            "EXPRESSION_START_LIMIT": OFTEN,
            "EVENT_REGISTER_LIMIT": OFTEN,
            "JOBS_SWEEP_SECONDS": "1",
            "JOBS_LEASE_SECONDS": "3",
            "JOBS_RESEND_SECONDS": "3",
            "EMAILS_LEASE_SECONDS": "5",
            "LOG_LEVEL": "WARNING",
            **environment,
        }

    def serve(self, **environment):
        """The application server; gives its address once it answers."""
        port = free_port()
        self.start(
            *("-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"),
            BIND=f"127.0.0.1:{port}",
            **environment,
        )
        self.host = f"http://127.0.0.1:{port}"
        wait_for("the portal", lambda: self.answers("/health/live/"))
        return self.host

    def answers(self, path):
        with suppress(OSError):
            return Browser(self.host).get(path).status == 200
        return False

    def work(self, **environment):
        """A worker with a clock of its own."""
        self.numbers += 1
        return self.start(
            *("-m", "celery", "--app", "config", "worker", "--beat", "--concurrency", "1"),
            *("--schedule", str(self.folder / f"beat-{self.numbers}")),
            *("--hostname", f"worker-{self.numbers}@test", "--without-gossip", "--without-mingle"),
            **environment,
        )

    def start(self, *arguments, **environment):
        log = self.folder / "log"
        with log.open("ab") as target:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=settings.BASE_DIR,
                env={**self.environment, **environment},
                stdout=target,
                stderr=target,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def run(self, *arguments, fails=False, **environment):
        """What a program says; with ``fails``, what it says of its failure."""
        done = subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=settings.BASE_DIR,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=1200,
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stderr if fails else done.stdout

    def play(self, *steps):
        """Steps of ``tests.faults.world``; what the last one tells."""
        said = self.run("-m", "tests.faults.world", *steps)
        return json.loads(said.splitlines()[-1])

    def log(self):
        return (self.folder / "log").read_text()[-6000:]

    def kill(self, process):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.processes.remove(process)

    def end(self):
        for process in list(self.processes):
            self.kill(process)


def at_once(calls):
    """Calls each in a thread of its own; what they give, in their order. Raises what one raised."""
    results, troubles = [None] * len(calls), []

    def run(number, call):
        try:
            results[number] = call()
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise troubles[0]
    return results
