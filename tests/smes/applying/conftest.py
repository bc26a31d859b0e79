"""A partnership to apply to, and an SME that does."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from partnership.models import ConsentText
from smes.consents import ship_first_texts
from smes.models import Expression
from tests.factories import (
    ExpressionFactory,
    PartnershipFactory,
    ServiceFactory,
    TargetMarketFactory,
)

COMPANY = {
    "company_name": "Optik Nord GmbH",
    "country": "DE",
    "contact_name": "Export manager",
    "email": "export@optik-nord.example",
}


@pytest.fixture(autouse=True)
def _english():
    """The language of a page stays on after it was asked for."""
    with translation.override("en-gb"):
        yield


@pytest.fixture
def partnership(db, settings, tmp_path):
    """A partnership with two markets and a service."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    ship_first_texts(ConsentText)
    made = PartnershipFactory(acronym="Med-Tech 4U", slug="med-tech")
    TargetMarketFactory(partnership=made, label="USA", country="US", position=1)
    TargetMarketFactory(partnership=made, label="Japan", country="JP", position=2)
    ServiceFactory(partnership=made, code="market-study", name="Market study")
    return made


@pytest.fixture
def draft(partnership):
    """A draft in which nothing is entered."""
    return ExpressionFactory(draft=True, partnership=partnership)


@pytest.fixture
def full(partnership):
    """A draft that can be sent."""
    return fill(ExpressionFactory(draft=True, partnership=partnership, **COMPANY))


def fill(draft):
    """Enter what is needed besides the company."""
    draft.seeks = "A distributor for medical devices."
    draft.save()
    draft.markets.set([draft.partnership.targetmarkets.first()])
    draft.consents.create(text=ConsentText.objects.get(key="expression-privacy", language="en"))
    return draft


def step_of(draft, name, language="en-gb"):
    """The address of a step in a language."""
    with translation.override(language):
        return reverse("expression_step", args=[draft.link, name])


def hidden(page):
    """Revision and tab as a page sends them."""
    text = page.content.decode()
    found = dict(re.findall(r'<input type="hidden" name="(revision|tab)" value="([^"]*)"', text))
    assert set(found) == {"revision", "tab"}
    return found


def now(draft):
    """The draft as it is kept."""
    return Expression.objects.get(pk=draft.pk)


def letters(part):
    """What was sent by e-mail with some words in its subject."""
    return [letter for letter in mail.outbox if part in letter.subject]
