"""Periods and comparisons in a browser: usable by keyboard, accessible, never wider than the window."""

from datetime import date

import pytest
from playwright.sync_api import expect

from events.models import Event
from reporting.models import NarrativeSection, Report
from tests import pdf
from tests.browser.looking import faults
from tests.factories import ReportFactory, SMECaseFactory
from tests.reporting.life import approve, submit


@pytest.fixture
def changed(page_at, portal, monkeypatch):
    """LASER-GO with an interim report and a submitted version, since which it has changed."""
    pdf.print_with(monkeypatch, lambda _: b"%PDF")
    report = Report.objects.get(partnership__slug="laser-go")
    cases = [SMECaseFactory(partnership=report.partnership) for _ in range(2)]
    submit(approve(report))
    whole = report.partnership.period
    ReportFactory(
        partnership=report.partnership,
        kind="interim",
        key="interim-1",
        period_start=date(whole.start.year + 1, 1, 1),
        period_end=whole.end,
        is_public=True,
    )
    cases[0].description += " And more."
    cases[0].save()
    cases[1].delete()
    Event.objects.filter(partnership=report.partnership, kind="C2C").update(name="Renamed")
    section = NarrativeSection.objects.filter(report=report).first()
    NarrativeSection.objects.filter(pk=section.pk).update(text=f"{section.text}\n\nA new end.")
    return report


def test_the_pages_can_be_read_by_everybody(page_at, portal, changed):
    url = changed.get_absolute_url()
    broken = {}
    addresses = (
        f"{url}compare/?from=1",
        f"{url}compare/?from=1&show=all",
        f"{url}compare/?from=1&to=1",
        f"{url}periods/",
        f"{url}interim-1/",
        f"{url}interim-1/compare/",
        changed.partnership.get_absolute_url(),
    )
    for address in addresses:
        assert page_at.goto(portal + address).status == 200
        if seen := faults(page_at):
            broken[address] = seen
    assert broken == {}


def test_sides_are_chosen_by_keyboard(page_at, portal, changed):
    page_at.goto(portal + changed.get_absolute_url())
    page_at.get_by_role("link", name="What changed since version 1").click()
    expect(page_at.get_by_role("heading", name="rows went")).to_be_visible()
    page_at.get_by_label("To", exact=True).focus()
    page_at.keyboard.press("ArrowDown")
    page_at.keyboard.press("Tab")
    page_at.keyboard.press("Space")
    page_at.keyboard.press("Tab")
    page_at.keyboard.press("Enter")
    expect(page_at.get_by_text("Both tell the same.")).to_be_visible()
    expect(page_at.get_by_label("Show everything")).to_be_checked()


def test_a_number_of_a_period_opens_its_records(page_at, portal, changed):
    page_at.goto(f"{portal}{changed.get_absolute_url()}periods/")
    row = page_at.get_by_role("row", name="C2C events")
    row.get_by_role("link").first.click()
    expect(page_at.locator(".evidence:target")).to_be_in_viewport()
