"""Archives that are packed from files on the disk."""

from zipfile import ZipFile

import pytest

from common.archives import write_archive


@pytest.fixture
def files(tmp_path):
    made = {}
    for name, content in {"b.txt": "second", "a/é.txt": "first"}.items():
        made[name] = tmp_path / name.replace("/", "-")
        made[name].write_text(content)
    return made


def silent(number):
    pass


def test_equal_files_make_an_equal_archive_in_the_order_of_their_names(files, tmp_path):
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    write_archive(first, files, silent)
    for path in files.values():
        path.touch()
    write_archive(second, dict(reversed(files.items())), silent)
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as archive:
        assert archive.namelist() == ["a/é.txt", "b.txt"]
        assert archive.read("a/é.txt") == b"first"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
    assert first.stat().st_mode & 0o777 == 0o644


def test_it_tells_how_many_files_are_packed(files, tmp_path):
    told = []
    write_archive(tmp_path / "a.zip", files, told.append)
    assert told == [1, 2]


def test_what_fails_leaves_the_former_archive_and_nothing_else(files, tmp_path):
    target = tmp_path / "target" / "a.zip"
    target.parent.mkdir()
    target.write_bytes(b"former")
    files["b.txt"].unlink()
    with pytest.raises(FileNotFoundError):
        write_archive(target, files, silent)
    assert list(target.parent.iterdir()) == [target]
    assert target.read_bytes() == b"former"
