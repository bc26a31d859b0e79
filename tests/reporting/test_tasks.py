"""Background work of reports."""

import pytest

from reporting.models import RenderedFile
from reporting.tasks import prepare_public_reports
from tests import pdf

pytestmark = pytest.mark.django_db


def test_public_reports_are_ready_before_they_are_asked_for(source_reports):
    source_reports["laser-go"].reports.update(is_public=False)
    assert prepare_public_reports.delay().get() == 1
    kept = RenderedFile.objects.get()
    assert (kept.partnership.slug, kept.format) == ("bioxclusters-plus", "pdf")


def test_running_twice_renders_once(source_reports, monkeypatch):
    made = []
    pdf.print_with(monkeypatch, lambda html: made.append(html) or b"%PDF")
    assert [prepare_public_reports.delay().get() for _ in range(2)] == [2, 2]
    assert len(made) == 2


def test_a_report_that_fails_does_not_keep_back_the_others(source_reports, monkeypatch, caplog):
    def write(html):
        if "LASER-GO" in html:
            raise ZeroDivisionError
        return b"%PDF"

    pdf.print_with(monkeypatch, write)
    assert prepare_public_reports.delay().get() == 1
    assert "LASER-GO: Key Achievements could not be prepared" in caplog.text
