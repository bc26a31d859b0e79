"""Prepares a folder for `docker compose up`: python3 scripts/prepare.py portal.example anna@example.org

Writes .env (host name, administrator) and secrets/ (keys and passwords that nobody has to type, and a
self-made certificate until there is a real one). What is there already is never changed. Needs openssl.
"""

from __future__ import annotations  # old Pythons get a message, not a traceback

import argparse
import ipaddress
import os
import re
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
DAYS = 825
"""Browsers take no certificate for longer."""


class PrepareError(Exception):
    """Something the person at the keyboard has to do; the message says what."""


def main() -> None:
    given = arguments()
    host = checked_host(given.host)
    if not ADDRESS.fullmatch(given.administrator):
        raise PrepareError(f"“{given.administrator}” is no e-mail address of an administrator.")
    prepare(
        Path(given.folder), host, given.administrator, given.mail, given.sender or f"portal@{host}"
    )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "host", help="name or address by which the portal is reached, without https://"
    )
    parser.add_argument("administrator", help="e-mail address of the first administrator")
    parser.add_argument(
        "--mail",
        default="smtp://localhost:25",
        help="the mail server, such as smtp+tls://user:password@mail.example.org:587",
    )
    parser.add_argument("--sender", default="", help="the address that mails come from")
    parser.add_argument("--folder", default=str(ROOT), help=argparse.SUPPRESS)
    return parser.parse_args()


def checked_host(text: str) -> str:
    host = text.strip().lower()
    if not HOST_NAME.fullmatch(host):
        raise PrepareError(
            f"“{text}” is no host name. Give one such as portal.example.org, localhost or 192.168.1.20."
        )
    return host


def prepare(folder: Path, host: str, administrator: str, mail: str, sender: str) -> None:
    keys = folder / "secrets"
    # Nobody else gets into the folder; containers, which have other users, read single files of it.
    keys.mkdir(mode=0o700, exist_ok=True)
    made = [
        write(keys / "secret_key", secrets.token_urlsafe(60)),
        write(keys / "postgres_password", secrets.token_urlsafe(32)),
        write(keys / "metrics_token", secrets.token_urlsafe(32)),
        write(keys / "administrator_password", secrets.token_urlsafe(18)),
        write(keys / "email_url", mail),
    ]
    for name in ("tls", "acme"):
        (keys / name).mkdir(exist_ok=True)
        (keys / name).chmod(0o755)
    made.append(make_certificate(keys / "tls", host))
    settings = (
        f"PORTAL_HOST={host}\nADMINISTRATOR_EMAIL={administrator}\nDEFAULT_FROM_EMAIL={sender}\n"
    )
    made.append(write(folder / ".env", settings, mode=0o600))
    for path, is_new in made:
        print(f"{'made' if is_new else 'kept'}  {path}")
    print(
        f"\nNext:  docker compose up --build --detach --wait\n"
        f"Then:  https://{host}/account/login/ as {administrator}\n"
        f"       with the password in {keys / 'administrator_password'}; choose another one there."
    )


def write(path: Path, text: str, mode: int = 0o644) -> tuple[Path, bool]:
    """The file, and whether it was made; one that is there stays as it is."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        return path, False
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
    path.chmod(mode)
    return path, True


def make_certificate(folder: Path, host: str) -> tuple[Path, bool]:
    """A certificate that browsers warn of; good for a laptop, and until there is another."""
    certificate, key = folder / "fullchain.pem", folder / "privkey.pem"
    if certificate.exists() and key.exists():
        return certificate, False
    openssl = shutil.which("openssl")
    if not openssl:
        raise PrepareError(
            f"openssl was not found. Install it, or put a certificate into {certificate} and its key "
            f"into {key}, and try again."
        )
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", str(DAYS)]
    command += ["-subj", f"/CN={host[:64]}", "-addext", f"subjectAltName={kind_of(host)}:{host}"]
    done = subprocess.run(
        [*command, "-keyout", str(key), "-out", str(certificate)], capture_output=True, text=True
    )
    if done.returncode:
        raise PrepareError(f"openssl could not make a certificate:\n{done.stderr}")
    for path in (certificate, key):
        path.chmod(0o444)
    return certificate, True


def kind_of(host: str) -> str:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "DNS"
    return "IP"


if __name__ == "__main__":
    try:
        main()
    except (PrepareError, OSError) as error:
        sys.exit(str(error))
