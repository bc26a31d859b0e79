"""Statements that PostgreSQL plans once for a connection, where planning takes longer than running."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

_prepared: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()
"""The names of the statements that each connection knows, by their text."""


def can_prepare() -> bool:
    """Whether a statement stays with its connection: not behind a pooler that shares connections."""
    is_pooled = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS", False)
    return connection.vendor == "postgresql" and not is_pooled


def fetch(sql: str, parameters: Sequence[Any], key: int) -> list[tuple[Any, ...]]:
    """The rows of a statement in which ``key`` stands wherever a parameter is below zero. One query."""
    connection.ensure_connection()
    name = _name_of(sql, parameters)
    with connection.cursor() as cursor:
        cursor.execute(f"EXECUTE {name}(%s)", [key])
        return list(cursor.fetchall())


def _name_of(sql: str, parameters: Sequence[Any]) -> str:
    from psycopg2.extensions import AsIs  # type: ignore[import-untyped]

    wrapped: Any = connection.connection
    names = _prepared.setdefault(wrapped, {})
    if sql not in names:
        name = f"portal_{len(names)}"
        given = [
            AsIs("$1") if isinstance(value, int) and value < 0 else value for value in parameters
        ]
        with wrapped.cursor() as cursor:
            cursor.execute(f"PREPARE {name}(bigint) AS {sql}", given)
        names[sql] = name
    return names[sql]
