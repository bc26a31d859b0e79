"""Columns that several sheets have."""

import re
from typing import Any

from exchange.columns import Column, OwnColumn
from exchange.drafts import Draft
from exchange.faults import Wrong
from exchange.kinds.references import Market
from exchange.kinds.values import Choice, LongText, Text, Whole, YesNo
from exchange.store import Store
from partnership.choices import Confidentiality
from partnership.models.partnerships import ALL_MARKETS

STAND_IN = re.compile(r"\(no\. (\d+)\)")
"""Stands for the reference of a record that has none."""


def order(part: str = "", header: str = "order") -> Column:
    """The position in lists and tables."""
    return Column(header, Whole(), "position", "Lowest first.", part)


def in_languages(name: str, note: str) -> tuple[Column, ...]:
    """A text of the public site, in each of its languages."""
    return (
        Column(name, LongText(), name, note),
        Column(f"{name}_fr", LongText(), f"{name}_fr", "The same in French."),
        Column(f"{name}_de", LongText(), f"{name}_de", "The same in German."),
    )


# References ----------------------------------------------------------------------------------


def reference(note: str) -> OwnColumn:
    """The partnership's own reference of a record, by which other sheets and later imports know it."""
    return OwnColumn(
        "ref",
        Text(),
        "reference",
        note,
        is_required=True,
        taking=_take_reference,
        putting=_put_reference,
    )


def _take_reference(draft: Draft, store: Store) -> str:
    return store.name_of(type(draft.record), draft.record)


def _put_reference(draft: Draft, value: str, store: Store) -> None:
    stand_in = STAND_IN.fullmatch(value)
    if stand_in:
        draft.record.stands_for = int(stand_in[1])
        return
    draft.record.reference = value
    draft.touch("reference")


# Markets -------------------------------------------------------------------------------------


def market_or_all(note: str, *, is_required: bool = False) -> OwnColumn:
    """A market, or the row of all markets."""
    return OwnColumn(
        "market",
        Market(or_all=True),
        "market",
        note,
        is_required=is_required,
        taking=_take_market,
        putting=_put_market,
        told=("market", "is_for_all_markets"),
    )


def _take_market(draft: Draft, store: Store) -> Any:
    return ALL_MARKETS if draft.record.is_for_all_markets else draft.record.market


def _put_market(draft: Draft, value: Any, store: Store) -> None:
    is_all = value == ALL_MARKETS
    draft.record.market = None if is_all else value
    draft.record.is_for_all_markets = is_all
    draft.touch("market", "is_for_all_markets")


# Confidentiality -----------------------------------------------------------------------------


def confidential() -> OwnColumn:
    """Whether documents hide a record from anybody."""
    return OwnColumn(
        "confidential",
        YesNo(),
        "confidentiality",
        "Yes: the public edition of documents shows a pseudonym.",
        taking=lambda draft, store: draft.record.is_confidential,
        putting=_put_confidential,
    )


def _put_confidential(draft: Draft, value: bool, store: Store) -> None:
    draft.record.is_confidential = value
    draft.touch("confidentiality")


def confidentiality() -> Column:
    """From whom it is hidden."""
    return Column(
        "confidentiality",
        Choice(Confidentiality),
        "confidentiality",
        "From whom it is hidden. Empty: what “confidential” says.",
    )


def arrange_confidentiality(values: dict[str, Any]) -> None:
    """One of the two columns is enough; both must say the same."""
    level, is_hidden = values.get("confidentiality"), values.get("confidential")
    if level is None:
        values.pop("confidentiality", None)
        return
    if is_hidden is not None and is_hidden is (level == Confidentiality.OPEN):
        raise Wrong(
            f"“confidential” says {'yes' if is_hidden else 'no'}, “confidentiality” says {level}. Change one of them.",
            "confidentiality",
        )
    values.pop("confidential", None)
