"""Review, selection and handing over in a real browser: nothing too wide, nothing inaccessible."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from partnership.models import Partnership, TargetMarket
from smes.choices import Eligibility, ExpressionState
from smes.consents import SHARING
from smes.models import Handover, Review
from tests.browser.looking import faults
from tests.factories import (
    ConsentTextFactory,
    ContactFactory,
    CriterionFactory,
    ExpressionConsentFactory,
    ExpressionFactory,
    ExpressionFileFactory,
    OrganisationFactory,
    ReviewFactory,
    ScoreFactory,
)
from tests.people import coordinator

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def expressions(portal):
    """Two under review, one of them with names as long as may be; a gateway with a contact."""
    partnership = Partnership.objects.get(slug="laser-go")
    market = TargetMarket.objects.filter(partnership=partnership).first()
    consent = ConsentTextFactory._meta.model.objects.filter(key=SHARING.key).first()
    made = []
    for number, name in enumerate(("Sensor Works", "W" * 200), start=1):
        expression = ExpressionFactory(
            partnership=partnership,
            number=number,
            company_name=name,
            profile="Makes sensors.",
            state=ExpressionState.UNDER_REVIEW,
            eligibility=Eligibility.ELIGIBLE,
        )
        expression.markets.add(market)
        ExpressionConsentFactory(
            expression=expression, text=consent or ConsentTextFactory(key=SHARING.key)
        )
        ExpressionFileFactory(expression=expression)
        made.append(expression)
    criterion = CriterionFactory(partnership=partnership, label="Fit with the market")
    ScoreFactory(review=ReviewFactory(expression=made[1], done=True), criterion=criterion)
    ContactFactory(
        organisation=OrganisationFactory(partnership=partnership, name="Kobe Gateway"),
        name="Desk officer",
    )
    return made


@pytest.fixture
def signed_in(page_at, portal, client, expressions):
    """The page of a coordinator who was asked for a review."""
    person = coordinator(Partnership.objects.get(slug="laser-go"))
    ReviewFactory(expression=expressions[0], reviewer=person, due_on=timezone.localdate())
    client.force_login(person)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": portal}
    page_at.context.add_cookies([cookie])
    return page_at


def test_from_the_board_to_the_gateways_answer(signed_in, portal):
    page, home = signed_in, f"{portal}/partnerships/laser-go/expressions/"
    page.goto(home)
    expect(page.get_by_role("heading", name="Under review 2")).to_be_visible()
    assert faults(page) == []
    for name in ("List", "Ranking", "Letters", "My reviews"):
        page.goto(home)
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert faults(page) == [], name
    page.get_by_role("link", name="Sensor Works").click()
    expect(page.get_by_role("button", name="Declare")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Declare").click()
    expect(page.get_by_text("Answer yes or no.")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("No. I have no conflict of interest.").check()
    page.get_by_role("button", name="Declare").click()
    page.get_by_role("button", name="My review is done").click()
    expect(page.get_by_text("Give a score for: Fit with the market.")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("Fit with the market").fill("5")
    page.get_by_role("button", name="My review is done").press("Enter")
    expect(page.get_by_text("Thank you. Your review is done")).to_be_visible()
    assert Review.objects.filter(state="done").count() == 2

    page.goto(f"{home}ranking/")
    page.get_by_label("Sensor Works").check()
    page.get_by_label("Select", exact=True).check()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("1 selected.")).to_be_visible()

    page.goto(f"{home}letters/")
    page.get_by_label("Opening paragraph").fill("Good morning,")
    page.get_by_role("button", name="See the letters").click()
    letter = page.frame_locator("iframe").get_by_text("We have good news")
    expect(letter).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Send this letter").click()
    expect(page.get_by_text("1 letter on the way.")).to_be_visible()

    page.goto(f"{home}1/")
    assert faults(page) == []
    page.get_by_label("Market", exact=True).select_option(index=1)
    page.get_by_label("Gateway and contact").select_option(label="Desk officer")
    page.get_by_role("button", name="Ask the gateway").click()
    expect(page.get_by_text("Kobe Gateway is asked")).to_be_visible()
    assert faults(page) == []

    page.context.clear_cookies()
    page.goto(f"{portal}/handovers/{Handover.objects.get().link}/")
    expect(page.get_by_text("Waiting for your answer")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("We accept: we support this company.").check()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("You have accepted on")).to_be_visible()
    assert faults(page) == []
    assert Handover.objects.get().state == "accepted"
