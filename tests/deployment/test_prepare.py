"""``scripts/prepare.py``: the folder before the first start."""

import subprocess
import sys

import pytest

from tests.deployment.compose import ROOT


@pytest.fixture
def prepare(tmp_path):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "scripts/prepare.py", *arguments, "--folder", str(tmp_path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )

    return run


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")} | {
        path.name: path.read_bytes() for path in (folder / "secrets").iterdir() if path.is_file()
    }


def test_said_twice_it_changes_nothing(prepare, tmp_path):
    assert prepare("portal.example", "anna@example.org").returncode == 0
    before = contents(tmp_path)
    again = prepare("other.example", "ben@example.org", "--mail", "smtp://mail.example:25")
    assert again.returncode == 0
    assert "made" not in again.stdout
    assert contents(tmp_path) == before
    assert len({before[name] for name in before}) == len(before) == 8


def test_only_its_owner_gets_at_the_secrets_and_none_is_short(prepare, tmp_path):
    told = prepare("192.168.1.20", "anna@example.org").stdout
    folder = tmp_path / "secrets"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    for name, least in {
        "secret_key": 50,
        "postgres_password": 32,
        "metrics_token": 32,
        "administrator_password": 20,
    }.items():
        text = (folder / name).read_text()
        assert len(text) >= least
        assert text not in told


@pytest.mark.parametrize(
    ("name", "kind"),
    [("portal.example", "DNS:portal.example"), ("10.0.0.9", "IP Address:10.0.0.9")],
)
def test_the_certificate_is_for_that_name(prepare, tmp_path, name, kind):
    prepare(name, "anna@example.org")
    done = subprocess.run(
        [
            *("openssl", "x509", "-noout", "-ext", "subjectAltName"),
            *("-in", str(tmp_path / "secrets" / "tls" / "fullchain.pem")),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert kind in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("https://portal.example", "anna@example.org"),
            "“https://portal.example” is no host name.",
        ),
        (("portal.example:8443", "anna@example.org"), "is no host name"),
        (("-.example", "anna@example.org"), ""),
        (("portal.example", "anna"), "“anna” is no e-mail address of an administrator."),
    ],
)
def test_what_it_cannot_use_it_refuses_in_words(prepare, tmp_path, arguments, message):
    done = prepare(*arguments)
    assert done.returncode != 0
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
