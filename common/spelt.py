"""The lookup ``spelt``: a text that holds a word, however it is spelt. ``name__spelt="munchen"``.

PostgreSQL finds it by an index of three letters each, where ``common.migrations.IndexWords`` made one; it
is of texts without accents, so what it finds is looked at again with the pattern that SQLite uses for all.
"""

from typing import Any

from django.db.models import CharField, Lookup, TextField
from django.db.models.lookups import Regex

from common.spelling import needle_for, pattern_for

FOLDING = "portal_bare"
"""The function of PostgreSQL that takes accents and capitals away."""


@CharField.register_lookup
@TextField.register_lookup
class Spelt(Lookup):
    """Holds the word, however it is spelt."""

    lookup_name = "spelt"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """The pattern of all spellings."""
        return compiler.compile(Regex(self.lhs, pattern_for(self.rhs)))

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """That, among what an index finds."""
        found, parameters = self.as_sql(compiler, connection)
        needle = needle_for(self.rhs)
        if needle is None:
            return found, parameters
        text, more = self.process_lhs(compiler, connection)
        return f"({found} AND {FOLDING}({text}) LIKE %s)", (*parameters, *more, needle)
