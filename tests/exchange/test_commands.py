"""The commands: what they say, write and refuse."""

import pytest
from django.core.management import CommandError, call_command

from events.models import Event
from partnership.models import Partnership
from tests.exchange.workbooks import bring_in, edited, small, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "small.xlsx", small())


def test_out_and_in_again(tmp_path, path, capsys):
    call_command("import_workbook", path)
    assert "PHOTON was made: photon" in capsys.readouterr().out
    out = tmp_path / "out.xlsx"
    call_command("export_workbook", "photon", out)
    assert f"{out} (" in capsys.readouterr().out

    def move(book):
        book["events"]["F2"] = "Cambridge, USA"

    call_command("import_workbook", edited(out, out, move), partnership="photon")
    assert Event.objects.get(reference="E1").place == "Cambridge, USA"
    assert "events              1 changed, 2 left" in capsys.readouterr().out


def test_a_dry_run_tells_and_changes_nothing(path, capsys):
    call_command("import_workbook", path, dry_run=True)
    out = capsys.readouterr().out
    assert "  events              3 created" in out
    assert "Nothing was changed: this was a dry run." in out
    assert not Partnership.objects.exists()


def test_changes_are_told_field_by_field(tmp_path, path, capsys):
    bring_in(path)
    out = tmp_path / "out.xlsx"
    call_command("export_workbook", "photon", out, verbosity=0)

    def move(book):
        book["events"]["F2"] = None

    call_command("import_workbook", edited(out, out, move), partnership="photon", dry_run=True)
    assert "    place: “Boston, USA” → “”" in capsys.readouterr().out
    assert Event.objects.get(reference="E1").place == "Boston, USA"


def test_every_fault_is_a_line(tmp_path, capsys):
    sheets = small()
    sheets["declared"][0]["value"] = "many"
    sheets["markets"][0]["country"] = "Narnia"
    with pytest.raises(CommandError, match="2 things in the workbook must be mended first"):
        call_command("import_workbook", write(tmp_path / "wrong.xlsx", sheets))
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "Sheet “markets”, row 2, column C (country)",
        "Sheet “declared”, row 2, column D (value)",
    ]


def test_files_and_partnerships_that_there_are_not(tmp_path, path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_workbook", tmp_path / "nothing.xlsx")
    with pytest.raises(CommandError, match="There is no partnership “laser”"):
        call_command("import_workbook", path, partnership="laser")
    with pytest.raises(CommandError, match="There is no partnership “laser”"):
        call_command("export_workbook", "laser", tmp_path / "out.xlsx")
    (tmp_path / "text.xlsx").write_text("a;b")
    with pytest.raises(CommandError, match="This is a text file"):
        call_command("import_workbook", tmp_path / "text.xlsx")
    assert not (tmp_path / "out.xlsx").exists()
