"""Prepares this machine: `make setup` and what the other targets need.

* scripts/setup.py: the environment, the database, demo data and two reports
* scripts/setup.py --tools: the environment with the development tools
* scripts/setup.py --tests: the same, and the programs that the tests call
"""

from __future__ import annotations  # old Pythons get a message, not a traceback

import os
import shutil
import sys

from environment import (
    BROWSER,
    CHROMIUM,
    SetupError,
    ensure_environment,
    ensure_pdf_libraries,
    ensure_translations,
    install_system_packages,
    manage,
    say,
)

REPORTS = ("bioxclusters-plus", "laser-go")


def main() -> None:
    arguments = sys.argv[1:]
    if not arguments:
        say(prepare_portal())
    elif arguments == ["--tools"]:
        ensure_environment("dev")
    elif arguments == ["--tests"]:
        prepare_tests()
    else:
        raise SetupError(__doc__ or "")


def prepare_portal() -> str:
    """Everything up to two finished reports. Returns the sign-ins of the demo."""
    ensure_environment("core")
    ensure_pdf_libraries()
    ensure_translations()
    manage("migrate", "--verbosity", "0")
    sign_ins = manage("load_demo")
    for partnership in REPORTS:
        name = f"{partnership}-key-achievements"
        output = f"var/reports/{name}.pdf"
        arguments = (partnership, "key-achievements", "--format", "pdf", "--output", output)
        manage("render_report", *arguments)
        say(f"Report: {output}")
    return sign_ins


def prepare_tests() -> None:
    ensure_environment("dev")
    ensure_pdf_libraries()
    ensure_translations()
    wanted = {BROWSER: CHROMIUM, "poppler-utils": "pdftotext", "qpdf": "qpdf"}
    wanted |= {name: name for name in ("nginx", "curl", "openssl", "redis-server")}
    missing = [package for package, program in wanted.items() if not shutil.which(program)]
    if not missing:
        return
    try:
        install_system_packages(missing, "Programs for the tests are missing.")
    except SetupError as error:
        if os.environ.get("CI") == "true":
            raise
        say(f"{error}\nThe tests that need them will be skipped.")


if __name__ == "__main__":
    try:
        main()
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
