"""A portal of its own for backups: ``python -m … fill state "backup /folder"`` does one after another.

``schema`` makes all tables without the migrations' long way there, ``fill`` puts records and files into
them, and ``state`` tells all of it: rows of each table, hashes of all files and of what the report comes
to. Everything else is a command of the portal.
"""

import hashlib
import json
import shlex
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

REPORT = ("baltic-photonics", "key-achievements")


def schema():
    from django.apps import apps
    from django.conf import settings

    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    settings.MIGRATION_MODULES = {}
    call_command("migrate", fake=True, verbosity=0)


def fill():
    from django.core.files.base import ContentFile

    from common.stores import reports
    from tests import factories as make
    from tests.documents import PDF

    report = make.ReportFactory(partnership__slug=REPORT[0], is_public=True)
    partnership = report.partnership
    make.MembershipFactory(partnership=partnership)
    market = make.TargetMarketFactory(partnership=partnership)
    make.RoleFactory(partnership=partnership, kind="coordinator")
    make.NarrativeSectionFactory(report=report, text="Été à Łódź – 50 %")
    agreement = make.AgreementFactory(partnership=partnership, market=market)
    make.AgreementPartyFactory(agreement=agreement)
    agreement.document_file.save("Zusage – été.pdf", ContentFile(PDF))
    event = make.EventFactory(partnership=partnership, markets=[market])
    make.MeetingFactory(event=event)
    make.PartnershipFactory()
    version = make.SnapshotFactory(report=report, number=1, data={"public": {"title": "Ümlaut"}})
    path = f"submitted/{version.code}/public.json"
    file = make.SnapshotFileFactory(snapshot=version, edition="public", format="json", path=path)
    for name, content in ((file.path, b"{}" * 100_000), ("rendered/again.pdf", b"made again")):
        with reports().writing(name) as target:
            target.write(content)


def state():
    from exchange.backups.databases import count_rows
    from exchange.backups.folders import stores

    told = {"files": {}, "reports": {}}
    for folder, store in stores().items():
        told["files"] |= {
            f"{folder}/{entry.name}": hashed(store.file(entry.name)) for entry in store.entries()
        }
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("json", "csv"):
            path = Path(folder, f"report.{kind}")
            call_command("render_report", *REPORT, format=kind, output=path, verbosity=0)
            told["reports"][path.name] = hashed(path)
    told["tables"] = count_rows()
    sys.stdout.write(json.dumps(told) + "\n")


def hashed(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def play(words):
    own = {"schema": schema, "fill": fill, "state": state}
    name, *arguments = shlex.split(words)
    if name in own:
        own[name]()
    else:
        call_command(name, *arguments)


if __name__ == "__main__":
    django.setup()
    for words in sys.argv[1:]:
        play(words)
