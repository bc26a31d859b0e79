"""Files of a bucket: there as a whole or not at all, and every fault in words."""

import time
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.test import override_settings

from common.stores import StoreIsAway, on_disk, reports, uploads
from common.stores.bucket import PIECE

LARGE = bytes(range(256)) * 4 * 1024  # a megabyte: several pieces

pytestmark = pytest.mark.usefixtures("in_bucket")


def put(name, content=b"abc"):
    with reports().writing(name) as target:
        target.write(content)
    return reports().file(name)


def other_options(settings, **options):
    """The store of reports, set in another way."""
    kinds = {**settings.STORAGES}
    own = {**kinds["reports"]["OPTIONS"], **options}
    return override_settings(STORAGES={**kinds, "reports": {**kinds["reports"], "OPTIONS": own}})


def test_what_is_written_is_read_in_every_way():
    file = put("rendered/Été – 1.pdf", LARGE)
    assert (file.name, file.size, file.is_file()) == ("Été – 1.pdf", len(LARGE), True)
    assert file.read_bytes() == LARGE
    assert b"".join(file.pieces(PIECE - 1, PIECE + 2)) == LARGE[PIECE - 1 : PIECE + 2]
    with file.open("rb") as content:
        assert content.read() == LARGE
    with on_disk(file) as path:
        assert (path.suffix, path.read_bytes()) == (".pdf", LARGE)
    assert not path.exists()
    assert put("empty", b"").read_bytes() == b""


def test_what_fails_while_it_is_written_is_not_there():
    before = put("a", b"former")
    with suppress(ZeroDivisionError), reports().writing("a") as target:
        target.write(b"half of it")
        raise ZeroDivisionError
    with suppress(ZeroDivisionError), reports().making("b") as path:
        path.write_bytes(b"half")
        raise ZeroDivisionError
    assert before.read_bytes() == b"former"
    assert [entry.name for entry in reports().entries()] == ["a"]


def test_a_file_that_is_made_at_a_path_is_kept_from_there():
    with reports().making("dossiers/x.zip") as path:
        path.write_bytes(b"zip")
    assert reports().file("dossiers/x.zip").read_bytes() == b"zip"
    assert not path.exists()


def test_files_are_listed_by_how_their_names_begin_and_go_when_they_are_removed():
    for name in ("a/1-x/f", "a/10/f", "a/1-x/.draft-f", "b"):
        put(name)
    assert [entry.name for entry in reports().entries("a/1-")] == ["a/1-x/f"]
    assert [(entry.name, entry.size) for entry in reports().entries()] == [
        ("a/1-x/f", 3),
        ("a/10/f", 3),
        ("b", 3),
    ]
    reports().delete("b")
    reports().delete("b")
    assert not reports().file("b").is_file()
    assert not list(uploads().entries())


def test_no_name_leads_out_of_the_folder_and_no_file_has_an_address():
    for name in ("../media/x", "a/../../x"):
        with pytest.raises(SuspiciousOperation):
            reports().file(name)
    with pytest.raises(ValueError, match="no address"):
        uploads().url("x")


def test_files_of_records_are_kept_and_never_overwritten(s3_client, bucket):
    first = uploads().save("documents/a.pdf", ContentFile(b"1"))
    second = uploads().save("documents/a.pdf", ContentFile(b"2"))
    assert first == "documents/a.pdf" != second
    with uploads().open(first) as one, uploads().open(second) as two:
        assert (one.read(), two.read()) == (b"1", b"2")
    held = s3_client.list_objects_v2(Bucket=bucket)["Contents"]
    assert {entry["Key"] for entry in held} == {f"test/media/{first}", f"test/media/{second}"}
    granted = s3_client.get_object_acl(Bucket=bucket, Key=f"test/media/{first}")["Grants"]
    assert {grant["Grantee"]["Type"] for grant in granted} == {"CanonicalUser"}


def test_a_file_that_is_not_there_is_missing_and_not_away():
    with pytest.raises(FileNotFoundError):
        reports().file("nothing").open()
    with pytest.raises(FileNotFoundError), on_disk(reports().file("nothing")):
        pass
    with pytest.raises(FileNotFoundError):
        uploads().open("nothing")


@pytest.mark.parametrize("fault", ["500", "403"])
def test_a_store_that_fails_is_away_in_words(s3, fault):
    put("a")
    with s3.failing(fault):
        for act in (
            lambda: reports().file("a").is_file(),
            lambda: reports().file("a").read_bytes(),
            lambda: list(reports().entries()),
            lambda: put("b"),
            lambda: reports().probe(),
        ):
            with pytest.raises(StoreIsAway, match="the store of files does not answer"):
                act()
    assert not reports().file("b").is_file()


def test_a_store_that_says_nothing_is_away_as_soon_as_the_setting_says(s3, settings):
    put("a")
    with other_options(settings, timeout=0.2), s3.failing("silent"):
        begun = time.monotonic()
        with pytest.raises(StoreIsAway):
            reports().file("a").read_bytes()
        assert time.monotonic() - begun < s3.silence * 6  # twice, and what a busy machine adds


def test_a_store_that_is_stopped_is_away_until_it_is_back(s3):
    put("a")
    s3.stop()
    try:
        with pytest.raises(StoreIsAway):
            reports().file("a").read_bytes()
        with pytest.raises(StoreIsAway):
            uploads().save("x", BytesIO(b"x"))
    finally:
        s3.start()
    assert reports().file("a").read_bytes() == b"abc"


def test_a_body_that_is_cut_off_is_taken_up_where_it_was_cut(s3):
    file = put("large", LARGE)
    cuts = iter(["cut", "cut"])
    s3.fault = lambda method, path: next(cuts, None) if method == "GET" else None
    try:
        assert file.read_bytes() == LARGE
    finally:
        s3.fault = lambda method, path: None


def test_a_body_that_is_always_cut_off_is_never_taken_for_the_whole(s3):
    file = put("large", LARGE)
    with s3.failing("cut", "GET"), pytest.raises(StoreIsAway):
        file.read_bytes()


def test_a_file_that_became_another_one_meanwhile_is_not_mixed_with_it():
    file = put("large", LARGE)
    pieces = file.pieces()
    got = next(pieces)
    put("large", LARGE[::-1])
    try:
        rest = b"".join(pieces)
    except StoreIsAway:
        return  # less than was promised
    assert got + rest == LARGE


def test_the_keys_are_those_of_the_settings(s3):
    s3.requests.clear()
    put("a")
    assert all("Credential=portal/" in signed for _, _, signed in s3.requests)
    assert s3.requests


def test_a_store_without_that_bucket_is_away(settings):
    with other_options(settings, bucket="nowhere-at-all"), pytest.raises(StoreIsAway):
        put("a")
