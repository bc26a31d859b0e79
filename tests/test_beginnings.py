"""What tests begin with: the database of the migrations, and records that were made before."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core import serializers
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from events.models import Event
from partnership.models import Partnership
from reporting.models import Report
from tests.database import IMPORTED, state_of_migrations
from tests.factories import EventFactory, ReportFactory
from tests.kept import Kept


def everything():
    models = (Partnership, Report, Event, Event.history.model)
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in models]


@pytest.mark.django_db
def test_every_migration_is_applied():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_another_migration_or_what_it_imports_is_another_state(settings, tmp_path):
    here = state_of_migrations()
    assert here == state_of_migrations()
    assert "common.constraints" in IMPORTED.findall("import common.constraints\n")
    settings.BASE_DIR = tmp_path  # what the migrations import is not there
    assert state_of_migrations() != here


@pytest.mark.django_db
def test_what_is_put_back_is_what_was_made(settings, tmp_path):
    kept, made, seen = Kept(tmp_path / "kept"), [], []

    def make():
        report = ReportFactory()
        made.append(EventFactory(partnership=report.partnership, start_on=date(2018, 2, 1)))
        Path(project.REPORTS_ROOT, "a").mkdir(parents=True)
        Path(project.REPORTS_ROOT, "a", "b.txt").write_text("c")

    for folder in ("first", "second"):
        settings.REPORTS_ROOT = tmp_path / folder
        with transaction.atomic():
            kept.begin_with("a report", make)
            seen.append((everything(), Path(settings.REPORTS_ROOT, "a", "b.txt").read_text()))
            assert EventFactory(partnership=Partnership.objects.get()).pk > made[0].pk
            transaction.set_rollback(True)
    assert seen[0] == seen[1]
    assert len(made) == 1
    with transaction.atomic():  # other records were there before: it is made again
        settings.REPORTS_ROOT = tmp_path / "third"
        ReportFactory()
        kept.begin_with("a report", make)
        assert (len(made), Report.objects.count()) == (2, 2)
        transaction.set_rollback(True)
