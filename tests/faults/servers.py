"""Servers of a test's own, which it may stop and kill: PostgreSQL and Redis on free ports."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import redis

STARTS_WITHIN = 240


def free_port():
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(what, condition, seconds=STARTS_WITHIN):
    """What the condition gives as soon as it gives anything."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"Not within {seconds} s: {what}"
        time.sleep(0.05)
    return found


class Postgres:
    """A cluster in a folder of its own; it does not run as root."""

    def __init__(self):
        if not (found := shutil.which("initdb") or _debian("initdb")):
            pytest.skip("PostgreSQL's server is needed: initdb was not found")
        self.programs = Path(found).resolve().parent
        self.folder = Path(tempfile.mkdtemp(prefix="portal-cluster-"))
        self.port = free_port()
        self.is_root = os.geteuid() == 0
        if self.is_root:
            shutil.chown(self.folder, "postgres", "postgres")
        # What the kernel was told outlives a killed server; only a power cut needs more.
        self._run(
            "initdb", "--auth", "trust", "--username", "portal", "--no-sync", "--pgdata", "data"
        )
        options = f"port={self.port}", "listen_addresses=127.0.0.1", "fsync=off"
        options += f"unix_socket_directories={self.folder}", "max_connections=60"
        self.options = " ".join(f"-c {option}" for option in options)
        self.start()

    def address(self, name):
        return f"postgres://portal@127.0.0.1:{self.port}/{name}"

    def create(self, name):
        with closing(psycopg2.connect(self.address("postgres"))) as server:
            server.autocommit = True
            server.cursor().execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def start(self):
        self._run(
            "pg_ctl",
            "--pgdata",
            "data",
            "--log",
            "log",
            "--wait",
            "--options",
            self.options,
            "start",
        )

    def stop(self, mode="fast"):
        """``fast`` rolls back what runs, ``immediate`` is a crash."""
        self._run("pg_ctl", "--pgdata", "data", "--mode", mode, "--wait", "stop")

    def remove(self):
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def _run(self, program, *arguments):
        command = [str(self.programs / program), *arguments]
        if self.is_root:
            command = [
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                *command,
            ]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr


def _debian(program):
    """Debian keeps the programs of each version in a folder of its own."""
    return next(map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))), None)


class Redis:
    """A server that keeps nothing on the disk, as a cache is run."""

    def __init__(self, folder):
        if not shutil.which("redis-server"):
            pytest.skip("redis-server was not found")
        self.folder, self.port, self.process = folder, free_port(), None
        self.start()

    @property
    def address(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        with (self.folder / "redis.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)
        wait_for("Redis", self.answers)

    def answers(self):
        try:
            with redis.Redis.from_url(self.address) as client:
                return client.ping()
        except redis.RedisError:
            return False

    def has_workers(self):
        """Whether one has given a sign of life since the start."""
        with redis.Redis.from_url(self.address) as client:
            return list(client.scan_iter("*workers.signs*"))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
