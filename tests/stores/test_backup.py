"""Backups hold the files of a bucket, and files of a folder come back in one, and the other way round."""

import shutil

import pytest

from tests.exchange.backups.test_restoring import Backup, Portal


@pytest.fixture
def with_bucket(s3, bucket, tmp_path):
    """A portal with an empty database and an empty bucket."""
    return Portal(tmp_path / "with bucket", **s3.environment(bucket))


def lasting(state):
    """The files of a state that a backup holds."""
    found = {name: sha for name, sha in state["files"].items() if "/rendered/" not in name}
    assert len(found) == 2
    return found


def test_a_backup_of_a_folder_comes_back_in_a_bucket_and_one_of_that_in_a_folder(
    with_bucket, tmp_path, empty_database, s3
):
    first = Portal(tmp_path / "first")
    first.folder.mkdir()
    shutil.copyfile(empty_database, first.database)
    for name in ("backups", "later", "away"):
        (tmp_path / name).mkdir()
    Backup(first, tmp_path / "backups", "fill").comes_back_in(with_bucket)
    assert not [path for path in with_bucket.folder.glob("*/**/*") if path.is_file()]
    again = Backup(with_bucket, tmp_path / "later")
    assert again.state["files"]
    last = Portal(tmp_path / "last")
    _, state = last.play(f"restore {again.path}", "state", **again.key)
    assert {**state, "files": lasting(state)} == {**again.state, "files": lasting(again.state)}
    with s3.failing("500"):
        said = with_bucket.manage("backup", tmp_path / "away", fails=True)
    assert "The backup cannot be written: the store of files does not answer." in said
    assert list((tmp_path / "away").iterdir()) == []
    with s3.failing("500", "PUT"):
        said = with_bucket.manage("restore", again.path, "--replace", fails=True, **again.key)
    assert "The files cannot be reached: the store of files does not answer" in said
    assert "Nothing was changed." in said
