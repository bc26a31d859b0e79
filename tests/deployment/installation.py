"""The services of docker-compose.yml as processes of this machine: its commands, environment and checks.

Only what an engine gives a container is put in its place: names of hosts, ports, and folders. As root they
run as the user of the file, who can write nowhere but into their folders; where that user cannot reach
this Python, the portal's processes stay root, without any of root's powers.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

from tests.deployment import compose

PROGRAMS = Path(sys.executable).parent
SECONDS = 180
"""For which something that takes a moment is waited for on a busy machine."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, what):
    deadline = time.monotonic() + SECONDS
    while not (found := condition()):
        assert time.monotonic() < deadline, what() if callable(what) else what
        time.sleep(0.1)
    return found


class Installation:
    """Everything but PostgreSQL, which is that of the machine with a database of its own."""

    LASTING = ("redis", "web", "worker-short", "worker-long", "beat", "proxy")

    def __init__(self, database_url):
        self.folder = Path(tempfile.mkdtemp(prefix="portal-installed-"))
        self.folder.chmod(0o755)
        self.ports = {name: free_port() for name in ("redis", "web", "http", "https")}
        self.database_url = database_url
        self.running = {}
        for name in ("tmp", "var", "queue"):
            (self.folder / name).mkdir()
        (self.folder / "tmp").chmod(0o1777)
        self._run(
            [
                *(sys.executable, "scripts/prepare.py", "localhost", "anna@example.org"),
                *("--folder", str(self.folder), "--mail", "consolemail://"),
            ],
            dict(os.environ),
        )
        lines = (self.folder / ".env").read_text().splitlines()
        self.services = compose.resolved(dict(line.split("=", 1) for line in lines))["services"]
        self.places = {
            "/run/secrets/": f"{self.folder}/secrets/",
            "/etc/nginx/tls/": f"{self.folder}/secrets/tls/",
            "/etc/nginx/pages": f"{compose.ROOT}/deployment/nginx/pages",
            "/srv/acme": f"{self.folder}/secrets/acme",
            "/srv/var": f"{self.folder}/var",
            "/tmp": f"{self.folder}/tmp",
            "postgres://portal@db:5432/portal": database_url,
            "redis:6379": f"127.0.0.1:{self.ports['redis']}",
            "redis-cli": f"redis-cli -p {self.ports['redis']}",
            "http://web:8000": f"http://127.0.0.1:{self.ports['web']}",
            "8080": str(self.ports["http"]),
            "8443": str(self.ports["https"]),
        }

    # Files

    def fill(self):
        """Tables, some records, and static files, as the images and volumes would bring them."""
        own = {
            **self.environment("web"),
            "DJANGO_SETTINGS_MODULE": "tests.deployment.static_settings",
        }
        steps = ("schema", "fill", "collectstatic --no-input --verbosity 0")
        self._run([sys.executable, "-m", "tests.exchange.backups.portal", *steps], own)
        config = (compose.ROOT / "deployment" / "nginx" / "nginx.conf").read_text()
        (self.folder / "nginx.conf").write_text(self.here(config))
        # A container gets its own secrets alone, whoever may enter the folder.
        (self.folder / "secrets").chmod(0o755)
        self.owner = self._owner()
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, *self.owner)

    def here(self, text):
        """What is said of a container, for this machine."""
        known = "|".join(map(re.escape, self.places))
        return re.sub(known, lambda match: self.places[match[0]], text)

    # Processes

    def environment(self, name):
        service = self.services[name]
        own = service.get("environment", {})
        image = compose.image_environment() if compose.is_portal(service) else {}
        return {
            "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
            "BIND": f"127.0.0.1:{self.ports['web']}",
            **{key: self.here(str(value)) for key, value in {**image, **own}.items()},
        }

    def command(self, name):
        command = [self.here(word) for word in compose.command_of(self.services[name])]
        if name == "proxy":
            command += ["-c", f"{self.folder}/nginx.conf"]
        if name == "redis":
            command += ["--port", str(self.ports["redis"]), "--bind", "127.0.0.1"]
            command += ["--dir", f"{self.folder}/queue"]
        return command

    def start(self, name):
        """A service, unless it runs."""
        if name in self.running and self.running[name].poll() is None:
            return
        with self.log(name).open("ab") as log:
            self.running[name] = subprocess.Popen(
                [*self._as_user(name), *self.command(name)],
                cwd=compose.ROOT,
                env=self.environment(name),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start_all(self):
        """In their order, each when the ones before it are healthy."""
        for name in self.LASTING:
            self.start(name)
            if name in ("redis", "web"):
                self.wait_until_healthy(name)
        for name in self.LASTING:
            self.wait_until_healthy(name)

    def run_once(self, name):
        """A service that ends by itself; gives what it says."""
        return self._run([*self._as_user(name), *self.command(name)], self.environment(name))

    def is_healthy(self, name):
        """What its own check says."""
        check = [self.here(word) for word in compose.check_of(self.services[name])]
        done = subprocess.run(
            check, cwd=compose.ROOT, env=self.environment(name), capture_output=True
        )
        return done.returncode == 0

    def wait_until_healthy(self, name):
        def is_healthy():
            assert self.running[name].poll() is None, self.told(name)
            return self.is_healthy(name)

        wait_for(is_healthy, lambda: self.told(name))

    def end(self, name):
        """Ask a service to end as an engine does; gives the status that it ends with."""
        process = self.running.pop(name)
        stop = self.services[name].get("stop_signal", "SIGTERM")
        process.send_signal(getattr(signal, stop))
        return process.wait(timeout=SECONDS)

    def close(self):
        for process in self.running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        shutil.rmtree(self.folder)

    def log(self, name):
        return self.folder / f"{name}.log"

    def told(self, name):
        """The end of its log."""
        return f"{name}:\n{self.log(name).read_text()[-3000:]}"

    def _owner(self):
        """Whose the files are: the user of the file where that is possible."""
        own = tuple(map(int, self.services["web"]["user"].split(":")))
        if os.geteuid():
            return (os.geteuid(), os.getegid())
        told = subprocess.run(
            [*powerless(*own), "python", "-c", "import django; print(django.__file__)"],
            env=self.environment("web"),
            capture_output=True,
            text=True,
        )
        return own if told.stdout.strip() == django.__file__ else (0, 0)

    def _as_user(self, name):
        if os.geteuid():
            return []
        own = map(int, self.services["proxy"]["user"].split(":"))
        return powerless(*(own if name == "proxy" else self.owner))

    def _run(self, command, environment):
        done = subprocess.run(
            command, cwd=compose.ROOT, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def powerless(user, group):
    """Begins a command that runs as a user, and cannot get any right that the user has not."""
    return [
        *("setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"),
        *("--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"),
    ]
