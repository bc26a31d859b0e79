"""An SME's page in a real browser, at a desk and on a telephone, with scripts and without."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from smes.choices import ExpressionState
from smes.models import Expression, ExpressionMessage
from tests.browser.looking import faults
from tests.factories import (
    ExpressionConsentFactory,
    ExpressionFactory,
    ExpressionFileFactory,
    ExpressionMessageFactory,
    TargetMarketFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def expression():
    made = ExpressionFactory(company_name="W" * 200, state="under review")
    made.markets.add(TargetMarketFactory(partnership=made.partnership))
    ExpressionMessageFactory(expression=made, text="m" * 300)
    ExpressionFileFactory(expression=made, name="f" * 110 + ".pdf")
    ExpressionConsentFactory(expression=made)
    return made


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_an_sme_writes_corrects_and_withdraws(
    browser: Browser, live_server, settings, expression, width, scripts
):
    settings.SITE_URL = live_server.url
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(live_server.url + reverse("expression", args=[expression.link]))
    page.get_by_label("Your message").fill("When shall we hear?")
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_text("Your message is sent.")).to_be_visible()
    assert ExpressionMessage.objects.filter(text="When shall we hear?").count() == 1
    page.get_by_role("link", name="Correct it").click()
    page.get_by_label("Town").fill("Kiel")
    page.get_by_role("button", name="Save the corrections").click()
    expect(page.get_by_text("Your corrections are saved")).to_be_visible()
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_label("Yes, I withdraw our expression of interest").check()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("heading", name="You have withdrawn it")).to_be_visible()
    kept = Expression.objects.get()
    assert (kept.city, kept.state) == ("Kiel", ExpressionState.WITHDRAWN)
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_behind_the_link_can_be_used_by_everybody(
    browser: Browser, live_server, expression, width
):
    link = expression.link
    names = ("", "_correct", "_withdraw", "_new_link", "_address", "_data", "_erase")
    addresses = [reverse(f"expression{name}", args=[link]) for name in names]
    consent = expression.consents.get().pk
    addresses += [
        reverse("expression_consent", args=[link, consent]),
        reverse("expression_lost_link"),
    ]
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.set_default_timeout(20_000)
    for address in addresses:
        page.goto(live_server.url + address)
        assert faults(page) == [], address
    context.close()
