"""Runs the steps of the Dockerfile one by one without an engine, and names what could not be run.

    scripts/dockerfile.py           in a folder that is gone afterwards
    scripts/dockerfile.py --keep    the folder stays, to look at

What the Dockerfile writes below / is written below that folder. Programs of Python are installed there from
the locked files, by hash, in an environment of their own. Started by root, the steps are run by a user
without rights, where there is one who can reach this Python.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pathspec
from dockerfile_parse import DockerfileParser

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).with_name("uv")
NOBODY = 65534
PLACES = re.compile(r"(?<![\w/.])/(srv|tmp)\b")
LINE = re.compile(r"\s*&&\s*")


class StepFailed(Exception):
    """A step that an engine would stop at."""


class Build:
    """What the steps have made so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / "python"
        self.workdir = folder
        self.environment = {
            "PATH": f"{self.python}/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
        }
        self.arguments: dict[str, str] = {}
        self.left_out: list[str] = []

    def run(self) -> None:
        parser = DockerfileParser(str(ROOT / "Dockerfile"), env_replace=False)
        for step in parser.structure:
            name, value = step["instruction"], step["value"]
            if name == "COMMENT":
                continue
            say(f"{name} {' '.join(value.split())[:110]}")
            method = getattr(self, f"do_{name.lower()}", None)
            if method is None:
                raise StepFailed(f"{name}: this script does not know what to do.")
            method(value)

    # Steps

    def do_from(self, value: str) -> None:
        wanted = re.match(r"python:(\d+\.\d+)\.\d+-", value)
        here = ".".join(map(str, sys.version_info[:2]))
        if not wanted or wanted[1] != here:
            raise StepFailed(f"FROM {value}: the portal runs on Python {here} here.")
        self.leave_out(
            f"FROM {value}: no image is fetched; Python {here} of this machine stands for it"
        )
        (self.folder / "tmp").mkdir()
        subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, self.python], check=True)

    def do_env(self, value: str) -> None:
        pairs = re.findall(r"(\w+)=(\S+)", value)
        self.environment |= {name: self.placed(text) for name, text in pairs}

    def do_arg(self, value: str) -> None:
        name, _, default = value.partition("=")
        self.arguments[name] = default

    def do_workdir(self, value: str) -> None:
        self.workdir = Path(self.placed(value))
        self.workdir.mkdir(parents=True)

    def do_copy(self, value: str) -> None:
        source, target = self.filled(value).split()
        for path in sent_to_the_engine():
            if source == "." or path == source:
                goal = self.workdir / (path if source == "." else target)
                goal.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / path, goal)
        if not (self.workdir / target).exists():
            raise StepFailed(f"COPY {value}: there is no such file.")

    def do_run(self, value: str) -> None:
        for command in LINE.split(" ".join(self.filled(value).split())):
            self.do_command(command)

    def do_command(self, command: str) -> None:
        if command.startswith("apt-get install"):
            self.simulate(command)
        elif command.startswith(("apt-get", "rm -rf /var/lib/apt", "useradd", "chown")):
            self.leave_out(f"RUN {command}: it would change this machine")
        elif command.startswith("pip install"):
            self.install(command)
        else:
            self.shell(self.placed(command))

    def do_user(self, value: str) -> None:
        if value.partition(":")[0] in ("0", "root"):
            raise StepFailed("USER: the portal must not run as root.")

    def do_expose(self, value: str) -> None:
        """Says something, does nothing."""

    def do_cmd(self, value: str) -> None:
        """The application server reads its configuration and the whole portal, and ends."""
        command = [*json.loads(value), "--check-config"]
        settings = "SECRET_KEY=unused ALLOWED_HOSTS=unused DATABASE_URL=sqlite://:memory:"
        self.shell(f"{settings} {' '.join(command)}")

    # How

    def simulate(self, command: str) -> None:
        """Whether Debian has these packages; nothing is installed."""
        simulated = ["apt-get", "--simulate", "-qq", *command.split()[1:]]
        if not shutil.which("apt-get") or not any(Path("/var/lib/apt/lists").glob("*Packages*")):
            self.leave_out(f"RUN {command}: no list of Debian's packages here")
            return
        self.leave_out(f"RUN {command}: simulated")
        self.call(simulated, command)

    def install(self, command: str) -> None:
        """As pip would, each file compared with its hash; files that are here already are not fetched."""
        if "--require-hashes" not in command:
            raise StepFailed(f"RUN {command}: without --require-hashes anything may come.")
        words = [word for word in command.split()[2:] if word != "--no-cache-dir"]
        self.call([UV, "pip", "install", "--quiet", "--python", self.python, *words], command)

    def shell(self, command: str) -> None:
        self.call(["sh", "-ec", command], command, as_nobody=True)

    def call(self, command: Sequence[str | Path], told: str, *, as_nobody: bool = False) -> None:
        environment = self.environment if as_nobody else {**os.environ}
        user = self.nobody() if as_nobody else None
        done = subprocess.run(
            command,
            cwd=self.workdir,
            env=environment,
            user=user,
            group=user,
            extra_groups=[] if user is not None else None,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise StepFailed(f"RUN {told}\n{done.stdout}{done.stderr}")

    def nobody(self) -> int | None:
        """A user without rights, where there is one who can run this Python; the files become theirs."""
        if os.geteuid():
            return None
        try:
            subprocess.run([self.python / "bin" / "python", "-c", ""], user=NOBODY, check=True)
        except (PermissionError, subprocess.CalledProcessError):
            self.leave_out(
                "USER: this Python cannot be run by another user; root has run the steps"
            )
            return None
        give(self.folder, NOBODY)
        return NOBODY

    def filled(self, text: str) -> str:
        return re.sub(r"\$\{(\w+)\}", lambda match: self.arguments[match[1]], text)

    def placed(self, text: str) -> str:
        return PLACES.sub(rf"{self.folder}/\1", text)

    def leave_out(self, what: str) -> None:
        if what not in self.left_out:
            self.left_out.append(what)


def give(folder: Path, user: int) -> None:
    """The environment of Python stays ours: whoever runs the steps cannot change it."""
    for top, folders, files in os.walk(folder):
        if Path(top) == folder:
            folders[:] = [name for name in folders if name != "python"]
        os.chown(top, user, user)
        for name in files:
            os.chown(Path(top, name), user, user, follow_symlinks=False)


def sent_to_the_engine() -> list[str]:
    """The files of the project without those of .dockerignore and without what is made here."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    # Unlike Git, Docker means the top folder where no other is named.
    lines = (ROOT / ".dockerignore").read_text().split()
    anchored = [line if line.startswith("**") else f"/{line}" for line in lines]
    ignored = pathspec.PathSpec.from_lines("gitwildmatch", anchored)
    return [path for path in listed if not ignored.match_file(path) and (ROOT / path).is_file()]


def say(text: str) -> None:
    print(text, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="leave the folder where it is")
    folder = Path(tempfile.mkdtemp(prefix="portal-image-"))
    folder.chmod(0o755)
    keep = parser.parse_args().keep
    build = Build(folder)
    try:
        build.run()
    except StepFailed as error:
        sys.exit(f"The Dockerfile fails at:\n{error}")
    finally:
        if not keep:
            shutil.rmtree(folder)
    say("Every step was run, except:")
    for what in build.left_out:
        say(f"  NOT RUN  {what}")
    if keep:
        say(f"It is in {folder}.")


if __name__ == "__main__":
    main()
