"""Beginning, following and ending a support."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from partnership.models import Email
from smes.choices import Party, StepState, SupportState
from smes.exceptions import ReasonIsMissing, StepNotAllowed
from smes.models import OutcomeRequest, SupportCase
from smes.services.satisfaction import answer_survey
from smes.services.support import end_support, open_support_case, renew_links
from smes.services.support_log import (
    LogEntry,
    correct_contact,
    keep_support_file,
    log_contact,
    remove_contact,
    remove_support_file,
)
from smes.services.work_steps import move_step
from tests.factories import CompanyFactory, HandoverFactory, SatisfactionFactory, UserFactory
from tests.smes.support.conftest import agree, fresh, retitle

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def sent(kind):
    return sorted(Email.objects.filter(kind=kind).values_list("to_address", "language"))


def letter_to(address):
    """The text of the last e-mail to somebody; of a secret one no row keeps it once it is sent."""
    return [str(letter.body) for letter in mail.outbox if letter.to == [address]][-1]


def settle(case):
    for step in case.worksteps.all():
        move_step(step=step, seen=step.state, to=StepState.DONE, party=Party.PARTNER)


# Beginning -------------------------------------------------------------------------------------


def test_an_accepted_handover_begins_one_support_and_both_sides_get_their_own_link():
    handover = HandoverFactory(expression__email="sme@example.org", expression__language="de")
    handover.organisation.contacts.create(name="Liaison", email="gateway@example.org")
    handover.expression.company = CompanyFactory(partnership=handover.expression.partnership)
    handover.expression.save()
    case = open_support_case(handover=handover)
    assert open_support_case(handover=handover) == case
    assert sent("smes.support_begun") == [
        ("gateway@example.org", "en-gb"),
        ("sme@example.org", "de"),
    ]
    assert f"/de/support/{case.pk}.1~" in letter_to("sme@example.org")
    assert f"/gateway/support/{case.pk}.1~" in letter_to("gateway@example.org")
    assert "/gateway/" not in letter_to("sme@example.org")
    assert all(email.is_secret for email in Email.objects.all())


def test_a_support_does_not_begin_for_a_company_that_is_not_known():
    with pytest.raises(StepNotAllowed, match="which company"):
        open_support_case(handover=HandoverFactory())
    assert not SupportCase.objects.exists()


def test_nothing_is_sent_where_nobody_is_known_or_all_is_rolled_back(case):
    case.handover.contact = None
    case.handover.save()
    case.organisation.contacts.all().delete()
    with transaction.atomic():
        agree(case)
        transaction.set_rollback(True)
    assert not Email.objects.exists()
    agree(case)
    assert {to for to, _ in sent("smes.plan_agreed")} == {"sme@example.org"}


# Steps -----------------------------------------------------------------------------------------


def test_a_step_that_is_done_has_a_day_and_one_that_is_dropped_none(running):
    step = running.worksteps.get(title="List")
    day = TODAY() - timedelta(days=2)
    done = move_step(step=step, seen="planned", to=StepState.DONE, party=Party.GATEWAY, done_on=day)
    assert (done.state, done.done_on) == ("done", day)
    dropped = move_step(step=step, seen="done", to=StepState.DROPPED, party=Party.PARTNER)
    assert (dropped.state, dropped.done_on) == ("dropped", None)


def test_steps_wait_for_the_agreement_and_move_by_whose_they_are(case):
    step = case.worksteps.get(title="List")
    with pytest.raises(StepNotAllowed, match="when both sides have agreed"):
        move_step(step=step, seen="planned", to=StepState.DONE, party=Party.GATEWAY)
    agree(case)
    with pytest.raises(StepNotAllowed, match="done by somebody else"):
        move_step(step=step, seen="planned", to=StepState.DONE, party=Party.SME)
    with pytest.raises(StepNotAllowed, match="moved this step meanwhile"):
        move_step(step=step, seen="started", to=StepState.DONE, party=Party.GATEWAY)
    tomorrow = TODAY() + timedelta(days=1)
    with pytest.raises(StepNotAllowed, match="day to come"):
        move_step(
            step=step, seen="planned", to=StepState.DONE, party=Party.GATEWAY, done_on=tomorrow
        )
    step.refresh_from_db()
    assert step.state == "planned"


def test_a_step_moved_twice_by_one_click_is_moved_once(running):
    step = running.worksteps.get(title="Papers")
    for _ in range(2):
        move_step(step=step, seen="planned", to=StepState.DONE, party=Party.SME)
    assert step.history.filter(state="done").count() == 1


# Log and files ---------------------------------------------------------------------------------


def entry(**fields):
    return LogEntry(**{"note": "Call.", "on": TODAY(), "hours": Decimal("1.50"), **fields})


def test_an_entry_sent_twice_is_kept_once(case):
    first, second = (log_contact(case=case, entry=entry(), party=Party.GATEWAY) for _ in range(2))
    assert first == second
    assert log_contact(case=case, entry=entry(), party=Party.PARTNER) != first


def test_an_entry_is_corrected_by_its_side_and_by_the_office_with_history(case):
    person = UserFactory()
    contact = log_contact(case=case, entry=entry(), party=Party.GATEWAY)
    correct_contact(contact=contact, entry=entry(note="Visit."), party=Party.GATEWAY)
    correct_contact(contact=contact, entry=entry(note="Fair."), party=Party.PARTNER, by=person)
    told = [
        (row.note, row.history_user, row.history_change_reason) for row in contact.history.all()
    ]
    assert told == [
        ("Fair.", person, ""),
        ("Visit.", None, "By private link: the gateway"),
        ("Call.", None, "By private link: the gateway"),
    ]


def test_the_other_side_neither_corrects_nor_removes(case):
    contact = log_contact(case=case, entry=entry(), party=Party.GATEWAY)
    kept = keep_support_file(case=case, file=pdf(), party=Party.GATEWAY)
    for refused in (
        lambda: correct_contact(contact=contact, entry=entry(note="No."), party=Party.SME),
        lambda: remove_contact(contact=contact, party=Party.SME),
        lambda: remove_support_file(file=kept, party=Party.SME),
    ):
        with pytest.raises(StepNotAllowed, match="Only the side that entered this"):
            refused()
    remove_contact(contact=contact, party=Party.GATEWAY)
    remove_support_file(file=kept, party=Party.PARTNER)
    assert (case.supportcontacts.count(), case.supportfiles.count()) == (0, 0)


def pdf(name="study.pdf", content=b"%PDF-1.7 study"):
    return SimpleUploadedFile(name, content)


def test_a_file_is_kept_once_under_its_name(case):
    kept = keep_support_file(case=case, file=pdf("x" * 230 + ".pdf"), party=Party.SME)
    assert (len(kept.name), kept.name[-4:], kept.size) == (200, ".pdf", 14)
    with pytest.raises(ValidationError, match="This very file is there already"):
        keep_support_file(case=case, file=pdf(), party=Party.GATEWAY)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("study.exe", b"MZ", "cannot be kept"),
        ("study.pdf", b"MZ\x90", "content is not what the end of the name"),
        ("logo.svg", b"<svg><script>alert(1)</script></svg>", "cannot be kept"),
    ],
)
def test_what_is_no_document_is_refused(case, name, content, words):
    with pytest.raises(ValidationError, match=words):
        keep_support_file(case=case, file=pdf(name, content), party=Party.SME)
    assert not case.supportfiles.exists()


# The end ---------------------------------------------------------------------------------------


def test_a_completed_support_asks_the_company_and_is_ended_once(running):
    settle(running)
    for _ in range(2):
        end_support(case=fresh(running), to=SupportState.COMPLETED, party=Party.GATEWAY)
    assert fresh(running).ended_on == TODAY()
    assert OutcomeRequest.objects.filter(case=running).count() == 4
    assert sent("smes.support_ended") == [
        ("gateway@example.org", "en-gb"),
        ("sme@example.org", "fr"),
    ]
    assert re.search(rf"/fr/support/{running.pk}\.1~\S+/survey/", letter_to("sme@example.org"))


@pytest.mark.parametrize(
    ("changes", "refusal", "words"),
    [
        ({}, StepNotAllowed, "Some steps are still open"),
        ({"party": Party.SME}, StepNotAllowed, "gateway or the partnership ends"),
        ({"to": SupportState.STOPPED, "reason": " "}, ReasonIsMissing, "Say why"),
        (
            {"to": SupportState.STOPPED, "reason": "So.", "ended_on": "tomorrow"},
            StepNotAllowed,
            "day to come",
        ),
        (
            {"to": SupportState.STOPPED, "reason": "So.", "ended_on": "before"},
            StepNotAllowed,
            "before it began",
        ),
    ],
)
def test_a_support_that_cannot_end_goes_on(running, changes, refusal, words):
    days = {"tomorrow": TODAY() + timedelta(days=1), "before": TODAY() - timedelta(days=9)}
    asked = {"to": SupportState.COMPLETED, "party": Party.GATEWAY, **changes}
    if "ended_on" in asked:
        asked["ended_on"] = days[asked["ended_on"]]
    with pytest.raises(refusal, match=words):
        end_support(case=running, **asked)
    assert fresh(running).state == "running"
    assert not OutcomeRequest.objects.exists()


def test_a_support_with_only_dropped_steps_is_stopped_not_completed(running):
    for step in running.worksteps.all():
        move_step(step=step, seen="planned", to=StepState.DROPPED, party=Party.PARTNER)
    with pytest.raises(StepNotAllowed, match="still open"):
        end_support(case=running, to=SupportState.COMPLETED, party=Party.PARTNER)


def test_nobody_is_asked_about_support_that_never_began(case):
    end_support(case=case, to=SupportState.STOPPED, reason="No time.", party=Party.PARTNER)
    assert not OutcomeRequest.objects.exists()
    assert not SupportCase.objects.with_agreed_plan().exists()
    assert "No time." in letter_to("sme@example.org")
    assert "/survey/" not in letter_to("sme@example.org")


def test_new_links_end_the_earlier_ones(case):
    renew_links(case=case, by=UserFactory())
    assert fresh(case).link_version == 2
    assert Email.objects.filter(kind="smes.support_link").count() == 2
    assert f"/fr/support/{case.pk}.2~" in letter_to("sme@example.org")


# The survey ------------------------------------------------------------------------------------


def test_an_answer_can_be_changed_for_a_day(running):
    with pytest.raises(StepNotAllowed, match="begins when the support has ended"):
        answer_survey(case=running, answers={"overall": 5})
    end_support(case=running, to=SupportState.STOPPED, reason="So.", party=Party.PARTNER)
    answer_survey(case=running, answers={"overall": 5})
    answer = answer_survey(case=running, answers={"overall": 2, "comment": "On reflection"})
    assert running.satisfactions.get().overall == 2
    answer.answered_at -= timedelta(days=1)
    answer.save()
    with pytest.raises(StepNotAllowed, match="after a day"):
        answer_survey(case=running, answers={"overall": 1})
    assert running.satisfactions.get().overall == 2


def test_a_gateway_learns_averages_from_five_companies_on(case):
    rows = type(SatisfactionFactory(case=case, overall=1)).objects.of_gateway(case.organisation_id)
    others = [
        SatisfactionFactory(
            case__partnership=case.partnership,
            case__organisation=case.organisation,
            overall=overall,
            timing=timing,
        )
        for overall, timing in ((5, 4), (4, 4), (4, 4))
    ]
    # A company that was supported twice is one company.
    SatisfactionFactory(
        case__partnership=case.partnership,
        case__organisation=case.organisation,
        case__company=others[0].case.company,
    )
    assert rows.averages() == {}
    SatisfactionFactory(
        case__partnership=case.partnership, case__organisation=case.organisation, overall=5
    )
    assert rows.averages() == {"overall": 3.8}


def test_a_title_is_changed_by_either_side(case):
    assert retitle(case, "By the company", Party.SME).title == "By the company"
