"""Records that are the entries of a list in a cell: parties of an agreement, partners of a case."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from exchange.drafts import Draft, ident
from exchange.store import Store


@dataclass(frozen=True)
class Members:
    """A model between a whole and organisations, in the order of their positions."""

    model: type[models.Model]
    whole: str

    def of(self, whole: Any, store: Store) -> list[Draft]:
        """The members of a whole, in their order."""
        found = store.parts_of(self.model, self.whole, whole)
        return sorted(found, key=lambda draft: (draft.record.position, draft.record.pk or 0))

    def take(self, draft: Draft, store: Store) -> list[Any]:
        """Their organisations."""
        return [member.record.organisation for member in self.of(draft.record, store)]

    def put(self, draft: Draft, organisations: list[Any], store: Store) -> None:
        """Make these the members, in this order; who is not among them is dropped."""
        present = {
            ident(member.record.organisation): member for member in self.of(draft.record, store)
        }
        wanted = {ident(organisation) for organisation in organisations}
        for key, member in present.items():
            member.is_dropped = key not in wanted
        for position, organisation in enumerate(organisations, 1):
            member = present.get(ident(organisation)) or self._add(draft, organisation, store)
            if member.record.position != position:
                member.record.position = position
                member.touch("position")

    def _add(self, draft: Draft, organisation: Any, store: Store) -> Draft:
        record = self.model(**{self.whole: draft.record, "organisation": organisation})
        return store.claim(record, place=draft.place)
