"""The Python environment in .venv and the system packages around it. Standard library only."""

from __future__ import annotations  # old Pythons get a message, not a traceback

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
WANTED = (3, 11)

# What WeasyPrint loads when it is imported.
PDF_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")

BROWSER = "chromium-headless-shell"
"""Chromium without windows: a third less work for each page than Chromium that hides them."""
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which(BROWSER) or "/usr/bin/chromium"


class SetupError(Exception):
    """Something the person at the keyboard has to do; the message says what."""


def say(text: str) -> None:
    print(text, flush=True)


def find_python() -> str:
    """Path of a Python 3.11."""
    names = (sys.executable, "python3.11", "python3")
    for path in filter(None, map(shutil.which, names)):
        if python_version(path) == WANTED:
            return path
    here = ".".join(map(str, sys.version_info[:2]))
    raise SetupError(
        f"Python 3.11 is needed and was not found (this is {here}).\n"
        "Install it, for example with your system's packages or pyenv, and try again."
    )


def python_version(path: str | Path) -> tuple[int, ...] | None:
    """Major and minor version of an interpreter; None when it does not run."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([path, "-c", code], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(map(int, done.stdout.split()))


def ensure_environment(requirements: str) -> None:
    """Creates .venv and installs requirements/core.txt or dev.txt, unless that was done before."""
    wanted = {name: digest(name) for name in dict.fromkeys(("core", requirements))}
    if wanted.items() <= installed().items():
        return
    if python_version(VENV_PYTHON) != WANTED:
        create_environment()
    STAMP.unlink(missing_ok=True)
    say(f"Installing requirements/{requirements}.txt (the first time takes a minute) …")
    pip = (VENV_PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check")
    locked = ROOT / "requirements" / f"{requirements}.txt"
    run([*pip, "install", "--require-hashes", "--requirement", locked], "The installation failed.")
    STAMP.write_text(json.dumps(wanted))


def digest(requirements: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{requirements}.txt").read_bytes()).hexdigest()


def installed() -> dict[str, str]:
    """Digests of the requirement files that .venv was made from."""
    try:
        stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp if VENV_PYTHON.exists() else {}


def create_environment() -> None:
    python = find_python()
    check = subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True)
    if check.returncode != 0:
        install_system_packages(("python3.11-venv",), f"{python} has no venv module.")
    say("Creating .venv …")
    run([python, "-m", "venv", "--clear", VENV], "The virtual environment could not be created.")


def ensure_pdf_libraries() -> None:
    """Imports WeasyPrint for real, and installs the libraries it needs when that fails."""
    if weasyprint_error() is None:
        return
    install_system_packages(PDF_PACKAGES, "Libraries that make the PDFs are missing.")
    if error := weasyprint_error():
        raise SetupError(f"The PDF libraries are installed but do not load:\n{error}")


def ensure_translations() -> None:
    """Compiles the translated texts, where that was not done since they were changed."""
    sources = list((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    if all(is_newer(source.with_suffix(".mo"), source) for source in sources):
        return
    command: list[str | Path] = [VENV_PYTHON, ROOT / "scripts" / "messages.py", "--compile"]
    run(command, "The translated texts could not be compiled.")


def is_newer(made: Path, source: Path) -> bool:
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def weasyprint_error() -> str | None:
    command: list[str | Path] = [VENV_PYTHON, "-c", "import weasyprint"]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stderr.strip() if done.returncode else None


def install_system_packages(packages: Sequence[str], reason: str) -> None:
    """apt-get when root on a Debian-like system; otherwise says what to install."""
    apt = shutil.which("apt-get")
    if not apt:
        raise SetupError(
            f"{reason} Install what Debian calls {', '.join(packages)}"
            + (" (on macOS: brew install pango)." if packages == PDF_PACKAGES else ".")
        )
    if os.geteuid() != 0:
        raise SetupError(f"{reason} Run: sudo apt-get install -y {' '.join(packages)}")
    say(f"{reason} Installing {', '.join(packages)} …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [apt, "-qq", *command], env=environment, capture_output=True, text=True
        )
        if done.returncode:
            raise SetupError(f"apt-get {command[0]} failed:\n{done.stdout}{done.stderr}")


def run(command: Sequence[str | Path], failure: str) -> None:
    """Runs a command quietly; what it printed is shown only when it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SetupError(f"{done.stdout}{done.stderr}{failure}")


def manage(*arguments: str) -> str:
    """Runs manage.py in .venv and returns what it printed."""
    command: list[str | Path] = [VENV_PYTHON, ROOT / "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SetupError(f"{done.stdout}manage.py {arguments[0]} failed; see the lines above.")
    return done.stdout.strip()
