"""Organisations that were probably entered twice."""

from collections.abc import Iterable, Iterator

from gateways.models import Organisation
from reporting.confidentiality import without_legal_form
from reporting.engine.cells import Finding
from reporting.engine.findings import Code, Severity, check
from reporting.scope import Scope
from reporting.tables.sme_cases import alphabetical

POSSIBLE_DUPLICATE = Code(
    "possible-duplicate",
    Severity.WARNING,
    "Organisation entered twice",
    "Move what belongs to one of them to the other and delete it. Where they are two, accept the "
    "finding and say what tells them apart.",
)
UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that Unicode does not see as a letter with an accent."""


def comparable(name: str) -> str:
    """A name without case, accents, punctuation and legal form; two spellings of one name are equal."""
    plain = alphabetical(without_legal_form(name)).translate(UNDECOMPOSED)
    bare = without_legal_form(plain)
    return "".join(filter(str.isalnum, bare))


@check(POSSIBLE_DUPLICATE)
def find_duplicate_organisations(scope: Scope) -> Iterable[Finding]:
    """A finding for each organisation that has the name of an earlier one of its country.

    Another spelling that is the name of a second organisation counts as well. Takes time in
    proportion to the number of organisations.
    """
    for first, second, spelling in _pairs(scope.records.organisations.values()):
        also = f", which is also called {spelling}," if spelling else ""
        model, pk = _page(first, scope)
        yield POSSIBLE_DUPLICATE.finding(
            f"{scope.organisation_label(first)}{also} and {scope.organisation_label(second)} "
            "look like one organisation.",
            "Organisations",
            model=model,
            pk=pk,
            others=(_page(second, scope),),
        )


def _pairs(
    organisations: Iterable[Organisation],
) -> Iterator[tuple[Organisation, Organisation, str]]:
    """Pairs, the earlier record first; with another spelling, the record that has it first."""
    ordered = sorted(organisations, key=lambda organisation: organisation.pk)
    named: dict[tuple[str, str], Organisation] = {}
    seen = set()
    for organisation in ordered:
        key = (organisation.country.code, comparable(organisation.name))
        if not key[1]:
            continue
        first = named.setdefault(key, organisation)
        if first is not organisation:
            seen.add(frozenset((first.pk, organisation.pk)))
            yield first, organisation, ""
    for organisation in ordered:
        for spelling in organisation.other_names:
            namesake = named.get((organisation.country.code, comparable(spelling)))
            if namesake is None or namesake is organisation:
                continue
            pair = frozenset((namesake.pk, organisation.pk))
            if pair not in seen:
                seen.add(pair)
                yield organisation, namesake, spelling


def _page(organisation: Organisation, scope: Scope) -> tuple[str, int]:
    """The record whose page mends it: companies have pages of their own."""
    is_company = organisation.pk in scope.records.companies
    return ("smes.company" if is_company else "gateways.organisation", organisation.pk)
