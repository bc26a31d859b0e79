"""The work list in a real browser: a finding is accepted and reopened without a script."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import faults
from tests.factories import ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address(live_server):
    """The work list of a partnership with one finding."""
    claim = ClaimFactory()
    return live_server.url + reverse("findings", args=[claim.partnership.slug])


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def open_page(request, browser, live_server, client: Client):
    """Opens pages for an administrator, with scripts or without."""
    client.force_login(UserFactory(administrator=True, name="Chief Coordinator"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    contexts = []

    def enter(*, scripts):
        size = {"width": request.param, "height": 900}
        context = browser.new_context(java_script_enabled=scripts, viewport=size)
        context.add_cookies([{**cookie, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield enter
    for context in contexts:
        context.close()


@pytest.mark.browser
def test_a_finding_is_accepted_and_reopened_without_a_script(open_page, address):
    page = open_page(scripts=False)
    page.goto(address)
    page.get_by_text("Accept…").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Say why the finding may stay.").first).to_be_visible()
    page.get_by_label("Why may it stay?").fill("The document is wrong.")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Nothing to mend. Good work.")).to_be_visible()
    accepted = page.get_by_role("region", name="Accepted")
    expect(accepted).to_contain_text("The document is wrong.")
    expect(accepted).to_contain_text("by Chief Coordinator")
    accepted.get_by_role("button", name="Reopen").click()
    expect(page.get_by_role("region", name="Warnings")).to_be_visible()


@pytest.mark.browser
def test_the_work_list_is_accessible_in_every_state(open_page, address):
    page = open_page(scripts=True)
    page.goto(address)
    assert faults(page) == []
    page.get_by_text("Accept…").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Accept").click()
    assert faults(page) == []
    page.get_by_label("Why may it stay?").fill("x" * 300)
    with page.expect_navigation():
        page.get_by_role("button", name="Accept").click()
    assert faults(page) == []
