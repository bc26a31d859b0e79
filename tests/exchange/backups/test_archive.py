"""The file of a backup: closed to other keys, and refused as soon as a byte of it is another."""

import gzip
import io
import os
import tarfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from exchange.backups.archive import read_archive, write_archive
from exchange.backups.exceptions import BackupFailed, RestoreRefused
from exchange.backups.folders import place_of
from exchange.backups.keys import Key, key_of, new_key
from exchange.backups.manifest import Manifest, hashed

SECRET, PUBLIC = (Key(text) for text in new_key())
OTHER, _ = (Key(text) for text in new_key())

KEPT = {
    "database.sqlite3": b"rows",
    "media/Zusage ä.pdf": b"%PDF-",
    "reports/submitted/A/1.json": os.urandom(300_000),
}


@pytest.fixture
def files(tmp_path):
    paths = {}
    for number, (name, content) in enumerate(KEPT.items()):
        paths[name] = tmp_path / f"source-{number}"
        paths[name].write_bytes(content)
    return paths


def manifest(**changes):
    return Manifest(
        **{
            "vendor": "sqlite",
            "dump": "database.sqlite3",
            "migrations": ["partnership.0001_initial"],
            "tables": {"partnership_user": 3},
            "files": {name: hashed(io.BytesIO(content)) for name, content in KEPT.items()},
            **changes,
        }
    )


@pytest.fixture
def archive(tmp_path, files):
    def make(key, **changes):
        path = tmp_path / "backup"
        with path.open("wb") as target:
            write_archive(target, manifest(**changes), files, key)
        return path

    return make


@pytest.mark.parametrize("key", [None, SECRET])
def test_what_was_written_is_read_again(archive, key):
    read = read_archive(archive(key), key)
    assert read.tables == {"partnership_user": 3}
    assert list(read.files) == list(KEPT)
    assert read.files["database.sqlite3"].size == 4
    assert read.has_same_secret_key


def test_a_public_key_writes_what_only_its_secret_key_reads(archive):
    path = archive(PUBLIC)
    assert b"Zusage" not in path.read_bytes()
    assert read_archive(path, SECRET).dump == "database.sqlite3"
    with pytest.raises(RestoreRefused, match=r"BACKUP_KEY holds a public key. Reading it takes"):
        read_archive(path, PUBLIC)


def test_another_key_and_none_are_told_apart(archive):
    path = archive(SECRET)
    with pytest.raises(
        RestoreRefused, match=r"does not open this backup: it was made with another"
    ):
        read_archive(path, OTHER)
    with pytest.raises(RestoreRefused, match=r"This backup is encrypted. Set BACKUP_KEY"):
        read_archive(path, None)
    with pytest.raises(RestoreRefused, match=r"BACKUP_KEY is no key."):
        read_archive(path, Key("AGE-SECRET-KEY-1NONSENSE"))


def test_a_text_that_is_no_key_closes_nothing(archive):
    with pytest.raises(BackupFailed, match=r"BACKUP_KEY is no key. “manage.py backup --new-key”"):
        archive(Key("my birthday"))
    assert key_of("  ") is None


@pytest.mark.parametrize("key", [None, SECRET])
@pytest.mark.parametrize("part", [0.02, 0.3, 0.7, 0.999])
def test_what_was_cut_off_is_refused(archive, key, part):
    path = archive(key)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(RestoreRefused, match=r"cut off or changed"):
        read_archive(path, key)


@pytest.mark.parametrize("key", [None, SECRET])
@pytest.mark.parametrize("part", [0.3, 0.7, 0.999])
def test_one_changed_byte_is_refused(archive, key, part):
    path = archive(key)
    content = bytearray(path.read_bytes())
    content[int(len(content) * part)] ^= 1
    path.write_bytes(content)
    with pytest.raises(RestoreRefused, match=r"cut off or changed"):
        read_archive(path, key)


def packed(path, **members):
    with gzip.open(path, "wb") as target, tarfile.open(fileobj=target, mode="w|") as tar:
        for name, content in members.items():
            head = tarfile.TarInfo(name.replace("__", "/").replace("_json", ".json"))
            head.size = len(content)
            tar.addfile(head, io.BytesIO(content))
    return path


def test_what_is_in_no_list_missing_or_changed_is_refused(tmp_path):
    own = {"a": hashed(io.BytesIO(b"a"))}
    listed = manifest(files=own).as_json()
    path = tmp_path / "made"
    for members, said in (
        ({"manifest_json": listed, "a": b"b"}, "a is not what its list says"),
        ({"manifest_json": listed, "a": b"a", "c": b"c"}, "c is not in its list"),
        ({"manifest_json": listed}, "1 files are missing"),
        ({"a": b"a"}, "does not begin with its list"),
        ({"manifest_json": b"[]", "a": b"a"}, "This is no backup of the portal"),
        ({"manifest_json": b"{", "a": b"a"}, "This is no backup of the portal"),
    ):
        with pytest.raises(RestoreRefused, match=said):
            read_archive(packed(path, **members), None)
    path.write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(RestoreRefused, match=r"cannot be unpacked to its end"):
        read_archive(path, None)


@pytest.mark.parametrize(
    "name", ["media/../../etc/passwd", "/etc/passwd", "media//a", "media/", "other/a", "media"]
)
def test_no_name_leads_out_of_the_folders(name):
    assert place_of(name) is None


@pytest.mark.django_db
def test_a_backup_of_a_newer_portal_and_of_another_database_is_refused():
    own = connection.vendor
    manifest(vendor=own).check_version()
    with pytest.raises(
        RestoreRefused, match=r"does not know \(smes.0999_later\). Update the portal"
    ):
        manifest(vendor=own, migrations=["smes.0999_later"]).check_version()
    with pytest.raises(RestoreRefused, match=r"Set DATABASE_URL to a database of the same kind"):
        manifest(vendor="oracle").check_version()
    newer = manifest(format=2, version="7.0").as_json()
    with pytest.raises(RestoreRefused, match=r"A newer version of the portal \(7.0\) made this"):
        Manifest.of_json(newer)


def test_a_file_that_changes_meanwhile_stops_the_backup(archive, files):
    files["database.sqlite3"].write_bytes(b"")
    with pytest.raises(BackupFailed, match=r"database.sqlite3 changed while it was copied"):
        archive(SECRET)


@pytest.mark.django_db
def test_nothing_is_left_of_a_backup_that_fails(tmp_path, settings):
    settings.BACKUP_KEY = "no key"
    with pytest.raises(CommandError, match=r"BACKUP_KEY is no key"):
        call_command("backup", str(tmp_path))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(CommandError, match=r"The folder .* does not exist"):
        call_command("backup", str(tmp_path / "none" / "a"))
    there = tmp_path / "there"
    there.write_text("of yesterday")
    settings.BACKUP_KEY = ""
    with pytest.raises(CommandError, match=r"is there already"):
        call_command("backup", str(there))
    assert there.read_text() == "of yesterday"


def test_a_new_key_is_one(capsys):
    call_command("backup", "--new-key")
    _, secret, _, public = capsys.readouterr().out.splitlines()
    assert Key(secret).reads
    assert not Key(public).reads
    assert public.startswith("age1")


def test_a_restore_of_nothing_is_told(tmp_path):
    with pytest.raises(CommandError, match=r"There is no file .* Nothing was changed."):
        call_command("restore", str(tmp_path / "none"), "--check")
