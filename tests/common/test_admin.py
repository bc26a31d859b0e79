"""The coordination office as a whole: every model has its pages, and each costs what it must."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from common.admin import OfficeAdmin, finding_sources
from tests.factories import PartnershipFactory, UserFactory
from tests.office import FACTORIES, change_page, errors, page, send, signed_in
from tests.people import officer

pytestmark = pytest.mark.django_db

APPS = ("partnership", "gateways", "smes", "events", "reporting", "exchange")

LIST_QUERIES = {
    "partnership.Partnership": 6,
    "partnership.Membership": 6,
    "partnership.TargetMarket": 6,
    "partnership.Programme": 5,
    "partnership.Indicator": 6,
    "partnership.Measurement": 6,
    "partnership.Cluster": 7,
    "partnership.ClusterFigures": 6,
    "partnership.DirectoryTerm": 5,
    "partnership.Network": 5,
    "partnership.User": 5,
    "partnership.Role": 6,
    "partnership.Invitation": 6,
    "partnership.Email": 7,
    "partnership.OpenRecord": 5,
    "partnership.SavedFilter": 6,
    "partnership.ConsentText": 6,
    "partnership.Consent": 6,
    "partnership.DeletionNotice": 6,
    "partnership.Export": 6,
    "gateways.Organisation": 7,
    "gateways.Agreement": 6,
    "gateways.AgreementParty": 6,
    "gateways.Contact": 6,
    "gateways.Service": 7,
    "gateways.Offer": 6,
    "smes.ExpressionMessage": 6,
    "smes.Company": 7,
    "smes.SMECase": 6,
    "smes.ClusterCase": 6,
    "smes.ClusterCasePartner": 6,
    "smes.Objective": 5,
    "smes.Expression": 7,
    "smes.Question": 6,
    "smes.Answer": 6,
    "smes.ExpressionFile": 6,
    "smes.ExpressionConsent": 6,
    "smes.ExpressionStep": 6,
    "smes.Criterion": 6,
    "smes.Review": 6,
    "smes.Score": 6,
    "smes.Handover": 6,
    "smes.SupportCase": 6,
    "smes.WorkStep": 6,
    "smes.SupportContact": 6,
    "smes.SupportFile": 6,
    "smes.Satisfaction": 7,
    "smes.Outcome": 6,
    "smes.OutcomeRequest": 7,
    "smes.Testimonial": 6,
    "events.Event": 6,
    "events.Participation": 6,
    "events.Meeting": 6,
    "events.DeclaredFigure": 7,
    "events.EventSeries": 6,
    "events.ProgrammeItem": 6,
    "events.Registration": 6,
    "events.Attendee": 6,
    "events.EventQuestion": 6,
    "events.EventAnswer": 6,
    "events.EventInvitation": 6,
    "events.Delegation": 6,
    "events.Matchmaking": 6,
    "events.Slot": 6,
    "events.MeetingTable": 6,
    "events.MeetingResource": 6,
    "events.BlockedPair": 6,
    "events.MeetingOrder": 6,
    "events.Schedule": 6,
    "events.ScheduledMeeting": 6,
    "events.MeetingFeedback": 6,
    "events.EventImport": 6,
    "reporting.Report": 6,
    "reporting.NarrativeSection": 6,
    "reporting.Claim": 8,
    "reporting.MarketLabel": 7,
    "reporting.RenderedFile": 8,
    "reporting.Job": 7,
    "reporting.Download": 12,
    "reporting.Snapshot": 6,
    "reporting.SnapshotFile": 7,
    "reporting.PartnerVerdict": 6,
    "reporting.ReportStep": 6,
    "reporting.AcceptedFinding": 6,
    "exchange.WorkbookImport": 5,
}
"""Queries of each list page: session, person, count, rows, saved filters; one for each filter of a relation."""

MADE_BY_THE_PORTAL = {
    "events.Registration",
    "events.Attendee",
    "events.EventAnswer",
    "events.Slot",
    "events.Schedule",
    "events.ScheduledMeeting",
    "events.MeetingFeedback",
    "events.EventImport",
    "smes.Review",
    "smes.Score",
    "smes.Handover",
    "smes.OutcomeRequest",
    "exchange.WorkbookImport",
    "partnership.Consent",
    "partnership.DeletionNotice",
    "partnership.Email",
    "partnership.Export",
    "partnership.OpenRecord",
    "partnership.SavedFilter",
    "smes.Expression",
    "smes.Answer",
    "smes.ExpressionFile",
    "smes.ExpressionConsent",
    "smes.ExpressionStep",
    "smes.ExpressionMessage",
    "reporting.AcceptedFinding",
    "reporting.RenderedFile",
    "reporting.Job",
    "reporting.Download",
    "reporting.Snapshot",
    "reporting.SnapshotFile",
    "reporting.PartnerVerdict",
    "reporting.ReportStep",
    "smes.WorkStep",
    "smes.SupportContact",
    "smes.SupportFile",
    "smes.Satisfaction",
}

MODELS = {model._meta.label: model for model in admin.site._registry}
by_model = pytest.mark.parametrize("label", MODELS)


@pytest.fixture
def office(client):
    return signed_in(client)


def test_every_record_of_the_portal_has_a_page_in_the_office():
    records = {
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
    }
    hidden = {model for model in records if model._meta.auto_created}
    assert set(admin.site._registry) == records - hidden


@by_model
def test_every_page_of_the_office_is_made_from_the_same_base(label):
    made = admin.site._registry[MODELS[label]]
    assert isinstance(made, OfficeAdmin)
    assert made.description.endswith((".", "…"))
    assert made.search_help_text.startswith("Search ")
    assert made.list_per_page == 50
    assert isinstance(made.list_select_related, tuple)


@by_model
def test_a_list_costs_the_same_for_one_row_and_for_three(label, office, django_assert_num_queries):
    model = MODELS[label]
    address = page(model, "changelist")
    FACTORIES[model]()
    office.get(address)  # warms the cache of content types
    with django_assert_num_queries(LIST_QUERIES[label]):
        office.get(address)
    FACTORIES[model].create_batch(2)
    with django_assert_num_queries(LIST_QUERIES[label]):
        response = office.get(address)
    assert response.context["cl"].result_count >= 3


def test_the_queries_of_every_list_are_known():
    assert set(LIST_QUERIES) == set(MODELS)


@by_model
def test_a_list_can_be_searched(label, office):
    model = MODELS[label]
    FACTORIES[model]()
    response = office.get(page(model, "changelist"), {"q": "zzz nothing"})
    assert response.context["cl"].result_count == 0


@by_model
def test_a_record_can_be_opened(label, office):
    assert office.get(change_page(FACTORIES[MODELS[label]]())).status_code == 200


@by_model
def test_an_empty_form_can_be_opened_where_records_are_entered(label, office):
    model = MODELS[label]
    entered_by_hand = label not in MADE_BY_THE_PORTAL
    response = office.get(page(model, "add"))
    assert response.status_code == (200 if entered_by_hand else 403)


@by_model
def test_the_history_of_a_record_can_be_opened(label, office):
    record = FACTORIES[MODELS[label]]()
    assert office.get(page(MODELS[label], "history", record.pk)).status_code == 200


@by_model
def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_page(label, client):
    address = page(MODELS[label], "changelist")
    response = client.get(address)
    assert response.status_code == 302
    assert response.url == f"{reverse('admin:login')}?next={address}"


@by_model
def test_without_a_role_nobody_enters(label, client):
    record = FACTORIES[MODELS[label]]()
    client.force_login(UserFactory())
    for address in (page(MODELS[label], "changelist"), change_page(record)):
        assert client.get(address).url == f"{reverse('admin:login')}?next={address}"


def test_a_person_who_is_no_staff_is_asked_to_sign_in_as_somebody_else(client):
    client.force_login(UserFactory())
    assert client.get(reverse("admin:index")).status_code == 302


def test_the_index_follows_the_work(office):
    response = office.get(reverse("admin:index"))
    assert [app["name"] for app in response.context["app_list"]] == [
        "Partnerships and clusters",
        "Gateways and agreements",
        "Events and meetings",
        "SMEs and cooperation cases",
        "Reports",
        "Import and export",
        "People and access",
    ]
    people = response.context["app_list"][-1]["models"]
    assert [str(model["name"]) for model in people] == [
        "People",
        "Roles",
        "Invitations",
        "E-mails",
        "Open records",
        "Saved filters",
        "Consent texts",
        "Consents",
        "Deletion notices",
        "Exports",
    ]


def test_the_index_tells_what_the_records_are(office):
    response = office.get(reverse("admin:index"))
    assert "Workshops, missions, fairs, C2C and B2B events." in response.content.decode()


def test_the_sign_in_page_asks_for_the_e_mail_address(client):
    shown = client.get(reverse("admin:login"), follow=True).content.decode()
    assert "<h1>Sign in</h1>" in shown
    assert "E-mail address" in shown


def test_the_page_of_an_app_lists_its_own_records(office):
    response = office.get(reverse("admin:app_list", args=["events"]))
    names = [model["object_name"] for model in response.context["app_list"][0]["models"]]
    assert names == [
        "Event",
        "EventSeries",
        "ProgrammeItem",
        "Participation",
        "Meeting",
        "DeclaredFigure",
        "Registration",
        "Attendee",
        "EventQuestion",
        "EventAnswer",
        "EventInvitation",
        "Delegation",
        "Matchmaking",
        "Slot",
        "MeetingTable",
        "MeetingResource",
        "BlockedPair",
        "MeetingOrder",
        "Schedule",
        "ScheduledMeeting",
        "MeetingFeedback",
        "EventImport",
    ]


def test_a_list_counts_what_belongs_to_a_row_and_leads_to_it(office):
    partnership = PartnershipFactory()
    FACTORIES[MODELS["partnership.Membership"]].create_batch(2, partnership=partnership)
    shown = office.get(page(type(partnership), "changelist")).content.decode()
    address = f"{reverse('admin:partnership_membership_changelist')}?partnership__id__exact="
    assert f'<a class="count" href="{address}{partnership.pk}"' in shown
    assert ">2</a>" in shown


def test_findings_stand_beside_the_record_that_they_concern(office):
    class Found:
        severity, message, where = "warning", "139 claimed, 143 reported.", "table A"
        model, pk = "reporting.claim", 7

    partnership, other = PartnershipFactory.create_batch(2)

    def source(record, user):
        return [Found()] if record == partnership else []

    finding_sources.append(source)
    try:
        shown = office.get(change_page(partnership)).content.decode()
        assert "139 claimed, 143 reported." in shown
        assert f'href="{reverse("admin:reporting_claim_change", args=[7])}"' in shown
        assert "139 claimed" not in office.get(change_page(other)).content.decode()
    finally:
        finding_sources.remove(source)


def test_a_refused_change_is_in_the_form_only_while_the_page_still_names_the_saved_record(office):
    partnership = PartnershipFactory(acronym="LASER-GO")
    response = send(office, change_page(partnership), acronym="LASER", end_on="2000-01-01")
    assert list(errors(response)) == ["end_on"]
    assert response.context["original"].acronym == "LASER-GO"
    assert response.context["adminform"].form["acronym"].value() == "LASER"


def test_who_may_only_look_sees_the_record_and_cannot_save_it(client):
    partnership = PartnershipFactory()
    client.force_login(officer(partnership))
    shown = client.get(change_page(partnership))
    assert shown.status_code == 200
    assert 'name="_save"' not in shown.content.decode()
    assert client.post(change_page(partnership), {}).status_code == 403


NUMBER_BEYOND_ALL = "9" * 20


@by_model
def test_an_address_that_makes_no_sense_is_no_fault_of_the_portal(client, label):
    office = signed_in(client)
    office.raise_request_exception = False
    model = MODELS[label]
    relations = [field.name for field in model._meta.get_fields() if field.is_relation]
    asked = [
        page(model, "changelist") + f"?id__exact={NUMBER_BEYOND_ALL}",
        page(model, "changelist") + "?id__exact=%00",
        *(page(model, "changelist") + f"?{name}={NUMBER_BEYOND_ALL}" for name in relations),
        *(page(model, "add") + f"?{name}=abc" for name in relations),
        *(page(model, action, NUMBER_BEYOND_ALL) for action in ("change", "delete", "history")),
        page(model, "history", "abc"),
        page(model, "history", "1") + "abc/",
    ]
    assert [each for each in asked if office.get(each).status_code >= 500] == []


def test_a_long_number_may_be_searched_for(office):
    response = office.get(page(PartnershipFactory._meta.model, "changelist"), {"q": "9" * 25})
    assert response.status_code == 200
    assert not response.context["cl"].result_list
