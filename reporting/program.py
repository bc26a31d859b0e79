"""What of the program decides how a report looks."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

LIBRARIES = (
    "weasyprint",
    "pikepdf",
    "python-docx",
    "openpyxl",
    "markdown-it-py",
    "vl-convert-python",
    "fonttools",
)
PROGRAM_FOLDERS = (
    "reporting",
    "templates/reporting",
    "static/reporting",
    "static/fonts",
    "static/portal",
    "static/vendor/world-atlas",
    "common",
)
PROGRAM_FILES = {".py", ".html", ".css", ".svg", ".conf", ".ttf", ".json"}
"""What decides how a report looks; a change of any of it makes kept files stale."""


@cache
def program_version() -> str:
    """Of everything in the program that decides how a report looks."""
    base = Path(settings.BASE_DIR)
    digest = hashlib.sha256(" ".join(map(version, LIBRARIES)).encode())
    for folder in PROGRAM_FOLDERS:
        for path in sorted((base / folder).rglob("*.*")):
            if path.suffix in PROGRAM_FILES and "migrations" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()
