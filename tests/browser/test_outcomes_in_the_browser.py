"""A company says what came of its support, and what of it may be told, with and without scripts."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.looking import faults
from tests.factories import (
    OutcomeFactory,
    OutcomeRequestFactory,
    SupportCaseFactory,
    TestimonialFactory,
)


@pytest.fixture
def asked(portal):
    """A question about a case with one outcome of each state, and very long names."""
    case = SupportCaseFactory(company__name="Lumenworks Präzisionsoptik " + "G" * 60)
    words = "Contract with a distributor for laser sources in two provinces, for three years."
    OutcomeFactory(
        case=case, description=words, number=2, value=250000, currency="CAD", partner_name="P" * 80
    )
    OutcomeFactory(case=case, confirmed=True, kind="NDA", description="NDA with a hospital.")
    OutcomeFactory(case=case, disputed=True, kind="meeting", description="Three meetings.")
    return OutcomeRequestFactory(case=case, due_on=timezone.localdate())


def answer(page, asked, portal):
    page.goto(portal + reverse("outcomes", args=[asked.link]))
    first = page.get_by_role("group", name="Contract of sale or distribution")
    expect(first.get_by_label("What is not right?")).to_be_hidden()
    first.get_by_label("This is not right").check()
    expect(first.get_by_label("What is not right?")).to_be_visible()
    first.get_by_label("Yes, this is right").check()
    page.get_by_label("What is it?").select_option("turnover")
    page.get_by_label("What came of it?").fill("First sales.")
    page.get_by_role("button", name="Send my answer").click()


def test_a_company_answers(page_at, asked, portal):
    answer(page_at, asked, portal)
    expect(page_at.get_by_role("alert")).to_contain_text("Enter the turnover.")
    assert faults(page_at) == []
    page_at.get_by_role("link", name="Enter the turnover.").click()
    expect(page_at.get_by_label("Value")).to_be_focused()
    page_at.get_by_label("Value").fill("12500")
    page_at.get_by_label("Currency").fill("CAD")
    page_at.get_by_role("button", name="Send my answer").click()
    expect(page_at.get_by_role("status")).to_contain_text("your answer is saved")
    assert faults(page_at) == []
    levels = list(asked.case.outcomes.order_by("pk").values_list("evidence", flat=True))
    assert levels == ["confirmed", "confirmed", "declared", "confirmed"]


def test_without_scripts_a_company_answers_as_well(browser, asked, portal):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    answer(page, asked, portal)
    page.get_by_label("Value").fill("12500")
    page.get_by_label("Currency").fill("cad")
    page.get_by_role("button", name="Send and add another one").click()
    expect(page.get_by_role("status")).to_contain_text("You can add another one")
    assert context.cookies() == []
    assert asked.case.outcomes.filter(evidence="confirmed").count() == 3
    context.close()


def test_an_author_writes_approves_and_takes_back(page_at, portal):
    said = TestimonialFactory(original="", function="")
    address = portal + reverse("testimonial", args=[said.link])
    page_at.goto(address)
    assert faults(page_at) == []
    page_at.get_by_label("How did it go").fill("They knew whom to call, and called.")
    page_at.get_by_role("button", name="Send").click()
    expect(page_at.get_by_role("alert")).to_contain_text("Say in which function you speak.")
    assert faults(page_at) == []
    page_at.get_by_label("Your function").fill("Managing director")
    page_at.get_by_label("I agree").check()
    page_at.get_by_role("button", name="Send").click()
    expect(page_at.get_by_role("status")).to_contain_text("Saved")
    assert faults(page_at) == []
    said.refresh_from_db()
    said.text, said.state = "They knew whom to call.", "to approve"
    said.save()
    page_at.goto(address)
    assert faults(page_at) == []
    page_at.get_by_label("I agree").check()
    page_at.get_by_role("button", name="Approve this text").click()
    expect(page_at.get_by_role("status")).to_contain_text("we may publish")
    assert faults(page_at) == []
    page_at.get_by_text("Take my words back").click()
    page_at.get_by_label("Yes, do not publish my words").check()
    page_at.get_by_role("button", name="Do not publish").click()
    expect(page_at.get_by_role("status")).to_contain_text("nothing new shows your words")
    assert faults(page_at) == []


def test_without_scripts_an_author_approves_as_well(browser, portal):
    said = TestimonialFactory(text="They knew whom to call.", state="to approve")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal + reverse("testimonial", args=[said.link]))
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Approve this text").click()
    expect(page.get_by_text("The text that you approved")).to_be_visible()
    assert context.cookies() == []
    context.close()
