"""Secrets stand in the environment or in files."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.secrets import secret


def test_a_secret_is_read_from_the_environment_or_from_a_file(monkeypatch, tmp_path):
    assert secret("TRIED", "else") == "else"
    path = tmp_path / "tried"
    path.write_text("from a file\n")
    monkeypatch.setenv("TRIED_FILE", str(path))
    assert secret("TRIED") == "from a file"
    monkeypatch.setenv("TRIED", "from the environment")
    with pytest.raises(ImproperlyConfigured, match=r"Set TRIED or TRIED_FILE, not both\."):
        secret("TRIED")
    monkeypatch.delenv("TRIED_FILE")
    assert secret("TRIED") == "from the environment"


@pytest.mark.parametrize("content", ["", " \n"])
def test_an_empty_file_and_a_missing_one_are_told(monkeypatch, tmp_path, content):
    path = tmp_path / "tried"
    monkeypatch.setenv("TRIED_FILE", str(path))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        secret("TRIED")
    path.write_text(content)
    with pytest.raises(ImproperlyConfigured, match="is empty"):
        secret("TRIED")
