"""Which names the public edition hides, and every spelling they may be found under."""

import re
from collections.abc import Collection

from gateways.choices import Side
from gateways.models import Organisation
from reporting.engine.disclosure import Disclosure
from reporting.records import Records
from smes.models import Company

_FORMS = (
    "ab ad ae ag aps as asa bt bv bvba coltd corp corporation dd doo eood eurl ev gesmbh ggmbh gmbh "
    "gmbhcokg gmbhcokgaa inc incorporated is jdoo kft kg kgaa lda limited llc llp ltd mb mbh nv nyrt "
    "ohg ood oü oy oyj plc sa sarl sas sasu sca scrl se sia sl slu spa spolsro sprl spzoo sro srl srls "
    "uab ug unipessoallda zrt αε επε ικε"
)
LEGAL_FORMS = frozenset(_FORMS.split())
"""Legal forms by their letters alone, as they stand after a name."""

LEGAL_FORMS_BEFORE = frozenset({"uab", "mb", "sia", "oü", "ab", "sas", "sarl"})
"""Those that also stand before it."""

QUOTES = "\"'„“”«»‚‘’,"

HIDDEN_PARTNER = "confidential partner"
"""Stands for the partner of a confidential case."""

SHORTEST_BARE_NAME = 3
"""A name without its legal form is looked for only from this length on."""


def hidden_companies(records: Records) -> set[int]:
    """Companies hidden in public: marked so, of a confidential case, or all if the partnership says so."""
    if records.partnership.hide_sme_names:
        return set(records.companies)
    hidden = {company.pk for company in records.companies.values() if company.is_confidential}
    return hidden | {case.company_id for case in records.sme_cases if case.is_confidential}


def is_nameless_sme(organisation: Organisation, records: Records) -> bool:
    """Whether a European SME that is entered as an organisation only has no name in public."""
    return (
        records.partnership.hide_sme_names
        and organisation.side == Side.EU_SME
        and organisation.pk not in records.companies
    )


def _nameless_smes(records: Records) -> list[Organisation]:
    if not records.partnership.hide_sme_names:
        return []
    return [row for row in records.organisations.values() if is_nameless_sme(row, records)]


def nameless_label(organisation: Organisation) -> str:
    """What stands for an SME that has no pseudonym of its own."""
    return f"European SME, {organisation.country.code}"


def hidden_partners(records: Records) -> set[int]:
    """Organisations of which nothing but confidential cases tells."""
    hidden: set[int] = set()
    told: set[int] = set()
    for sme_case in records.sme_cases:
        (hidden if sme_case.is_confidential else told).update(
            {sme_case.partner_id} if sme_case.partner_id else ()
        )
    for case in records.cluster_cases:
        (hidden if case.is_confidential else told).update(
            partner.organisation_id for partner in case.case_partners.all()
        )
    if not hidden:
        return hidden
    told |= {row.organisation_id for row in records.participations}
    told |= {key for row in records.meetings for key in (row.party_a_id, row.party_b_id)}
    told |= {party.organisation_id for row in records.agreements for party in row.parties.all()}
    return hidden - told


def build_partner_disclosure(records: Records) -> Disclosure:
    """The replacement of the partners of confidential cases that are named nowhere else."""
    common = _own_words(records)
    names = {
        name
        for key in hidden_partners(records)
        for name in organisation_spellings(records.organisations[key], common)
    }
    return Disclosure(dict.fromkeys(names, HIDDEN_PARTNER))


def organisation_spellings(organisation: Organisation, common: Collection[str] = ()) -> set[str]:
    """Every known spelling of an organisation's name, with and without its legal form."""
    names = {organisation.name, *organisation.other_names}
    return names | {bare for name in names for bare in bare_names(name, common)}


def build_disclosure(records: Records, hidden: set[int]) -> Disclosure:
    """The replacement of every spelling of every hidden company by its pseudonym."""
    pseudonyms: dict[str, str] = {}
    common = _own_words(records)
    for organisation in _nameless_smes(records):
        for name in organisation_spellings(organisation, common):
            pseudonyms[name] = nameless_label(organisation)
    for key in hidden:
        company = records.companies[key]
        for name in _spellings(company, records):
            pseudonyms[name] = company.pseudonym
            for bare in bare_names(name, common):
                pseudonyms.setdefault(bare, company.pseudonym)
    return Disclosure(pseudonyms)


def bare_names(name: str, common: Collection[str] = ()) -> set[str]:
    """The name without its legal form, before or after it, and without quotation marks.

    Leaves out what is too short to be looked for, and ``common`` words.
    """
    words = name.split()
    found = [words, words[1:]] if _letters(words[:1]) in LEGAL_FORMS_BEFORE else [words]
    bare = {" ".join(_without_form(some)).strip(QUOTES) for some in found}
    return {
        some
        for some in bare - {name}
        if len(some) >= SHORTEST_BARE_NAME and some.casefold() not in common
    }


def without_legal_form(name: str) -> str:
    """The name without a legal form after it."""
    return " ".join(_without_form(name.split()))


def _without_form(words: list[str]) -> list[str]:
    for start in range(1, len(words)):
        if _letters(words[start:]) in LEGAL_FORMS:
            return words[:start]
    return words


def _letters(words: list[str]) -> str:
    return re.sub(r"[\W_]", "", "".join(words)).casefold()


def _spellings(company: Company, records: Records) -> set[str]:
    own = {company.name, *company.other_names}
    for case in records.sme_cases:
        if case.company_id == company.pk:
            own |= {case.company_as, case.detail_company_as}
    return {name for name in own if name.strip()}


def _own_words(records: Records) -> set[str]:
    """Words the partnership uses of itself: a company called “Photonics UAB” must not blank them."""
    partnership = records.partnership
    texts = [partnership.name, partnership.acronym, *partnership.themes]
    texts += [member.cluster.short_name for member in records.memberships]
    return {word.casefold() for text in texts for word in [text, *re.findall(r"\w+", text)]}
