"""From a name and a country to an organisation of the directory."""

from collections.abc import Iterable
from typing import Any

from gateways.choices import OrganisationKind, Side
from gateways.models import Organisation
from partnership.models import Partnership, User
from smes.duplicates import folded_name
from smes.models import Company


def key_of(name: str, country: str) -> tuple[str, str]:
    """What two spellings of an organisation have in common, and the country."""
    return folded_name(name), country.upper()


def keys_of(organisation: Organisation) -> list[tuple[str, str]]:
    """The keys under which an organisation is found, its own name first."""
    names = [organisation.name, *organisation.other_names]
    return [key_of(name, organisation.country.code) for name in names]


def by_key(organisations: Iterable[Organisation]) -> dict[tuple[str, str], Organisation]:
    """Organisations under all their names; a name of one’s own goes before another’s other name."""
    rows = list(organisations)
    found = {key: row for row in rows for key in keys_of(row)[1:]}
    return {**found, **{keys_of(row)[0]: row for row in rows}}


def enter_organisation(
    *,
    partnership: Partnership,
    name: str,
    country: str,
    side: str,
    kind: str,
    by: User,
) -> Organisation:
    """A new organisation of the directory; a European SME becomes a company.

    Raises ``ValidationError`` for what makes no organisation, also where it is there already.
    """
    model: Any = Company if side == Side.EU_SME else Organisation
    row: Organisation = model(
        partnership=partnership,
        name=" ".join(name.split()),
        country=country,
        side=side,
        kind=kind or OrganisationKind.BUSINESS,
    )
    row.full_clean(exclude=["pseudonym_number", "organisation_ptr"])
    row._history_user = by  # type: ignore[attr-defined]
    row.save()
    return row
