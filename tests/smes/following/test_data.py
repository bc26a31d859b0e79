"""What an SME governs itself: consents, its data, its erasure; and drafts, which end by themselves."""

import io
import json
from datetime import UTC, date, datetime, timedelta
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gateways.models import Contact
from partnership.choices import Confidentiality, NoticeKind
from partnership.models import ConsentText, DeletionNotice, Email
from partnership.privacy.retention import announce, delete_due
from smes.choices import Party
from smes.models import (
    Answer,
    Company,
    Expression,
    ExpressionConsent,
    ExpressionFile,
    ExpressionMessage,
)
from smes.privacy.drafts import remind
from smes.privacy.erasure import erase_expression
from smes.services.messages import write_message
from smes.services.states import move_expression
from tests.factories import (
    AnswerFactory,
    CompanyFactory,
    ContactFactory,
    ExpressionConsentFactory,
    ExpressionFactory,
    ExpressionFileFactory,
    ExpressionMessageFactory,
    ExpressionStepFactory,
    HandoverFactory,
    ParticipationFactory,
    ReviewFactory,
    SupportCaseFactory,
)
from tests.people import coordinator

pytestmark = pytest.mark.django_db

NAMES = ("Optics of the North", "Anna Example", "sme@example.org", "+49 123", "A secret wish")


@pytest.fixture
def expression():
    made = ExpressionFactory(
        reference="DEMO-2026-0007",
        company_name="Optics of the North",
        contact_name="Anna Example",
        email="sme@example.org",
        phone="+49 123",
        seeks="A secret wish",
        city="Kiel",
        typed={"company": {"turnover": ["Anna Example"]}},
    )
    made.city = "Ulm"
    made.save()
    return made


def at(expression, name, *more):
    return reverse(f"expression_{name}", args=[expression.link, *more])


# Consents ------------------------------------------------------------------------------------


def test_a_consent_is_taken_back_alone_and_told(client, expression):
    office = coordinator(expression.partnership)
    first = ExpressionConsentFactory(
        expression=expression,
        text=ConsentText.objects.get(key="expression-privacy", version=1, language="en"),
    )
    second = ExpressionConsentFactory(expression=expression)
    shown = client.get(at(expression, "consent", first.pk)).content.decode()
    assert "the partners may no longer work on your expression" in shown
    assert client.post(at(expression, "consent", first.pk)).status_code == 302
    assert client.post(at(expression, "consent", first.pk)).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.withdrawn_at is not None
    assert second.withdrawn_at is None
    assert list(Email.objects.values_list("kind", "to_address")) == [
        ("smes.consent_taken_back", office.email)
    ]


def test_the_consent_of_another_expression_is_out_of_reach(client, expression):
    foreign = ExpressionConsentFactory()
    assert client.post(at(expression, "consent", foreign.pk)).status_code == 404
    assert ExpressionConsent.objects.get().withdrawn_at is None


# The data ------------------------------------------------------------------------------------


def archive(client, expression):
    response = client.post(at(expression, "data_download"))
    assert response["Content-Disposition"] == 'attachment; filename="demo-2026-0007.zip"'
    content = b"".join(response.streaming_content)
    whole = ZipFile(io.BytesIO(content))
    return json.loads(whole.read("data.json")), whole


def test_the_data_holds_what_is_kept_and_nothing_of_others(client, expression):
    ExpressionFileFactory(expression=expression, name="pitch.pdf")
    AnswerFactory(expression=expression, value="Yes, since 2019.")
    ExpressionConsentFactory(expression=expression)
    write_message(expression=expression, party=Party.PARTNER, text="Please call.")
    ExpressionMessageFactory(text="Of another company.")
    data, whole = archive(client, expression)
    assert data["expression"]["name of the company"] == "Optics of the North"
    assert data["answers"][0]["answer"] == "Yes, since 2019."
    assert [message["text"] for message in data["messages"]] == ["Please call."]
    assert [email["subject"] for email in data["e_mails"]] == [
        "A new message for you: DEMO-2026-0007"
    ]
    assert len(data["consents"]) == 1
    assert whole.read("files/01-pitch.pdf") == b"%PDF-1.7 profile"


