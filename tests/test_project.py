"""Rules about the whole project; they cover new code on its arrival."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from simple_history.utils import get_history_manager_for_model

from common.measures import measures
from common.models import Record
from events.models import DeclaredFigure, Event, EventImport, Meeting, Participation
from exchange.models import WorkbookImport
from gateways.models import Contact, Offer, Service
from partnership.models import (
    ClusterFigures,
    Consent,
    ConsentText,
    DeletionNotice,
    DirectoryTerm,
    Email,
    Export,
    Invitation,
    Network,
    OpenRecord,
    Role,
    SavedFilter,
    User,
)
from reporting.engine.prose import VIEWS
from reporting.engine.registries import documents, figures, tables, writers
from reporting.models import (
    Download,
    Job,
    PartnerVerdict,
    RenderedFile,
    ReportStep,
    Snapshot,
    SnapshotFile,
)
from reporting.services import assemble_report
from reporting.sources import LINKS, SOURCES
from smes.models import (
    Answer,
    Criterion,
    ExpressionConsent,
    ExpressionFile,
    ExpressionMessage,
    ExpressionStep,
    Handover,
    OutcomeRequest,
    Question,
    Review,
    Satisfaction,
    Score,
    SupportContact,
    SupportFile,
    WorkStep,
)
from tests.factories import PartnershipFactory

APPS = ("partnership", "gateways", "smes", "events", "reporting", "exchange")
MODELS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    if not model.__name__.startswith("Historical")
]
LIFE = {PartnerVerdict, ReportStep, Snapshot, SnapshotFile}
WORK = {Download, Job, RenderedFile, WorkbookImport}
PEOPLE = {User, Role, Invitation, Contact, Consent, ConsentText, DeletionNotice, Email, Export}
DESKS = {OpenRecord, SavedFilter}
# Of expressions and support cases reports count what there is; of the rest they show nothing.
EXPRESSIONS = {Answer, ExpressionConsent, ExpressionFile, ExpressionStep, Question}
SERVED = {Service, Offer, ExpressionMessage}
SELECTION = {Criterion, Handover, Review, Score}
SUPPORT = {WorkStep, SupportContact, SupportFile, Satisfaction, OutcomeRequest}
DIRECTORY = {ClusterFigures, DirectoryTerm, Network}
# Reports count participations and meetings; how they came about they do not tell.
MATCHMAKING = {
    model
    for model in apps.get_app_config("events").get_models()
    if not model.__name__.startswith("Historical")
} - {DeclaredFigure, Event, Meeting, Participation}
NOT_SHOWN_IN_REPORTS = {
    EventImport,
    *DIRECTORY,
    *MATCHMAKING,
    *EXPRESSIONS,
    *SELECTION,
    *SERVED,
    *SUPPORT,
    *PEOPLE,
    *DESKS,
    *WORK,
    *LIFE,
}
DOCUMENTATION = Path(settings.BASE_DIR, "docs", "reports.md").read_text()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_record_keeps_its_history(model):
    if issubclass(model, Record):
        assert get_history_manager_for_model(model)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_record_has_a_page_in_the_office(model):
    assert model in admin.site._registry


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_change_of_any_record_that_a_report_shows_is_seen_by_the_cache(model):
    assert (model in SOURCES) is (model not in NOT_SHOWN_IN_REPORTS)


def test_every_link_between_records_of_a_report_is_seen_by_the_cache():
    links = {
        field.remote_field.through
        for model in SOURCES
        for field in model._meta.local_many_to_many
        if field.remote_field.through._meta.auto_created
        and field.related_model not in NOT_SHOWN_IN_REPORTS
    }
    assert links == set(LINKS)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_constraint_has_a_message_for_the_person_who_meets_it(model):
    default = "Constraint “%(name)s” is violated."
    for constraint in model._meta.constraints:
        if model is not RenderedFile:
            assert constraint.violation_error_message != default, constraint.name
            assert constraint.violation_error_message.endswith("."), constraint.name


@pytest.mark.parametrize("key", list(figures))
def test_every_figure_is_a_measure_and_is_documented(key):
    assert key in measures
    assert f"`{key}`" in DOCUMENTATION


@pytest.mark.parametrize("view", [view for view in VIEWS if view])
def test_every_view_of_a_figure_is_documented(view):
    assert f"\\|{view} }}}}`" in DOCUMENTATION


@pytest.mark.parametrize("key", list(tables))
def test_every_table_fills_the_page_and_names_each_column_once(key):
    columns = tables[key].columns
    assert sum(column.width for column in columns) == 100
    assert len({column.key for column in columns}) == len(columns)
    assert any(key in document.tables for document in documents.values())


@pytest.mark.django_db
@pytest.mark.parametrize("file_format", list(writers))
def test_every_writer_writes_an_empty_report_the_same_way_twice(file_format):
    data = assemble_report(PartnershipFactory(acronym="ŁÓDŹ & 日本 <b>"))
    first, second = (writers[file_format]().write(data) for _ in range(2))
    assert first == second
    assert b"<b>" not in first or file_format in ("json", "csv")
