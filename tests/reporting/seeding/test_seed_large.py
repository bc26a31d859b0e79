"""The invented programme: as many of everything as was asked for, the same every time."""

import hashlib
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from events.models import Attendee, Event, Meeting, Participation, Registration
from gateways.models import Agreement, Offer, Organisation, Service
from partnership.models import (
    Cluster,
    Email,
    Indicator,
    Membership,
    Partnership,
    Programme,
    Role,
)
from reporting.management.commands.seed_large import LARGEST
from reporting.models import Snapshot, SnapshotFile
from reporting.seeding.programme import seed_programme
from reporting.seeding.size import Size, apportion, shares
from reporting.services import assemble_report
from smes.models import (
    ClusterCase,
    Company,
    Expression,
    ExpressionStep,
    SMECase,
    SupportCase,
    Testimonial,
    WorkStep,
)
from tests.factories import ClusterFactory, PartnershipFactory, ProgrammeFactory, UserFactory

FILLED = (
    *(Service, Offer, Expression, ExpressionStep, Email, SupportCase, WorkStep),
    *(Registration, Attendee, Snapshot, SnapshotFile, Role),
)
TODAY = date(2026, 11, 21)
SMALL = Size(partnerships=3, clusters=7, countries=5, companies=60, meetings=90)


def seed(size=SMALL):
    return seed_programme(size, today=TODAY, tell=lambda line: None)


def test_the_usual_size_is_that_of_the_programme_at_its_largest():
    assert Size() == Size(26, 150, 23, 17_000, 50_000)
    assert Size().times(10) == Size(260, 1_500, 23, 170_000, 500_000)


@pytest.mark.parametrize(("total", "parts"), [(17_000, 26), (50_000, 26), (7, 3), (5, 1)])
def test_shares_add_up(total, parts):
    found = shares(total, parts)
    assert (sum(found), len(found)) == (total, parts)
    assert found == sorted(found, reverse=True)
    assert min(found) > 0


def test_shares_stand_to_each_other_as_their_weights():
    assert apportion(10, [1, 3, 1]) == [2, 6, 2]


@pytest.mark.django_db
def test_there_is_as_much_of_everything_as_was_asked_for():
    seed()
    counted = (Partnership, Cluster, Company, Meeting)
    assert [model.objects.count() for model in counted] == [3, 7, 60, 90]
    assert len({cluster.country for cluster in Cluster.objects.all()}) == 5
    assert Event.objects.count() == 3 * 40
    assert Indicator.objects.count() == 3 * 8
    for partnership in Partnership.objects.all():
        assert partnership.memberships.filter(role="coordinator").count() == 1
        assert partnership.targetmarkets.count() == 6
        for model in (Agreement, SMECase, ClusterCase):
            assert model.objects.filter(partnership=partnership).exists(), model
    assert Participation.objects.filter(state="attended").exists()


@pytest.mark.django_db
def test_every_list_of_the_office_is_filled():
    """The partnerships have 32, 16 and 12 companies, and 4 organisations beyond Europe each."""
    seed()
    assert {model.__name__: model.objects.count() for model in FILLED} == {
        "Service": 3 * 5,
        "Offer": 3 * 3,
        "Expression": 10 + 5 + 4,  # one of three companies
        "ExpressionStep": 10 + 5 + 4,
        "Email": 10 + 5 + 4,
        "SupportCase": 3,
        "WorkStep": 3 * 4,
        # Thirty places at 34 events held, as long as there are organisations; 6 to come, for companies.
        "Registration": 34 * (30 + 20 + 16) + 6 * (30 + 16 + 12),
        "Attendee": 34 * (30 + 20 + 16) + 6 * (30 + 16 + 12),
        "Snapshot": 2 * 2 * 2,  # two versions of two reports of two partnerships
        "SnapshotFile": 2 * 2 * 2 * 2,
        "Role": 3,
    }


@pytest.mark.django_db
def test_submitted_files_are_there_to_be_downloaded(client):
    seed()
    file = SnapshotFile.objects.filter(edition="public", snapshot__report__is_public=True)[0]
    content = b"".join(client.get(file.get_absolute_url()).streaming_content)
    assert len(content) == file.size > 400_000
    assert hashlib.sha256(content).hexdigest() == file.sha256


@pytest.mark.django_db
def test_each_record_has_its_first_version_as_imports_keep_it():
    seed()
    for model in (Programme, Partnership, Cluster, Membership, Event, Meeting, Company, SMECase):
        versions = model.history.all()
        assert versions.count() == model.objects.count(), model
        assert set(versions.values_list("history_type", "history_change_reason")) == {
            ("+", "Import")
        }
    company = Company.objects.order_by("pk").first()
    version = company.history.get()
    assert (version.name, version.pseudonym_number) == (company.name, 1)


@pytest.mark.django_db
def test_companies_are_whole():
    seed()
    companies = Company.objects.all()
    assert Organisation.objects.filter(side="eu_sme").count() == 60
    for company in companies:
        company.full_clean()
        company.save()
    numbers = companies.filter(partnership=companies[0].partnership).values("pseudonym_number")
    assert len({row["pseudonym_number"] for row in numbers}) == len(numbers)


@pytest.mark.django_db
def test_records_are_valid_and_make_a_report():
    seed()
    valid = (Event, Agreement, SMECase, ClusterCase, Indicator, Membership)
    for model in (*valid, Expression, SupportCase, Registration, Attendee, Offer, Testimonial):
        for record in model.objects.all():
            record.full_clean()
    data = assemble_report(Partnership.objects.first())
    assert {table.key for table in data.tables} >= {"events", "agreements", "indicators"}


@pytest.mark.django_db
def test_it_is_the_same_on_the_same_day():
    def names():
        return [
            list(model.objects.order_by("pk").values_list(*fields))
            for model, fields in (
                (Company, ("name", "country", "confidentiality")),
                (Event, ("name", "start_on")),
                (Meeting, ("kind", "state", "party_a__name", "party_b__name")),
            )
        ]

    with transaction.atomic():
        seed()
        first = names()
        transaction.set_rollback(True)
    assert not Company.objects.exists()
    seed()
    assert names() == first


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [PartnershipFactory, ClusterFactory, ProgrammeFactory])
def test_a_portal_that_holds_other_data_is_left_alone(factory):
    factory()
    with pytest.raises(CommandError, match=r"holds data already .*Set VAR_DIR to a new folder"):
        call_command("seed_large", stdout=StringIO())
    assert not Company.objects.exists()


@pytest.mark.django_db
def test_people_are_no_data(monkeypatch):
    UserFactory()
    monkeypatch.setattr(Size, "times", lambda self, number: SMALL)
    said = StringIO()
    call_command("seed_large", stdout=said)
    assert "Filled the portal: 3 partnerships, 7 clusters, 60 companies" in said.getvalue()


@pytest.mark.parametrize("typed", ["0", "x", "-1", str(LARGEST + 1)])
def test_a_size_that_is_none_is_refused(typed):
    with pytest.raises(CommandError, match="Write a whole number from 1 to 50"):
        call_command("seed_large", f"--times={typed}")
