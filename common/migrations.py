"""Operations for migrations."""

import logging
from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ProjectState

from common.spelling import sql_folding
from common.spelt import FOLDING

logger = logging.getLogger(__name__)


class CreateModels(Operation):
    """Several new tables as one operation.

    After each operation Django builds the classes of all models again that have to do with it, which
    takes longer than the tables. Here that is done once for all of them.
    """

    reduces_to_sql = True

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models; their classes are built when they are asked for."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the tables, in their order."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the tables, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name: str, app_label: str) -> bool:
        """Whether one of the models has to do with another one."""
        return any(operation.references_model(name, app_label) for operation in self.operations)

    def describe(self) -> str:
        """What is told of it."""
        return "Create models " + ", ".join(operation.name for operation in self.operations)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Its class and arguments."""
        return self.__class__.__name__, (self.operations,), {}


class FoldWords(Operation):
    """PostgreSQL learns to take accents away, and to find texts by three letters if it may.

    Whoever owns the database may add ``pg_trgm``; if not, searches read whole tables, as before.
    """

    reversible = True
    reduces_to_sql = False

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing that models know of."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        """Make the function and the extension."""
        connection = schema_editor.connection
        if connection.vendor != "postgresql":
            return
        letters, plain = sql_folding()
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {FOLDING}(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE "
            """AS $$ SELECT CASE WHEN octet_length($1) = length($1) THEN lower($1 COLLATE "C") """
            f"ELSE translate(normalize($1, NFKD), '{letters}', '{plain}') END $$"
        )
        try:
            with transaction.atomic(using=connection.alias):
                schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError as error:
            logger.warning("Searches stay slow, see docs/operations.md: %s", error)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        """Drop the function; others may use the extension."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {FOLDING}(text)")

    def describe(self) -> str:
        """What is told of it."""
        return "Find words by three letters"


class IndexWords(Operation):
    """Indexes, on PostgreSQL with ``pg_trgm``, for the lookup ``spelt`` of some columns.

    Made again without harm, once the extension is there: ``manage.py index_words``.
    """

    reversible = True
    reduces_to_sql = False

    def __init__(self, **columns: Sequence[str]) -> None:
        self.columns = columns

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Its class and arguments."""
        return self.__class__.__name__, (), self.columns

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing that models know of: SQLite has no such indexes."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        """Make those that are missing, if the extension is there."""
        if not finds_three_letters(schema_editor.connection):
            return
        for name, table, column in self._indexes(app_label):
            schema_editor.execute(
                f"CREATE INDEX IF NOT EXISTS {name} ON {table} "
                f"USING gin ({FOLDING}({column}) gin_trgm_ops)"
            )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        """Drop them."""
        if schema_editor.connection.vendor == "postgresql":
            for name, _, _ in self._indexes(app_label):
                schema_editor.execute(f"DROP INDEX IF EXISTS {name}")

    def _indexes(self, app_label: str) -> list[tuple[str, str, str]]:
        return [
            (f"words_{model}_{column}", f"{app_label}_{model}", column)
            for model, columns in self.columns.items()
            for column in columns
        ]

    def describe(self) -> str:
        """What is told of it."""
        return "Index the words of " + ", ".join(self.columns)


def finds_three_letters(connection: Any) -> bool:
    """Whether the database has the extension that the indexes need; one query."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None
