"""Rendered files: made once, found again, never stale; and the command that writes them."""

import csv
import io
import json
import os
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from events.models import Event
from reporting.engine.editions import Edition
from reporting.engine.registries import writers
from reporting.exceptions import RenderingFailed
from reporting.models import RenderedFile
from reporting.rendering import render_report
from reporting.writers.json import JSONWriter

pytestmark = pytest.mark.django_db
TODAY = date(2020, 1, 1)


@pytest.fixture
def laser_go(source_reports):
    return source_reports["laser-go"]


def rendered(partnership, **options):
    return render_report(partnership, "key-achievements", "json", today=TODAY, **options)


def test_an_unchanged_report_is_found_with_two_queries(laser_go, django_assert_num_queries):
    first = rendered(laser_go)
    with django_assert_num_queries(2):
        second = rendered(laser_go)
    assert second == first


def _save(partnership):
    event = partnership.events.get(kind="C2C")
    event.kind = "workshop"
    event.save()


def _update(partnership):
    partnership.events.filter(kind="C2C").update(kind="workshop")


def _bulk_update(partnership):
    events = list(partnership.events.filter(kind="C2C"))
    for event in events:
        event.kind = "workshop"
    Event.objects.bulk_update(events, ["kind"])


def _delete(partnership):
    partnership.events.filter(kind="C2C").delete()


def _link(partnership):
    partnership.events.get(kind="C2C").markets.set([partnership.targetmarkets.get(code="CA")])


def _programme(partnership):
    programme = partnership.programme
    programme.disclaimer = "Another disclaimer."
    programme.save()


@pytest.mark.parametrize("change", [_save, _update, _bulk_update, _delete, _link])
def test_no_kind_of_change_leaves_a_stale_file(laser_go, change):
    before = rendered(laser_go)
    change(laser_go)
    after = rendered(laser_go)
    assert after.sha256 != before.sha256
    assert not before.path.exists()
    values = json.loads(after.path.read_text())["tables"][0]["rows"][1]["cells"]
    assert values["c2c_events"]["value"] == 0


def test_a_change_of_another_partnership_renders_nothing_again(source_reports, monkeypatch):
    first = rendered(source_reports["laser-go"])
    _update(source_reports["bioxclusters-plus"])
    written = []
    monkeypatch.setattr(JSONWriter, "write", lambda self, data: written.append(data))
    assert rendered(source_reports["laser-go"]) == first
    assert written == []


def test_a_lost_file_is_made_again(laser_go):
    first = rendered(laser_go)
    first.path.unlink()
    assert rendered(laser_go).path.read_bytes()


def test_editions_are_kept_apart(laser_go):
    public, office = rendered(laser_go), rendered(laser_go, edition=Edition.AGENCY)
    assert public.path != office.path
    assert public.filename == "laser-go-key-achievements.json"
    assert office.filename == "laser-go-key-achievements-agency.json"
    assert RenderedFile.objects.count() == 2


def test_a_writer_that_fails_leaves_the_former_file_and_says_so_in_words(laser_go, monkeypatch):
    first = rendered(laser_go)
    _update(laser_go)

    def fail(self, data):
        raise ZeroDivisionError

    monkeypatch.setattr(JSONWriter, "write", fail)
    with pytest.raises(RenderingFailed, match="could not be made"):
        rendered(laser_go)
    assert first.path.exists()


def test_a_folder_that_cannot_be_written_is_told_in_words(laser_go, settings):
    settings.REPORTS_ROOT = "/dev/full"
    with pytest.raises(RenderingFailed, match="cannot be stored"):
        rendered(laser_go)
    assert RenderedFile.objects.count() == 0


# The command


def run(*arguments):
    call_command("render_report", *arguments, verbosity=0)


