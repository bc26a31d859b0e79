"""Words of the form for SMEs, in the language of the page; the office reads those of smes.choices."""

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from smes.choices import CompanyCategory, Ownership
from smes.models import Objective
from smes.sme_definition import Decision

OWNERSHIP: dict[str, Promise] = {
    Ownership.AUTONOMOUS: _("No other enterprise holds 25 % or more of us, nor we of another"),
    Ownership.CONSOLIDATED: _("We have partners or a group; the figures include them"),
    Ownership.NOT_CONSOLIDATED: _("We have partners or a group; the figures are ours alone"),
    Ownership.PUBLIC: _("Public bodies hold 25 % or more of us"),
}

CATEGORIES: dict[str, Promise] = {
    CompanyCategory.MICRO: _("Micro enterprise"),
    CompanyCategory.SMALL: _("Small enterprise"),
    CompanyCategory.MEDIUM: _("Medium-sized enterprise"),
    CompanyCategory.LARGE: _("No SME under the European definition"),
    CompanyCategory.UNDECIDED: _("Cannot be decided yet"),
}

MISSING: dict[str, Promise] = {
    "headcount": _("the number of people employed"),
    "turnover": _("the turnover"),
    "balance_sheet_total": _("the balance sheet total"),
    "ownership": _("who stands behind the company"),
    "group": _("the figures with those of partner and linked enterprises"),
}
"""What the category of a company may lack."""

OBJECTIVES: dict[int, Promise] = {
    1: _("Research and development collaboration"),
    2: _("Technology transfer or joint development"),
    3: _("Distribution or commercial agreement"),
    4: _("Licensing agreement"),
    5: _("Sales agent or local representation"),
    6: _("Manufacturing or subcontracting"),
    7: _("Joint venture"),
    8: _("Establishment and regulatory access"),
    9: _("Training and exchange of staff"),
    10: _("Intellectual property advice"),
    11: _("Access to finance and investors"),
    12: _("Search for business partners"),
    13: _("Matchmaking and market information"),
}
"""The categories of objectives that an SME can have; the office may give them other labels."""


def objective_label(objective: Objective) -> str:
    """An objective in the language of the page, as long as the office has not worded it anew."""
    own = OBJECTIVES.get(objective.number)
    with override("en"):
        is_first = str(own) == objective.label
    return str(own) if is_first else objective.label


def category_in_words(decision: Decision) -> str:
    """The category of a company in a sentence; of an undecided one, what is missing for it."""
    named = str(CATEGORIES[decision.category])
    if decision.is_decided:
        return named
    missing = ", ".join(str(MISSING[name]) for name in decision.missing)
    return gettext("%(category)s: we would need to know %(missing)s.") % {
        "category": named,
        "missing": missing,
    }
