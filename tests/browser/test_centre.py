"""The download centre in a real browser: filters, a dossier, nothing too wide, nothing inaccessible."""

import pytest
from playwright.sync_api import expect

from reporting.engine.editions import Edition
from reporting.models import Report
from tests.browser.looking import faults
from tests.factories import SnapshotFactory, SnapshotFileFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture(autouse=True)
def submitted(portal):
    """Both partnerships of the portal have submitted; one of them has names as long as may be."""
    for report in Report.objects.all():
        Report.objects.filter(pk=report.pk).update(is_public=True)
        snapshot = SnapshotFactory(report=report)
        for volume in (0, 1):
            SnapshotFileFactory(
                snapshot=snapshot,
                edition=Edition.PUBLIC,
                volume=volume,
                label=f"PDF, volume {volume}" if volume else "PDF",
                path=f"submitted/{snapshot.code}/{volume}.pdf",
                size=10**9,
            )


def test_reports_are_found_by_filters_and_keyboard(page_at, portal):
    page = page_at
    page.get_by_role("link", name="Downloads").click()
    expect(page.get_by_text("2 reports")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("Partnership", exact=True).select_option("laser-go")
    page.get_by_role("button", name="Show", exact=True).press("Enter")
    expect(page.get_by_text("1 report", exact=True)).to_be_visible()
    expect(page.get_by_label("Partnership", exact=True)).to_have_value("laser-go")
    page.goto(f"{portal}/downloads/?partnership=nobody&submitted_from=soon")
    expect(page.get_by_role("alert")).to_contain_text("Partnership: “nobody” is none of the")
    assert faults(page) == []
    page.goto(f"{portal}/downloads/?submitted_until=2001-01-01")
    expect(page.get_by_text("No submitted report fits.")).to_be_visible()
    assert faults(page) == []
