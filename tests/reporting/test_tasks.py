"""Background work of reports."""

import pytest

from reporting.models import RenderedFile
from reporting.tasks import prepare_public_reports
from reporting.writers.pdf import PDFWriter

pytestmark = pytest.mark.django_db


def test_public_reports_are_ready_before_they_are_asked_for(source_reports):
    source_reports["laser-go"].reports.update(is_public=False)
    assert prepare_public_reports.delay().get() == 1
    kept = RenderedFile.objects.get()
    assert (kept.partnership.slug, kept.format) == ("bioxclusters-plus", "pdf")


def test_running_twice_renders_once(source_reports, monkeypatch):
    made = []
    monkeypatch.setattr(PDFWriter, "write", lambda self, data, *_: made.append(data) or b"%PDF")
    assert [prepare_public_reports.delay().get() for _ in range(2)] == [2, 2]
    assert len(made) == 2


def test_a_report_that_fails_does_not_keep_back_the_others(source_reports, monkeypatch, caplog):
    def write(self, data, *_):
        if data.masthead.partnership == "laser-go":
            raise ZeroDivisionError
        return b"%PDF"

    monkeypatch.setattr(PDFWriter, "write", write)
    assert prepare_public_reports.delay().get() == 1
    assert "LASER-GO: Key Achievements could not be prepared" in caplog.text
