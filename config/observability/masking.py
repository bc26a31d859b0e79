"""What must not leave the portal in a log or an error report: addresses of people and private links.

Knows nothing of Django's settings, so that logging can be set up before them.
"""

import re
from collections.abc import Mapping
from typing import Any

MASK = "…"

EMAIL = re.compile(r"[\w.+'’%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
"""An e-mail address, written plainly or as part of an address."""

LINK = re.compile(r"[\w.-]+~[\w-]+~[\w-]+|[\w.-]+:[\w-]{5,}:[\w-]{20,}")
"""What django.core.signing makes, with the portal's separator or with Django's."""

RESET = re.compile(r"\b[0-9A-Za-z]+-[0-9a-z]{5,7}-[0-9a-f]{32,64}\b")
"""The key of a new password."""

QUERY = re.compile(r"(?<=[\w/])\?[^\s\"'<>]*=[^\s\"'<>]*")
"""What follows an address; people search for names."""

DETAIL = re.compile(r"^(DETAIL|CONTEXT|HINT): .*$|\b(Key) \([^\n]*?\)=\([^\n]*?\)", re.MULTILINE)
"""What PostgreSQL adds to an error: the values of a row."""

PLAIN = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}")
"""A part of an address that was thought up by the portal: a word, a number."""

KEPT = frozenset(
    {
        *("app_label", "content_type_id", "model", "name", "number", "object_id", "page", "pk"),
        *("action", "code", "listed", "position", "sha256", "slug", "step", "uuid"),
        *("document", "edition", "file_format"),
    }
)
"""Parts of addresses that are no secret; ``key`` of a report is, in other addresses, a password's."""


def scrub(text: str) -> str:
    """A text without e-mail addresses, private links, queries and values of database rows."""
    for pattern in (DETAIL, QUERY, LINK, RESET, EMAIL):
        text = pattern.sub(MASK, text)
    return text


def masked_path(path: str, arguments: Mapping[str, Any] | None = None) -> str:
    """The path of an address without what is secret in it, and without its query.

    ``arguments`` are what the address was understood as, where it leads somewhere: all that is not
    known to be public is masked. Of an address that leads nowhere only plain words are kept.
    """
    path = path.partition("?")[0]
    for name, value in (arguments or {}).items():
        if name not in KEPT and isinstance(value, str) and len(value) > 1:
            path = path.replace(value, MASK)
    return "/".join(
        part if not part or PLAIN.fullmatch(part) else MASK for part in path.split("/")
    )[:300]


def scrubbed(value: Any) -> Any:
    """The same of whatever a log line holds, however deep."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, Mapping):
        return {name: scrubbed(part) for name, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [scrubbed(part) for part in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return scrub(str(value))
