"""Where files are kept, by the environment; what does not fit together is told."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.files import stores


@pytest.fixture
def environment(monkeypatch):
    def tell(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(f"S3_{name}", value)

    return tell


def test_without_a_bucket_files_lie_in_folders():
    found = stores()
    assert {entry["OPTIONS"]["setting"] for entry in found.values()} == {
        "MEDIA_ROOT",
        "REPORTS_ROOT",
    }


def test_with_a_bucket_both_stores_are_folders_of_it(environment, tmp_path):
    (tmp_path / "secret").write_text("of the store\n")
    environment(
        BUCKET="files",
        ENDPOINT="https://store.example",
        PREFIX="/portal/",
        ACCESS_KEY="a",
        SECRET_KEY_FILE=str(tmp_path / "secret"),
    )
    found = stores()
    assert found["default"]["OPTIONS"] == {
        "bucket": "files",
        "folder": "portal/media",
        "endpoint": "https://store.example",
        "region": "",
        "access_key": "a",
        "secret_key": "of the store",
        "timeout": 10,
    }
    assert found["reports"]["OPTIONS"]["folder"] == "portal/reports"


def test_what_is_half_set_is_told(environment, monkeypatch):
    environment(BUCKET="files", ACCESS_KEY="a")
    with pytest.raises(ImproperlyConfigured, match="both S3_ACCESS_KEY and S3_SECRET_KEY"):
        stores()
    environment(SECRET_KEY="b", ENDPOINT="store.example:9000")
    with pytest.raises(ImproperlyConfigured, match="S3_ENDPOINT is no address"):
        stores()
    monkeypatch.setattr("config.settings.files.find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"requirements/s3.txt"):
        stores()
