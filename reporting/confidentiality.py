"""What each edition hides, and every spelling that a hidden name may be found under."""

import re
from collections.abc import Collection

from gateways.choices import Side
from gateways.models import Organisation
from partnership.choices import Confidentiality
from reporting.engine.disclosure import Disclosure
from reporting.engine.editions import Edition
from reporting.records import Records
from smes.models import SMECase

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


HIDDEN_LEVELS = {
    Edition.PUBLIC: frozenset(
        {Confidentiality.HIDDEN_FROM_PUBLIC, Confidentiality.HIDDEN_FROM_PARTNERS}
    ),
    Edition.CONSORTIUM: frozenset({Confidentiality.HIDDEN_FROM_PARTNERS}),
    Edition.AGENCY: frozenset(),
}
"""The levels of confidentiality that each edition hides."""


def hides(edition: Edition, level: str) -> bool:
    """Whether an edition hides what has this level of confidentiality."""
    return Confidentiality(level) in HIDDEN_LEVELS[edition]


def hides_all_smes(edition: Edition, records: Records) -> bool:
    """Whether an edition names no SME at all, as a partnership may wish of the public one."""
    return edition is Edition.PUBLIC and records.partnership.hide_sme_names


def tells_work_of_office(edition: Edition) -> bool:
    """Whether an edition tells of findings that are for the office, and who accepted which."""
    return edition is Edition.AGENCY


def hidden_companies(records: Records, edition: Edition) -> set[int]:
    """Companies that an edition hides: by their own level, by that of one of their cases, or all.

    A support case is such a case, too.
    """
    if hides_all_smes(edition, records):
        return set(records.companies)
    hidden = {
        company.pk
        for company in records.companies.values()
        if hides(edition, company.confidentiality) or hides(edition, company.support_level)  # type: ignore[attr-defined]
    }
    cases = records.sme_cases
    return hidden | {case.company_id for case in cases if hides(edition, case.confidentiality)}


def is_nameless_sme(organisation: Organisation, records: Records, edition: Edition) -> bool:
    """Whether a European SME that is entered as an organisation only has no name in an edition."""
    return (
        hides_all_smes(edition, records)
        and organisation.side == Side.EU_SME
        and organisation.pk not in records.companies
    )


def _nameless_smes(records: Records, edition: Edition) -> list[Organisation]:
    if not hides_all_smes(edition, records):
        return []
    return [row for row in records.organisations.values() if is_nameless_sme(row, records, edition)]


def nameless_label(organisation: Organisation) -> str:
    """What stands for an SME that has no pseudonym of its own."""
    return f"European SME, {organisation.country.code}"


def partners_of(case: SMECase, records: Records) -> set[int]:
    """The partners of a case in the directory; of one that came of support, those of its outcomes too."""
    partners = {case.partner_id} if case.partner_id else set()
    if case.support_case_id is None:
        return partners
    named = records.partners_of_outcomes.get(case.support_case_id, [])
    return partners | {partner for partner, _ in named if partner}


def hidden_partners(records: Records, edition: Edition) -> set[int]:
    """Organisations of which nothing but cases that an edition hides tells."""
    hidden: set[int] = set()
    told: set[int] = set()
    for sme_case in records.sme_cases:
        (hidden if hides(edition, sme_case.confidentiality) else told).update(
            partners_of(sme_case, records)
        )
    for case in records.cluster_cases:
        (hidden if hides(edition, case.confidentiality) else told).update(
            partner.organisation_id for partner in case.case_partners.all()
        )
    if not hidden:
        return hidden
    told |= {row.organisation_id for row in records.participations}
    told |= {key for row in records.meetings for key in (row.party_a_id, row.party_b_id)}
    told |= {party.organisation_id for row in records.agreements for party in row.parties.all()}
    return hidden - told


def build_partner_disclosure(records: Records, edition: Edition) -> Disclosure:
    """The replacement of the partners of hidden cases that are named nowhere else."""
    common = _own_words(records)
    names = {
        name
        for key in hidden_partners(records, edition)
        for name in organisation_spellings(records.organisations[key], common)
    }
    return Disclosure(dict.fromkeys(names, HIDDEN_PARTNER))


def organisation_spellings(organisation: Organisation, common: Collection[str] = ()) -> set[str]:
    """Every known spelling of an organisation's name, with and without its legal form."""
    names = {organisation.name, *organisation.other_names}
    return names | {bare for name in names for bare in bare_names(name, common)}


def build_disclosure(records: Records, hidden: set[int], edition: Edition) -> Disclosure:
    """The replacement of every spelling of every hidden company by its pseudonym."""
    pseudonyms: dict[str, str] = {}
    nameless = _nameless_smes(records, edition)
    common = _own_words(records) if hidden or nameless else set()
    for organisation in nameless:
        for name in organisation_spellings(organisation, common):
            pseudonyms[name] = nameless_label(organisation)
    spellings = _spellings(records, hidden)
    for key in hidden:
        pseudonym = records.companies[key].pseudonym
        for name in spellings[key]:
            pseudonyms[name] = pseudonym
            for bare in bare_names(name, common):
                pseudonyms.setdefault(bare, pseudonym)
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


def _spellings(records: Records, hidden: set[int]) -> dict[int, set[str]]:
    """Every spelling of each hidden company, in its own record and in cases."""
    found = {
        key: {company.name, *company.other_names}
        for key, company in records.companies.items()
        if key in hidden
    }
    for case in records.sme_cases:
        if case.company_id in found:
            found[case.company_id] |= {case.company_as, case.detail_company_as}
    return {key: {name for name in names if name.strip()} for key, names in found.items()}


def _own_words(records: Records) -> set[str]:
    """Words the partnership uses of itself: a company called “Photonics UAB” must not blank them."""
    partnership = records.partnership
    texts = [partnership.name, partnership.acronym, *partnership.themes]
    texts += [member.cluster.short_name for member in records.memberships]
    return {word.casefold() for text in texts for word in [text, *re.findall(r"\w+", text)]}