def test_the_data_tells_no_decision_before_its_time(client, expression):
    Expression.objects.filter(pk=expression.pk).update(
        state="declined", decision_reason="Too early."
    )
    ReviewFactory(expression=expression, comment="Weak.")
    data, whole = archive(client, expression)
    assert data["state"] == "Under review"
    text = whole.read("data.json").decode()
    assert "Too early." not in text
    assert "Weak." not in text


# Erasure -------------------------------------------------------------------------------------


def everything_kept():
    """Every text of every row and every version, of the tables that an expression touches."""
    models = [Expression, ExpressionMessage, ExpressionFile, Answer, Company, Contact, Email]
    managers = [manager for model in models for manager in (model.objects, model.history)]
    managers += [ExpressionConsent.objects]
    return "\n".join(str(list(manager.values())) for manager in managers)


def test_erasing_asks_twice(client, expression):
    assert client.post(at(expression, "erase")).status_code == 422
    once = client.post(at(expression, "erase"), {"read": "on"})
    assert "Erase it for good?" in once.content.decode()
    expression.refresh_from_db()
    assert expression.email == "sme@example.org"
    address = at(expression, "erase")
    done = client.post(address, {"read": "on", "sure": "yes"})
    assert "Your data is erased" in done.content.decode()
    assert client.post(address, {"read": "on", "sure": "yes"}).status_code == 410


def test_after_erasure_nothing_names_the_company_and_counts_stay(expression):
    company = CompanyFactory(partnership=expression.partnership, name="Optics of the North")
    ContactFactory(organisation=company, name="Anna Example", email="sme@example.org")
    Expression.objects.filter(pk=expression.pk).update(company=company)
    expression.refresh_from_db()
    file = ExpressionFileFactory(expression=expression)
    AnswerFactory(expression=expression, value="A secret wish")
    consent = ExpressionConsentFactory(expression=expression)
    step = ExpressionStepFactory(expression=expression, reason="Anna Example wrote")
    review = ReviewFactory(expression=expression, comment="Optics of the North is strong")
    handover = HandoverFactory(expression=expression, message="Help Optics of the North")
    write_message(expression=expression, party=Party.PARTNER, text="Dear Anna Example")
    Email.objects.all().delete()
    place = file.file.name
    assert default_storage.exists(place) or file.file.storage.exists(place)

    erase_expression(expression=expression)

    kept = Expression.objects.get()
    assert (kept.reference, kept.state) == ("DEMO-2026-0007", "withdrawn")
    assert kept.company is None
    assert not Company.objects.exists()
    assert not file.file.storage.exists(place)
    assert not ExpressionMessage.objects.exists()
    assert ExpressionConsent.objects.get() == consent
    for row in (step, review, handover):
        row.refresh_from_db()
    assert (review.state, handover.state) == ("asked", "recalled")
    words = everything_kept().replace("'to_address': 'sme@example.org'", "")
    words += str([*kept.steps.values(), *step.history.values(), *review.history.values()])
    words += str([*handover.history.values(), review.comment, handover.message])
    assert [name for name in NAMES if name in words] == []


def test_erasing_twice_is_erasing_once(expression):
    erase_expression(expression=expression)
    erase_expression(expression=expression)
    assert Email.objects.filter(kind="smes.erased").count() == 1


def test_the_company_of_agreed_support_stays_counted_and_hidden(expression):
    company = CompanyFactory(
        partnership=expression.partnership, confidentiality=Confidentiality.OPEN
    )
    Expression.objects.filter(pk=expression.pk).update(company=company, state="work plan agreed")
    expression.refresh_from_db()
    case = SupportCaseFactory(
        partnership=expression.partnership,
        expression=expression,
        company=company,
        state="running",
    )
    erase_expression(expression=expression)
    company.refresh_from_db()
    case.refresh_from_db()
    assert company.confidentiality == Confidentiality.HIDDEN_FROM_PUBLIC
    assert case.company == company
    kept = Expression.objects.get()
    assert (kept.state, kept.company) == ("work plan agreed", company)
    assert kept.company_name == "Erased"


def test_a_company_that_others_know_stays_in_the_directory(expression):
    company = CompanyFactory(partnership=expression.partnership)
    ParticipationFactory(organisation=company, event__partnership=expression.partnership)
    Expression.objects.filter(pk=expression.pk).update(company=company)
    erase_expression(expression=Expression.objects.get())
    assert Company.objects.get() == company
    assert Expression.objects.get().company is None


