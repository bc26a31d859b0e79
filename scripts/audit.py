"""Audits the libraries: `make audit`.

First what can be told without the network: every library is locked to one version and its hashes, nothing
is installed that is not locked, and every licence lets the portal be given away. Then known holes, which
have to be looked up: where that is not possible nothing is known, and it says so.

Ends with 0 when all is well, 1 when something is wrong, and 2 when the holes could not be looked up.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
LISTS = ("core", "errors", "s3", "all", "load", "dev")
WRONG, NOT_AUDITED = 1, 2

OWN_TOOLS = {"pip", "setuptools", "wheel"}
"""Come with every environment."""

FREE = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Zlib|HPND|CC0|Unlicense"
    r"|Public Domain|GNU (Library or )?Lesser)\b"
)
"""Licences under which a library may be used by whatever is given away under whichever licence."""
TOLD_ELSEWHERE = {
    "pyrage": "MIT OR Apache-2.0, in the files of its repository",
}
"""Licences of packages whose metadata names none."""

LOOK_UP = (
    *("tool", "run", "--quiet", "pip-audit", "--format", "json", "--progress-spinner", "off"),
    *("--require-hashes", "--disable-pip", "--requirement"),
)


@dataclass(frozen=True)
class Locked:
    """A line of a list of requirements."""

    name: str
    version: str
    hashes: int


def read_locked(text: str) -> Iterator[Locked]:
    """What a list holds; of a line that pins no version, the version is empty."""
    for line in text.replace("\\\n", " ").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        requirement = Requirement(line.partition(" --hash")[0])
        pins = [pin for pin in requirement.specifier if pin.operator == "=="]
        version = pins[0].version if len(requirement.specifier) == len(pins) == 1 else ""
        hashes = len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", line))
        yield Locked(canonicalize_name(requirement.name), version, hashes)


def faults_of_lists(lists: dict[str, list[Locked]], wanted: set[str]) -> Iterator[str]:
    """What is wrong with the lists; ``wanted`` is what pyproject.toml asks for by name."""
    versions: dict[str, set[str]] = {}
    for name, rows in lists.items():
        for row in rows:
            versions.setdefault(row.name, set()).add(row.version)
            if not row.version or "*" in row.version:
                yield f"requirements/{name}.txt: {row.name} is not locked to one version."
            if not row.hashes:
                yield f"requirements/{name}.txt: {row.name} has no hash."
    for name, found in versions.items():
        if len(found) > 1:
            yield f"{name} has several versions: {', '.join(sorted(found))}."
    for name in sorted(wanted - set(versions)):
        yield f"{name} stands in pyproject.toml and in no list. Run: make lock"


def faults_of_installed(installed: dict[str, str], locked: dict[str, str]) -> Iterator[str]:
    """What is installed and not locked, or in another version."""
    for name, version in sorted(installed.items()):
        if name not in locked:
            if name not in OWN_TOOLS:
                yield f"{name} {version} is installed and in no list."
        elif version != locked[name]:
            yield f"{name} is installed as {version} and locked as {locked[name]}."


def licence_of(package: Distribution) -> str:
    """What a package says of its licence, in all places where packages say it."""
    data = package.metadata
    told = [*(data.get_all("License-Expression") or []), *(data.get_all("License") or [])]
    told += [line for line in data.get_all("Classifier") or [] if line.startswith("License")]
    return "; ".join(text.strip().splitlines()[0] for text in told if text.strip())


def faults_of_licences(licences: dict[str, str]) -> Iterator[str]:
    """Packages that may not be used, or of which that is not known."""
    for name, told in sorted(licences.items()):
        if not FREE.search(told or TOLD_ELSEWHERE.get(name, "")):
            yield f"{name} has a licence that nobody has looked at: {told or 'none named'}."


def holes_in(answer: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The holes that pip-audit tells of, and the packages of which it could find out nothing."""
    holes, unknown = [], []
    for package in answer["dependencies"]:
        if "skip_reason" in package:
            unknown.append(package["name"])
        for hole in package.get("vulns", []):
            mend = ", ".join(hole.get("fix_versions", [])) or "no version yet"
            holes.append(
                f"{package['name']} {package['version']}: {hole['id']} (mended in {mend})."
            )
    return holes, unknown


def look_up(path: Path) -> tuple[list[str], str]:
    """Known holes of what a list holds, and why they may be more; nothing where all is known."""
    uv = ROOT / ".venv" / "bin" / "uv"
    done = subprocess.run([uv, *LOOK_UP, path], capture_output=True, text=True, check=False)
    try:
        holes, unknown = holes_in(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError):
        last = done.stderr.strip().splitlines()[-1:] or ["no answer"]
        return [], last[0][:200]
    if unknown:
        return holes, f"nothing is told of {len(unknown)} packages, such as {unknown[0]}"
    return holes, ""


def _asked_for() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    groups = project["dependency-groups"].values()
    lines = [*project["project"]["dependencies"], *(line for rows in extras for line in rows)]
    lines += [line for rows in groups for line in rows]
    return {canonicalize_name(Requirement(line).name) for line in lines}


def offline() -> list[str]:
    """Everything that is wrong and can be told without the network."""
    lists = {
        name: list(read_locked((REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")))
        for name in LISTS
    }
    locked = {row.name: row.version for rows in lists.values() for row in rows}
    packages = {canonicalize_name(package.metadata["Name"]): package for package in distributions()}
    shipped = {row.name for row in lists["all"]}
    return [
        *faults_of_lists(lists, _asked_for()),
        *faults_of_installed({name: one.version for name, one in packages.items()}, locked),
        *faults_of_licences(
            {name: licence_of(one) for name, one in packages.items() if name in shipped}
        ),
    ]


def main() -> int:
    """Audit, and tell."""
    faults = offline()
    print(f"Locks, packages and licences: {len(faults) or 'no'} faults.")
    holes, why = look_up(REQUIREMENTS / "dev.txt")
    for line in [*faults, *holes]:
        print(f"  {line}", file=sys.stderr)
    if why:
        print(f"!! NOT AUDITED for known holes: {why}.", file=sys.stderr)
        print("!! Run make audit where the advisories of PyPI can be reached.", file=sys.stderr)
    else:
        print(f"Known holes: {len(holes) or 'none'}.")
    if faults or holes:
        return WRONG
    return NOT_AUDITED if why else 0


if __name__ == "__main__":
    sys.exit(main())
