"""Secrets from the environment, or from files that an orchestrator puts there."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def secret(name: str, default: str = "") -> str:
    """What the variable says, or the content of the file that ``<name>_FILE`` names.

    Line ends around the content do not count. Raises ``ImproperlyConfigured`` when both are set, and
    when the file cannot be read or is empty.
    """
    text: str = env.str(name, default="")
    path: str = env.str(f"{name}_FILE", default="")
    if not path:
        return text or default
    if text:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both.")
    try:
        content = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name}_FILE ({path}) cannot be read: {error}") from error
    if not content:
        raise ImproperlyConfigured(f"{name}_FILE ({path}) is empty.")
    return content