def test_what_was_never_received_leaves_nothing():
    draft = ExpressionFactory(draft=True, email="sme@example.org", company_name=NAMES[0])
    file = ExpressionFileFactory(expression=draft)
    erase_expression(expression=draft)
    assert not Expression.objects.exists()
    assert not Expression.history.exists()
    assert not file.file.storage.exists(file.file.name)
    assert NAMES[0] not in everything_kept()


@pytest.mark.django_db(transaction=True)
def test_an_undone_erasure_keeps_the_file(expression):
    file = ExpressionFileFactory(expression=expression)

    def fail():
        erase_expression(expression=expression)
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        fail()
    assert file.file.storage.exists(file.file.name)
    assert Expression.objects.get().email == "sme@example.org"


def test_a_partner_does_not_see_an_erased_decision_as_open(expression):
    move_expression(expression=expression, to="under review", party=Party.PARTNER)
    erase_expression(expression=expression)
    assert Expression.objects.open().count() == 0


# Drafts --------------------------------------------------------------------------------------

BEGUN = datetime(2026, 1, 1, 12, tzinfo=UTC)


def old_draft(**fields):
    fields = {"draft": True, "email": "sme@example.org", **fields}
    made = ExpressionFactory(**fields)
    Expression.objects.filter(pk=made.pk).update(saved_at=BEGUN)
    made.refresh_from_db()
    return made


def test_a_draft_is_reminded_of_once_after_half_of_the_time():
    old_draft()
    old_draft(email="")
    assert remind(date(2026, 1, 30)) == 0
    assert remind(date(2026, 2, 2)) == 1
    assert remind(date(2026, 2, 3)) == 0
    assert list(Email.objects.values_list("kind", "to_address")) == [
        ("smes.draft_reminder", "sme@example.org")
    ]


def test_a_draft_is_announced_to_its_sme_alone_and_then_deleted():
    draft = old_draft(company_name="Optics of the North")
    office = coordinator(draft.partnership)
    file = ExpressionFileFactory(expression=draft)
    assert announce(date(2026, 2, 14)) == []
    announce(date(2026, 2, 17))
    announce(date(2026, 2, 18))
    notice = DeletionNotice.objects.get()
    assert notice.kind == NoticeKind.OLD_DRAFT
    assert notice.due_on == date(2026, 3, 3)
    assert "Optics" not in notice.about
    assert not DeletionNotice.objects.visible_to(office).exists()
    assert list(Email.objects.values_list("kind", "to_address")) == [
        ("smes.draft_announced", "sme@example.org")
    ]
    assert delete_due(date(2026, 3, 2)) == []
    assert len(delete_due(date(2026, 3, 3))) == 1
    assert not Expression.objects.exists()
    assert not file.file.storage.exists(file.file.name)


def test_a_draft_that_is_typed_in_again_is_kept():
    draft = old_draft()
    announce(date(2026, 2, 17))
    Expression.objects.filter(pk=draft.pk).update(saved_at=datetime(2026, 2, 20, tzinfo=UTC))
    assert delete_due(date(2026, 3, 3)) == []
    assert not DeletionNotice.objects.exists()
    assert Expression.objects.get() == draft


def test_what_was_never_confirmed_goes_the_same_way_and_what_was_stays():
    unconfirmed = ExpressionFactory(state="submitted", submitted_at=BEGUN, confirmed_at=None)
    confirmed = ExpressionFactory(submitted_at=BEGUN, confirmed_at=BEGUN)
    Expression.objects.update(saved_at=BEGUN)
    announce(date(2026, 2, 17))
    delete_due(date(2026, 3, 3))
    assert list(Expression.objects.all()) == [confirmed]
    assert not Expression.history.filter(id=unconfirmed.pk).exists()


def test_the_announced_day_is_sixty_days_after_the_last_word():
    moment = timezone.now()
    draft = old_draft()
    Expression.objects.filter(pk=draft.pk).update(saved_at=moment)
    day = timezone.localdate() + timedelta(days=47)
    announce(day)
    assert DeletionNotice.objects.get().due_on == timezone.localdate() + timedelta(days=61)
