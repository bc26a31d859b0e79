"""Which names the public edition hides, and every spelling they may be found under."""

import re

from reporting.engine.disclosure import Disclosure
from reporting.records import Records
from smes.models import Company

LEGAL_FORM = re.compile(
    r"[\s,]+(?:gmbh(?:\s*&\s*co\.?\s*kg)?|ag|kg|se|ug|s\.?a\.?s\.?u?|s\.?a\.?r\.?l\.?|s\.?a\.?"
    r"|s\.?l\.?u?\.?|s\.?r\.?l\.?s?|s\.?p\.?a\.?|b\.?v\.?|n\.?v\.?|a/s|aps|ab|as|oy|uab|kft|zrt"
    r"|d\.?o\.?o\.?|sp\.?\s*z\s*o\.?\s*o\.?|ltd\.?|limited|plc|inc\.?|llc)$",
    re.IGNORECASE,
)
SHORTEST_BARE_NAME = 4
"""A name without its legal form is looked for only from this length on."""


def hidden_companies(records: Records) -> set[int]:
    """Companies hidden in public: marked so, of a confidential case, or all if the partnership says so."""
    if records.partnership.hide_sme_names:
        return set(records.companies)
    hidden = {company.pk for company in records.companies.values() if company.is_confidential}
    return hidden | {case.company_id for case in records.sme_cases if case.is_confidential}


def build_disclosure(records: Records, hidden: set[int]) -> Disclosure:
    """The replacement of every spelling of every hidden company by its pseudonym."""
    pseudonyms: dict[str, str] = {}
    common = _own_words(records)
    for key in hidden:
        company = records.companies[key]
        for name in _spellings(company, records):
            pseudonyms[name] = company.pseudonym
            bare = LEGAL_FORM.sub("", name)
            if len(bare) >= SHORTEST_BARE_NAME and bare.casefold() not in common:
                pseudonyms.setdefault(bare, company.pseudonym)
    return Disclosure(pseudonyms)


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