def test_the_command_writes_each_format(laser_go, tmp_path):
    starts = {
        "html": b"<!DOCTYPE html>",
        "pdf": b"%PDF-1.7",
        "json": b"{",
        "csv": b"\xef\xbb\xbf",
        "docx": b"PK",
        "xlsx": b"PK",
    }
    assert set(starts) == set(writers)
    for file_format, start in starts.items():
        path = tmp_path / "new folder" / f"report.{file_format}"
        run("laser-go", "key-achievements", "--format", file_format, "--output", str(path))
        assert path.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("partnership", "document", "file_format", "message"),
    [
        (
            "laser-gone",
            "key-achievements",
            "pdf",
            "There is no partnership “laser-gone”. Known partnerships: bioxclusters-plus, laser-go.",
        ),
        ("laser-go", "newsletter", "pdf", "There is no document “newsletter”. Known documents: "),
        ("laser-go", "key-achievements", "odt", "There is no format “odt”. Known formats: "),
    ],
)
def test_the_command_names_what_it_does_not_know(
    source_reports, tmp_path, partnership, document, file_format, message
):
    path = tmp_path / "report"
    with pytest.raises(CommandError) as error:
        run(partnership, document, "--format", file_format, "--output", str(path))
    assert str(error.value).startswith(message)
    assert not path.exists()


def test_the_command_leaves_nothing_beside_a_file_that_it_cannot_write(laser_go, tmp_path):
    (tmp_path / "folder").mkdir()
    for name in ("folder", "x" * 300):
        with pytest.raises(CommandError, match="cannot be written"):
            write_csv(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_the_command_follows_a_link_and_leaves_it(laser_go, tmp_path):
    link, target = tmp_path / "link", tmp_path / "target"
    link.symlink_to(target)
    write_csv(link)
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_command_writes_into_a_pipe_and_does_not_replace_it(laser_go, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_csv(pipe)
    assert os.read(reader, 3) == b"\xef\xbb\xbf"
    os.close(reader)
    assert pipe.is_fifo()


def write_csv(path):
    run("laser-go", "key-achievements", "--format", "csv", "--output", str(path))


def test_the_command_says_when_the_file_cannot_be_written(laser_go, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CommandError, match="cannot be written"):
        run(
            "laser-go",
            "key-achievements",
            "--format",
            "json",
            "--output",
            str(tmp_path / "file" / "x.json"),
        )


# The formats


def test_json_keeps_its_contract(laser_go):
    data = json.loads(rendered(laser_go).path.read_text())
    assert list(data)[:6] == [
        "document",
        "partnership",
        "title",
        "edition",
        "generated_at",
        "data_hash",
    ]
    assert (data["document"], data["partnership"]) == ("key-achievements", "laser-go")
    assert "null" not in rendered(laser_go).path.read_text()
    usa = data["tables"][0]["rows"][1]
    assert usa["key"] == "US"
    meetings = usa["cells"]["c2c_meetings"]
    assert {key: meetings[key] for key in ("value", "recorded", "declared")} == {
        "value": 10,
        "recorded": 0,
        "declared": 10,
    }
    assert [item["kind"] for item in meetings["evidence"]] == ["declared figure"]


def test_csv_holds_every_table_under_its_column_keys(laser_go):
    path = render_report(laser_go, "key-achievements", "csv", today=TODAY).path
    lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    head = [
        "market",
        "preparatory_events",
        "c2c_events",
        "c2c_meetings",
        "b2b_events",
        "b2b_meetings",
    ]
    start = lines.index(head)
    assert lines[start - 1] == ["events"]
    assert lines[start + 2] == ["USA", "2", "1", "10", "2", "0"]
    assert lines[start + 6] == ["TOTAL", "6", "1", "19", "7", "12"]


def test_csv_text_that_looks_like_a_formula_is_harmless(laser_go):
    event = laser_go.indicators.first()
    event.name = '=HYPERLINK("http://example.org")'
    event.save()
    path = render_report(laser_go, "key-achievements", "csv", today=TODAY).path
    cells = [cell for line in csv.reader(io.StringIO(path.read_text("utf-8-sig"))) for cell in line]
    assert '\'=HYPERLINK("http://example.org")' in cells
    assert not [cell for cell in cells if cell.startswith("=")]


def test_a_figure_of_nothing_is_printed_as_the_zero_mark(source_reports):
    for slug, mark in (("bioxclusters-plus", "-"), ("laser-go", "0")):
        path = render_report(source_reports[slug], "key-achievements", "html", today=TODAY).path
        assert f">{mark}</a>" in path.read_text()
