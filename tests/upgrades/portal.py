"""``python -m tests.upgrades.portal DO``: a portal as an earlier release left it, and what became of it.

``lay before_events`` makes the tables of that release and fills them with what it had kept; ``tell``
prints what is there. Everything between is ``manage.py migrate``.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

import django

KEPT = Path(__file__).parent

TARGETS = {
    "before_events": {
        "partnership": "0009_office",
        "gateways": "0005_indexes",
        "smes": "0003_confidentiality",
        "events": "0003_responsible_cluster",
        "reporting": "0009_work_without_report",
        "exchange": "0001_initial",
    }
}
"""The last migration of each app in a release; other apps come with libraries, which have not changed."""


def lay(release):
    """The tables and rows of a release, and its files."""
    from django.conf import settings
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    targets = [
        (app, TARGETS[release].get(app, name)) for app, name in executor.loader.graph.leaf_nodes()
    ]
    state = executor.migrate(targets)
    shapes = shapes_of(connection)
    with connection.constraint_checks_disabled(), transaction.atomic():
        _fill(state.apps, json.loads((KEPT / release / "rows.json").read_text()))
    connection.check_constraints()
    shutil.copytree(KEPT / release / "files", settings.VAR_DIR, dirs_exist_ok=True)
    sys.stdout.write(json.dumps(shapes) + "\n")


def _fill(models, tables):
    """Rows as they were, without what saving adds; rows that migrations made go first."""
    from django.core.management.color import no_style
    from django.db import connection

    found = models.get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        names = connection.introspection.table_names(cursor)
        for model in reversed(found):
            if model._meta.db_table in names and model._meta.label != "migrations.Migration":
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    by_label = {model._meta.label: model for model in found}
    for label, table in tables.items():
        model = by_label[label]
        fields = {field.attname: field for field in model._meta.concrete_fields}
        assert set(fields) == set(table["columns"]), label
        for row in table["rows"]:
            values = {
                name: fields[name].to_python(value) if isinstance(value, str) else value
                for name, value in zip(table["columns"], row, strict=True)
            }
            model(**values).save_base(raw=True, force_insert=True)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)


def tell(release):
    """What became of the rows, figures and histories of a release."""
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection

    connection.check_constraints()
    tables = json.loads((KEPT / release / "rows.json").read_text())
    told = {"lost": [], "changed": {}, "rows": 0, "histories": 0, "new_migrations": []}
    for label, table in tables.items():
        _compare(apps.get_model(label), table, told)
    told["reports"] = _reports()
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    except SystemExit:
        told["new_migrations"] = ["models have changed without a migration"]
    sys.stdout.write(json.dumps(told) + "\n")


def _compare(model, table, told):
    """Each row by its key, in every column that there still is."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rows = {row.pk: row for row in model._base_manager.all()}
    for kept in table["rows"]:
        values = dict(zip(table["columns"], kept, strict=True))
        row = rows.get(fields[model._meta.pk.attname].to_python(values[model._meta.pk.attname]))
        if row is None:
            told["lost"].append(f"{model._meta.label} {kept[0]}")
            continue
        told["rows"] += 1
        for name, value in values.items():
            field = fields.get(name)
            wanted = field.to_python(value) if field and isinstance(value, str) else value
            if field is None or getattr(row, name) != wanted:
                told["changed"][f"{model._meta.label}.{name}"] = [
                    str(value),
                    str(getattr(row, name, None)),
                ]
        if hasattr(model, "instance"):
            str(row.instance)  # as a page of history reads it
            told["histories"] += 1


def _reports():
    """Whether each edition of the submitted report comes to what it came to."""
    from reporting.engine.editions import Edition
    from reporting.engine.registries import writers
    from reporting.models import Snapshot
    from reporting.submission import assemble_report

    snapshot = Snapshot.objects.get(report__partnership__slug="alpine-optics")
    report, told = snapshot.report, {}
    for edition in Edition:
        made = assemble_report(
            report.partnership, report.document, report_key=report.key, edition=edition
        )
        now = json.loads(writers["json"]().write(made))
        told[edition.value] = (
            "same"
            if now == snapshot.data[edition.value]
            else _difference(snapshot.data[edition.value], now)
        )
    return told


def _difference(before, after, place=""):
    """The places in which two values differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            found
            for name in sorted({*before, *after})
            for found in _difference(before.get(name), after.get(name), f"{place}/{name}")
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [f for n, (a, b) in pairs for f in _difference(a, b, f"{place}/{n}")]
    return [] if before == after else [f"{place}: {str(before)[:80]} → {str(after)[:80]}"]


def shapes_of(connection):
    """Of each table a short text that is another one when its columns, constraints or indexes are."""
    own = {"sqlite": _in_sqlite, "postgresql": _in_postgresql}[connection.vendor]
    shapes = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            text = json.dumps(sorted(map(repr, own(cursor, name))))
            shapes[name] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return shapes


def _in_sqlite(cursor, name):
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = %s", [name])
    return cursor.fetchall()


def _in_postgresql(cursor, name):
    cursor.execute(
        "SELECT column_name, data_type, character_maximum_length, numeric_precision, numeric_scale,"
        " is_nullable, column_default FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s",
        [name],
    )
    columns = cursor.fetchall()
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype IN ('c', 'f', 'p', 'u')",
        [name],
    )
    rules = cursor.fetchall()
    cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s", [name])
    return [*columns, *rules, *cursor.fetchall()]


if __name__ == "__main__":
    django.setup()
    {"lay": lay, "tell": tell}[sys.argv[1]](*sys.argv[2:])
