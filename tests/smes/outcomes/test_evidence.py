"""How sure an outcome is follows from what happened, and from nothing that anybody types."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from smes.choices import CASE_TYPE_OF, OutcomeKind
from smes.models import Outcome, OutcomeRequest
from smes.services.outcomes import declare_outcome
from tests.documents import PDF, upload
from tests.factories import OutcomeFactory, SupportCaseFactory, UserFactory
from tests.office import change_page, form_data, signed_in
from tests.people import PEOPLE, coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def level(**facts):
    outcome = OutcomeFactory(**facts)
    outcome.refresh_from_db()
    return outcome.evidence


def test_the_evidence_level_follows_from_the_facts():
    document = upload("contract.pdf", PDF)
    assert level() == "declared"
    assert level(document_file=document) == "declared"
    assert level(confirmed=True) == "confirmed"
    assert level(confirmed=True, document_file=document) == "documented"
    assert level(disputed=True, document_file=document) == "declared"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "NDA"),
        ("number", 2),
        ("description", "Two contracts."),
        ("happened_on", date(2026, 5, 1)),
        ("partner_name", "Somebody else"),
        ("value", Decimal("12000.01")),
        ("currency", "USD"),
    ],
)
def test_whoever_changes_what_was_confirmed_makes_it_declared_again(field, value):
    outcome = OutcomeFactory(confirmed=True, value=12000, currency="EUR")
    outcome = Outcome.objects.get(pk=outcome.pk)
    outcome.save()
    assert outcome.evidence == "confirmed"
    setattr(outcome, field, value)
    outcome.save()
    outcome.refresh_from_db()
    assert (outcome.evidence, outcome.confirmed_at) == ("declared", None)


def test_a_document_is_added_to_what_was_confirmed_without_asking_again():
    outcome = OutcomeFactory(confirmed=True)
    outcome.document_file = upload("contract.pdf", PDF)
    outcome.save()
    assert outcome.evidence == "documented"


def test_what_the_company_disputed_is_open_again_once_it_is_corrected():
    outcome = OutcomeFactory(disputed=True)
    outcome.number = 3
    outcome.save()
    assert (outcome.disputed_at, outcome.dispute, outcome.is_answered) == (None, "", False)


def test_what_the_office_enters_is_declared_and_what_the_company_enters_is_confirmed():
    case, person = SupportCaseFactory(), UserFactory()
    fields = {"kind": "NDA", "description": "An NDA."}
    by_office = declare_outcome(case=case, party="partner", by=person, **fields)
    by_gateway = declare_outcome(case=case, party="gateway", **fields)
    by_company = declare_outcome(case=case, party="SME", **fields)
    levels = [row.evidence for row in (by_office, by_gateway, by_company)]
    assert levels == ["declared", "declared", "confirmed"]
    assert (by_office.entered_by, by_office.history.first().history_user) == (person, person)


def test_the_same_outcome_is_entered_once():
    case = SupportCaseFactory()
    fields = {"kind": "turnover", "description": "Sales.", "value": 5000, "currency": "EUR"}
    first = declare_outcome(case=case, party="SME", **fields)
    assert declare_outcome(case=case, party="SME", **fields) == first
    declare_outcome(case=case, party="SME", **{**fields, "value": 6000})
    assert case.outcomes.count() == 2


def test_a_refused_outcome_leaves_nothing():
    case = SupportCaseFactory()
    with pytest.raises(ValidationError) as refused:
        declare_outcome(case=case, party="SME", kind="turnover", description="Sales.", value=5000)
    assert refused.value.message_dict == {"currency": ["Say in which currency, for example EUR."]}
    assert not case.outcomes.exists()


def test_a_currency_is_one_of_iso():
    case = SupportCaseFactory()
    OutcomeFactory.build(case=case, value=1, currency="EUR").full_clean()
    with pytest.raises(ValidationError) as refused:
        OutcomeFactory.build(case=case, value=1, currency="QQQ").full_clean()
    message = "“QQQ” is no currency. Enter its three capital letters, for example EUR."
    assert refused.value.message_dict == {"currency": [message]}


def test_turnover_is_never_summed_over_currencies():
    case = SupportCaseFactory()
    for value, currency in ((1000, "EUR"), (250, "EUR"), (70, "USD")):
        OutcomeFactory(case=case, confirmed=True, kind="turnover", value=value, currency=currency)
    OutcomeFactory(case=case, kind="turnover", value=9, currency="EUR")
    OutcomeFactory(case=case, disputed=True, kind="turnover", value=9, currency="EUR")
    sums = Outcome.objects.filter(case=case).turnover_by_currency()
    assert sums == {"EUR": Decimal(1250), "USD": Decimal(70)}


def test_meetings_and_turnover_alone_make_no_case():
    assert {kind.value: CASE_TYPE_OF[kind].value for kind in OutcomeKind.cases()} == {
        "project": 1,
        "contract": 2,
        "agreement": 2,
        "NDA": 2,
        "MTA": 2,
        "office": 3,
        "request": 4,
    }


# In the office


def test_nobody_in_the_office_can_confirm_an_outcome(client):
    outcome = OutcomeFactory()
    signed_in(client)
    data = form_data(client.get(change_page(outcome)))
    forged = {
        "evidence": "confirmed",
        "confirmed_at": timezone.now(),
        "confirmed_at_0": "2026-05-01",
        "confirmed_at_1": "10:00",
        "answered_wording": outcome.wording,
        "_continue": "Save",
    }
    assert client.post(change_page(outcome), {**data, **forged}).status_code == 302
    outcome.refresh_from_db()
    assert (outcome.evidence, outcome.confirmed_at) == ("declared", None)


def test_an_outcome_that_the_office_edits_is_asked_about_again(client):
    outcome = OutcomeFactory(confirmed=True)
    case = outcome.case
    client.force_login(coordinator(case.partnership))
    data = form_data(client.get(change_page(outcome)))
    assert client.post(change_page(outcome), {**data, "number": 2}).status_code == 302
    outcome.refresh_from_db()
    assert outcome.evidence == "declared"
    asked = OutcomeRequest.objects.get(case=case)
    assert (asked.months, asked.due_on, asked.asked_at) == (None, timezone.localdate(), None)


def test_an_outcome_entered_in_the_office_tells_who_entered_it(client):
    case = SupportCaseFactory()
    person = coordinator(case.partnership)
    client.force_login(person)
    address = reverse("admin:smes_outcome_add")
    data = {"case": case.pk, "kind": "NDA", "number": 1, "description": "An NDA.", "value": ""}
    response = client.post(address, data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    outcome = case.outcomes.get()
    assert (outcome.entered_by, outcome.declared_by, outcome.evidence) == (
        person,
        "partner",
        "declared",
    )


# The document


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("anonymous", 404),
        ("visitor", 404),
        ("coordinator elsewhere", 404),
        ("partner elsewhere", 404),
        ("coordinator", 200),
    ],
)
def test_the_document_is_for_those_who_may_read_the_outcome(client, role, status):
    outcome = OutcomeFactory(document_file=upload("contract.pdf", PDF))
    person = PEOPLE[role]()
    if person:
        client.force_login(person)
    response = client.get(outcome.get_document_url())
    assert response.status_code == status
    if status == 200:
        assert response["Content-Disposition"] == f'attachment; filename="outcome-{outcome.pk}.pdf"'
        assert b"".join(response.streaming_content) == PDF
