"""What migrations do to rows that are there already."""

import pkgutil
from importlib import import_module

import pytest
from django.apps import apps

from reporting import migrations
from tests.factories import RenderedFileFactory, SnapshotFactory, SnapshotFileFactory

pytestmark = pytest.mark.django_db


def migration(name):
    """The migration of that name, whatever its number."""
    (module,) = (m.name for m in pkgutil.iter_modules(migrations.__path__) if m.name[5:] == name)
    return import_module(f"reporting.migrations.{module}")


def test_what_was_the_offices_is_the_agencys_and_nothing_else_of_a_version_changes():
    office, public = {"edition": "office", "tables": [1]}, {"edition": "public", "tables": [2]}
    snapshot = SnapshotFactory(data={"public": public, "office": office})
    file = SnapshotFileFactory(snapshot=snapshot, edition="office", path="submitted/a-office.pdf")
    rendered = RenderedFileFactory(edition="office")
    migration("editions").office_to_agency(apps, None)
    for row in (snapshot, file, rendered):
        row.refresh_from_db()
    assert snapshot.data == {"public": public, "agency": office}
    assert (file.edition, file.path, rendered.edition) == (
        "agency",
        "submitted/a-office.pdf",
        "agency",
    )
    migration("editions").agency_to_office(apps, None)
    snapshot.refresh_from_db()
    assert snapshot.data == {"public": public, "office": office}
