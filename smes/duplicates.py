"""Companies that an expression of interest may be of, and other expressions of the same one.

Looked for within the partnership only, and shown to its office only: the SME learns nothing of others.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Q

from common.spelling import bare, pattern_for
from gateways.models import Contact
from smes.choices import ExpressionState
from smes.models import Company, Expression

FREE_MAILERS = {
    "aol.com", "free.fr", "gmail.com", "gmx.at", "gmx.ch", "gmx.de", "gmx.net", "googlemail.com",
    "hotmail.com", "hotmail.de", "hotmail.fr", "icloud.com", "laposte.net", "libero.it", "live.com",
    "mail.com", "mail.ru", "me.com", "msn.com", "o2.pl", "orange.fr", "outlook.com", "outlook.de",
    "outlook.fr", "posteo.de", "proton.me", "protonmail.com", "seznam.cz", "sfr.fr", "t-online.de",
    "tiscali.it", "virgilio.it", "wanadoo.fr", "web.de", "wp.pl", "yahoo.com", "yahoo.de", "yahoo.fr",
    "ymail.com",
}  # fmt: skip
"""Hosts whose addresses tell nothing of a company."""

LEGAL_FORMS = {
    "ab", "ag", "aps", "as", "bv", "co", "doo", "eood", "gmbh", "inc", "kft", "kg", "lda", "ltd", "mbh",
    "nv", "ood", "oy", "oyj", "sa", "sarl", "sas", "sasu", "se", "sl", "slu", "spa", "spzoo", "srl",
    "sro", "ug",
}  # fmt: skip
"""Words at the end of a name that tell no two companies apart."""


@dataclass(frozen=True)
class Match:
    """A company of the directory that may be the one, and why."""

    company: Company
    reasons: tuple[str, ...]


def matches_of(expression: Expression) -> list[Match]:
    """Companies of the partnership that an expression may be of, those with most reasons first.

    Two queries, whatever the number of companies.
    """
    rows = Company.objects.filter(partnership=expression.partnership_id)
    condition = _worth_a_look(expression)
    if condition is None:
        return []
    found = list(rows.filter(condition).distinct().order_by("name", "pk"))
    domains = _domains_of(found)
    matches = [
        Match(company, tuple(_reasons(expression, company, domains.get(company.pk, set()))))
        for company in found
    ]
    return sorted(
        (match for match in matches if match.reasons), key=lambda match: -len(match.reasons)
    )


def other_expressions(expression: Expression) -> list[Expression]:
    """Other expressions that were sent and go on, of the same company as far as one can tell. One query."""
    rows = Expression.objects.sent().filter(partnership=expression.partnership_id)
    rows = rows.exclude(pk=expression.pk).exclude(state__in=ExpressionState.ended())
    same = Q(email__iexact=expression.email) if expression.email else Q(pk=None)
    if expression.company_id:
        same |= Q(company=expression.company_id)
    if word := _longest_word(expression.company_name):
        same |= Q(country=expression.country, company_name__iregex=pattern_for(word))
    if expression.registration_number:
        same |= Q(registration_number__iexact=expression.registration_number)
    return [row for row in rows.filter(same).order_by("pk") if _is_same(expression, row)]


def folded_name(name: str) -> str:
    """A name as it is compared: without accents, signs and legal forms."""
    words = re.sub(r"[^\w]+", " ", bare(name).replace(".", "").replace("&", " ")).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def host_of(address: str) -> str:
    """The host of a website, without ``www.``."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def company_domain(email: str) -> str:
    """The domain of an e-mail address, or nothing for one that everybody can have."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in FREE_MAILERS else domain


def _number(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def _longest_word(name: str) -> str:
    return max(folded_name(name).split(), key=len, default="")


def _worth_a_look(expression: Expression) -> Q | None:
    """Which companies are compared at all: a wide net, of which the reasons keep few."""
    conditions = []
    if number := _number(expression.registration_number):
        # Typed with or without spaces and points: the end of it is enough for a look.
        pattern = r"[^0-9A-Za-z]*".join(re.escape(sign) for sign in number)
        conditions.append(Q(registration_number__iregex=pattern))
    for host in {host_of(expression.website), company_domain(expression.email)} - {""}:
        conditions.append(Q(website__icontains=host))
        conditions.append(Q(contacts__email__iendswith=f"@{host}"))
    if word := _longest_word(expression.company_name):
        spelt = Q(name__iregex=pattern_for(word)) | Q(other_names__iregex=pattern_for(word))
        conditions.append(Q(country=expression.country) & spelt)
    if not conditions:
        return None
    wide = conditions[0]
    for condition in conditions[1:]:
        wide |= condition
    return wide


def _domains_of(companies: Iterable[Company]) -> dict[int, set[str]]:
    """The domains at which people of the companies have their mailboxes, by company. One query."""
    found: dict[int, set[str]] = {}
    rows = Contact.objects.filter(organisation__in=[company.pk for company in companies])
    for organisation, email in rows.values_list("organisation", "email"):
        found.setdefault(organisation, set()).add(company_domain(email))
    return found


def _reasons(expression: Expression, company: Company, domains: set[str]) -> Iterator[str]:
    number = _number(expression.registration_number)
    if number and number == _number(company.registration_number):
        yield "same register number"
    host, known = host_of(expression.website), host_of(company.website)
    if host and host == known:
        yield "same website"
    domain = company_domain(expression.email)
    if domain and (domain == known or domain in domains):
        yield "e-mail address of the company"
    names = {folded_name(name) for name in (company.name, *company.other_names)}
    if expression.country == company.country and folded_name(expression.company_name) in names - {
        ""
    }:
        yield "same name and country"


def _is_same(one: Expression, other: Expression) -> bool:
    if one.company_id and one.company_id == other.company_id:
        return True
    if one.email and one.email.lower() == other.email.lower():
        return True
    number = _number(one.registration_number)
    if number and number == _number(other.registration_number):
        return True
    name = folded_name(one.company_name)
    return bool(name) and one.country == other.country and name == folded_name(other.company_name)
