"""What fails while a report is submitted leaves nothing behind, and nothing stands in its way."""

from datetime import date

import pytest

from reporting import submission
from reporting.exceptions import RenderingFailed, ReportHasChanged
from reporting.models import Snapshot
from reporting.writers.json import JSONWriter
from tests import pdf
from tests.factories import EventFactory
from tests.reporting.life import approved_report, stored, submit

pytestmark = pytest.mark.django_db


def assert_nothing_left(report, root):
    report.refresh_from_db()
    assert report.state == "approved"
    assert not Snapshot.objects.exists()
    assert stored(root) == []


def test_a_writer_that_fails_leaves_nothing(root, quick, monkeypatch):
    report = approved_report()

    def fail(self, data):
        raise ZeroDivisionError

    monkeypatch.setattr(JSONWriter, "write", fail)
    with pytest.raises(RenderingFailed, match="The JSON file could not be made"):
        submit(report)
    assert_nothing_left(report, root)


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.rename"])
def test_a_disk_that_is_full_leaves_nothing(root, quick, monkeypatch, call):
    report = approved_report()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(call, fail)
    with pytest.raises(RenderingFailed, match="cannot be stored: No space left on device"):
        submit(report)
    assert_nothing_left(report, root)


def test_a_database_that_fails_after_the_files_were_moved_leaves_nothing(root, quick, monkeypatch):
    report = approved_report()

    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(submission, "take_step", fail)
    with pytest.raises(RuntimeError):
        submit(report)
    assert_nothing_left(report, root)


def test_records_that_change_while_files_are_written_stop_the_submission(root, monkeypatch):
    report = approved_report()

    def change(_):
        EventFactory(partnership=report.partnership, kind="C2C", start_on=date(2017, 1, 1))
        return b"%PDF"

    pdf.print_with(monkeypatch, change)
    with pytest.raises(ReportHasChanged, match="submit it again"):
        submit(report)
    assert_nothing_left(report, root)


def test_files_that_a_stopped_server_left_behind_do_not_stand_in_the_way(root, quick):
    report = approved_report(partnership__acronym="alpha-go")
    orphan = root / "submitted/alpha-go/key-achievements/1/half.pdf"
    orphan.parent.mkdir(parents=True)
    orphan.write_text("half")
    submit(report)
    assert not orphan.exists()


def test_an_address_that_another_partnership_took_over_overwrites_nothing(root, quick):
    first = submit(approved_report(partnership__acronym="go"))
    former = {file.path: file.location.read_bytes() for file in first.files.all()}
    first.report.partnership.acronym = first.report.partnership.slug = "gone"
    first.report.partnership.save()
    second = submit(approved_report(partnership__acronym="go"))
    assert {path: (root / path).read_bytes() for path in former} == former
    path = second.files.first().path
    assert path.startswith(f"submitted/go/key-achievements/1-{second.code}/")
