"""The pages of a support case: who opens them, and what each side reads and does."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import TimestampSigner
from django.urls import reverse
from django.utils import timezone

from partnership.choices import Confidentiality
from smes.choices import Party, SupportState
from smes.services.support import end_support, renew_links
from smes.services.work_plans import seal_of
from tests.factories import (
    ContactFactory,
    ExpressionMessageFactory,
    MembershipFactory,
    RoleFactory,
    SatisfactionFactory,
    SupportCaseFactory,
    SupportContactFactory,
    SupportFileFactory,
    UserFactory,
    WorkStepFactory,
)
from tests.people import coordinator, elsewhere, officer
from tests.smes.support.conftest import agree, fresh

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


def sme(case, page="case", *args):
    return reverse(f"support_{page}", args=[case.sme_link, *args])


def gateway(case, page="case", *args):
    return reverse(f"gateway_{page}", args=[case.gateway_link, *args])


def own(case, page="case", *args):
    return reverse(f"gateway_own_{page}", args=[case.pk, *args])


def office(case, page="case", *args):
    return reverse(f"support_office_{page}", args=[case.partnership.slug, case.pk, *args])


def body(response):
    return response.content.decode()


def staff(case, cluster=None, kind="partner"):
    cluster = cluster or MembershipFactory(partnership=case.partnership).cluster
    return RoleFactory(kind=kind, partnership=case.partnership, cluster=cluster).person


def contact_of(organisation):
    person = UserFactory()
    ContactFactory(organisation=organisation, person=person)
    return person


# Who comes in ----------------------------------------------------------------------------------


def people(case):
    case.cluster = MembershipFactory(partnership=case.partnership).cluster
    case.save()
    return {
        "stranger": None,
        "nobody": UserFactory(),
        "coordinator": coordinator(case.partnership),
        "home cluster": staff(case, case.cluster),
        "other partner": staff(case),
        "officer": officer(case.partnership),
        "gateway contact": contact_of(case.organisation),
        "SME contact": contact_of(case.company),
        "coordinator elsewhere": elsewhere("coordinator"),
        "other gateway": contact_of(SupportCaseFactory(partnership=case.partnership).organisation),
    }


OPENED = {
    "support_office_case": {"coordinator", "home cluster", "other partner", "officer"},
    "support_office_plan": {"coordinator", "home cluster"},
    "support_office_end": {"coordinator", "home cluster"},
    "gateway_own_case": {"gateway contact"},
    "gateway_own_plan": {"gateway contact"},
    "gateway_own_end": {"gateway contact"},
    "support_office_list": {"coordinator", "home cluster", "other partner", "officer"},
    "support_file": {"coordinator", "home cluster", "gateway contact", "SME contact"},
}


@pytest.mark.parametrize("name", OPENED)
def test_every_page_opens_to_those_whom_it_concerns_and_is_unknown_to_all_others(
    client, running, name
):
    file = SupportFileFactory(case=running)
    addresses = {
        "support_file": file.get_document_url(),
        "support_office_list": reverse(name, args=[running.partnership.slug])
        if name.endswith("list")
        else "",
    }
    given = [running.partnership.slug, running.pk] if "office" in name else [running.pk]
    address = addresses.get(name) or reverse(name, args=given)
    opened = set()
    for who, person in people(running).items():
        client.logout()
        if person:
            client.force_login(person)
        status = client.get(address).status_code
        assert status in (200, 404), who
        if status == 200:
            opened.add(who)
    assert opened == OPENED[name]


def test_a_case_hidden_from_partners_is_seen_by_its_own_cluster_alone(client, running):
    known = people(running)
    type(running).objects.update(confidentiality=Confidentiality.HIDDEN_FROM_PARTNERS)
    listed = reverse("support_office_list", args=[running.partnership.slug])
    for who, seen in (("home cluster", True), ("other partner", False)):
        client.force_login(known[who])
        assert (client.get(office(running)).status_code == 200) is seen
        assert (running.company.name in body(client.get(listed))) is seen


@pytest.mark.parametrize("page", ["agree", "log", "files", "message"])
def test_who_only_looks_on_changes_nothing(client, running, page):
    known = people(running)
    seal = {"seal": seal_of(running), "log-note": "x", "message-text": "x"}
    for who in ("officer", "other partner", "nobody"):
        client.force_login(known[who])
        addresses = [own(running, page)] + ([office(running, page)] if page != "agree" else [])
        assert {client.post(each, seal).status_code for each in addresses} == {404}
    assert running.supportcontacts.count() == 0


def test_others_see_of_a_case_what_their_role_reads(client, running):
    known = people(running)
    SupportContactFactory(case=running, note="Said in the log")
    client.force_login(known["officer"])
    shown = body(client.get(office(running)))
    assert "Papers" in shown
    assert "Said in the log" not in shown
    client.force_login(known["other partner"])
    shown = body(client.get(office(running)))
    assert running.title in shown
    assert "Papers" not in shown
    assert "Said in the log" not in shown


# Private links ---------------------------------------------------------------------------------


def test_the_link_of_one_side_opens_nothing_of_the_other(client, running):
    for page in ("case", "plan"):
        assert client.get(reverse(f"gateway_{page}", args=[running.sme_link])).status_code == 404
        assert (
            client.get(reverse(f"support_{page}", args=[running.gateway_link])).status_code == 404
        )
    assert client.get(reverse("gateway_end", args=[running.sme_link])).status_code == 404
    assert client.get(reverse("support_survey", args=[running.gateway_link])).status_code == 404


def test_forged_and_replaced_links_are_answered_in_words(client, running):
    link = running.sme_link
    for forged in (link[:-1], link[:-1] + ("A" if link[-1] != "A" else "B"), "x", "1.1~a~b"):
        response = client.get(reverse("support_case", args=[forged]))
        assert response.status_code == 404
        assert "This link leads nowhere" in body(response)
    other = TimestampSigner(sep="~", salt="links.expression").sign(f"{running.pk}.1")
    assert client.get(reverse("support_case", args=[other])).status_code == 404
    renew_links(case=running, by=UserFactory())
    for name in ("support_case", "support_plan"):
        response = client.get(reverse(name, args=[link]))
        assert response.status_code == 410
        assert "A newer link" in body(response)
    assert client.post(reverse("support_agree", args=[link])).status_code == 410


def test_private_pages_set_no_cookie_and_are_kept_nowhere(client, running):
    for address in (sme(running), sme(running, "plan"), gateway(running), gateway(running, "end")):
        response = client.get(address)
        assert response.status_code == 200
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"].startswith("noindex")


def test_the_pages_of_the_company_speak_its_language(client, running):
    response = client.get("/fr" + sme(running))
    assert response.status_code == 200
    assert '<html lang="fr">' in body(response)


# What each side reads ---------------------------------------------------------------------------


def test_the_company_reads_neither_hours_nor_internal_notes(client, running):
    SupportContactFactory(case=running, note="Shown to all", hours="7.25")
    SupportContactFactory(case=running, note="Between ourselves", is_internal=True)
    read = {side: body(client.get(side(running))) for side in (sme, gateway)}
    assert "Shown to all" in read[sme]
    assert "Between ourselves" not in read[sme]
    assert "7.25" not in read[sme]
    assert "Between ourselves" in read[gateway]
    assert "7.25 hours of work" in read[gateway]


def test_the_page_tells_whose_turn_it_is(client, case):
    assert "Your turn" in body(client.get(sme(case)))
    agree(case, Party.SME)
    assert f"Next: {case.organisation.name}" in body(client.get(sme(case)))
    assert "Your turn" in body(client.get(gateway(case)))
    agree(case, Party.GATEWAY)
    assert "Your turn" in body(client.get(gateway(case)))  # its step “List” comes first


def test_messages_are_read_by_all_three_sides(client, running):
    ExpressionMessageFactory(expression=running.expression, text="When do we begin?")
    data = {"message-text": "Next week.", "message-once": "abc"}
    for _ in range(2):
        assert client.post(gateway(running, "message"), data).status_code == 302
    client.force_login(coordinator(running.partnership))
    for address in (sme(running), gateway(running), office(running)):
        shown = body(client.get(address))
        assert shown.count("Next week.") == 1
        assert "When do we begin?" in shown
    assert running.expression.messages.last().party == "gateway"


def test_a_gateway_sees_averages_and_never_an_answer(client, running):
    SatisfactionFactory(case=running, overall=1, comment="Never again")
    assert "Never again" not in body(client.get(gateway(running)))
    assert "Averages" not in body(client.get(gateway(running)))
    SatisfactionFactory.create_batch(
        4, case__partnership=running.partnership, case__organisation=running.organisation
    )
    shown = body(client.get(gateway(running)))
    assert "Averages" in shown
    assert "3.4" in shown
    assert "Never again" not in shown
    client.force_login(coordinator(running.partnership))
    assert "Never again" in body(client.get(office(running)))


# Writing ---------------------------------------------------------------------------------------


def plan_data(case, *steps, **fields):
    data = {
        "title": case.title,
        "aim": case.aim,
        "seal": seal_of(fresh(case)),
        "steps-TOTAL_FORMS": str(len(steps)),
        "steps-INITIAL_FORMS": "0",
        **fields,
    }
    for number, step in enumerate(steps):
        step = {"party": "gateway", **step}
        data |= {f"steps-{number}-{name}": value for name, value in step.items()}
    return data


def test_a_plan_is_written_by_the_company(client, case):
    link = case.sme_link
    response = client.post(
        reverse("support_plan", args=[link]),
        plan_data(
            case,
            {"title": "Second", "position": "2", "due_on": "2027-02-01"},
            {"title": "First", "position": "1", "description": "With\r\nlines", "party": "SME"},
            {"title": ""},
        ),
    )
    assert response.url == f"{reverse('support_case', args=[link])}?done=saved#plan"
    rows = [(step.title, step.description, step.party) for step in case.worksteps.all()]
    assert rows == [("First", "With\nlines", "SME"), ("Second", "", "gateway")]
    assert "The work plan is saved." in body(client.get(response.url))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Say in a few words what the support is for."),
        ({"title": "x" * 201}, "Shorten it to 200 characters."),
        ({"aim": "x" * 5001}, "Shorten it to 5000 characters."),
        ({"services": "0"}, "This service is not offered any more."),
        ({"objectives": "x"}, "This objective does not exist."),
        ({"steps-0-due_on": "soon"}, "Enter a day such as 24/06/2026."),
        ({"steps-0-due_on": "0026-01-01"}, "Enter a day between 2000 and 2100."),
        ({"steps-0-party": "moon"}, "Choose one of the list."),
        ({"steps-0-title": "", "steps-0-description": "What"}, "Say in a few words what is done"),
        ({"steps-0-title": "x" * 201}, "Shorten it to 200 characters."),
        ({"steps-0-position": "0"}, "Enter a number from 1 to 999."),
        ({"steps-TOTAL_FORMS": "41"}, "A plan has at most 40 steps."),
    ],
)
def test_a_plan_that_is_wrong_is_shown_again_with_all_that_was_typed(client, case, changes, words):
    data = {**plan_data(case, {"title": "Typed step"}), **changes}
    response = client.post(gateway(case, "plan"), data)
    assert response.status_code == 400
    assert words in body(response)
    if "steps-0-title" not in changes:
        assert "Typed step" in body(response)
    assert fresh(case).plan_version == 1


def test_more_rows_are_asked_for_without_saving(client, case):
    data = {**plan_data(case, {"title": "Typed step"}), "more": "1"}
    response = client.post(sme(case, "plan"), data)
    assert response.status_code == 200
    assert 'name="steps-TOTAL_FORMS" value="3"' in body(response)
    assert "Typed step" in body(response)
    assert fresh(case).plan_version == 1


def test_a_plan_changed_meanwhile_is_shown_beside_what_was_typed(client, case):
    data = plan_data(case, {"title": "Mine"})
    assert (
        client.post(gateway(case, "plan"), plan_data(case, {"title": "Theirs"})).status_code == 302
    )
    response = client.post(sme(case, "plan"), data)
    assert response.status_code == 409
    assert "Theirs" in body(response)
    assert 'value="Mine"' in body(response)
    seal = re.search(r'name="seal" value="([^"]+)"', body(response))[1]
    assert client.post(sme(case, "plan"), {**data, "seal": seal}).status_code == 302
    assert [step.title for step in case.worksteps.all()] == ["Mine"]


def test_agreeing_in_an_old_tab_is_answered_with_the_plan_as_it_stands(client, case):
    old = seal_of(case)
    client.post(gateway(case, "plan"), plan_data(case, {"title": "Theirs"}))
    response = client.post(sme(case, "agree"), {"seal": old})
    assert response.status_code == 409
    assert "changed while you had it open" in body(response)
    assert "Theirs" in body(response)
    assert client.post(sme(case, "agree"), {"seal": seal_of(fresh(case))}).status_code == 302
    assert "Your agreement is kept." in body(client.get(f"{sme(case)}?done=agreed"))


def test_a_step_of_another_case_is_not_moved(client, running):
    other = WorkStepFactory()
    data = {"to": "done", "seen": "planned"}
    assert client.post(gateway(running, "step", other.pk), data).status_code == 409
    step = running.worksteps.get(title="List")
    bad = client.post(gateway(running, "step", step.pk), {**data, "done_on": "never"})
    assert bad.status_code == 400
    assert "Enter a day such as" in body(bad)
    assert client.post(gateway(running, "step", step.pk), data).status_code == 302
    other.refresh_from_db()
    step.refresh_from_db()
    assert (other.state, step.state) == ("planned", "done")


LOG = {"log-on": "2026-11-02", "log-kind": "call", "log-note": "Spoke of prices."}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"log-on": ""}, "Enter the day."),
        ({"log-on": "tomorrow"}, "The log tells what has been."),
        ({"log-kind": "dance"}, "Choose one of the list."),
        ({"log-note": " "}, "Write in a sentence what happened."),
        ({"log-note": "x" * 5001}, "Shorten it to 5000 characters."),
        ({"log-hours": "-1"}, "Enter hours from 0 to 1000."),
        ({"log-hours": "much"}, "Enter hours such as 1.5."),
    ],
)
def test_an_entry_that_is_wrong_is_shown_again(client, running, changes, words):
    data = {**LOG, **changes}
    if data["log-on"] == "tomorrow":
        data["log-on"] = (timezone.localdate() + timedelta(days=1)).isoformat()
    response = client.post(gateway(running, "log"), data)
    assert response.status_code == 400
    assert words in body(response)
    assert running.supportcontacts.count() == 0


def test_hours_are_read_with_a_comma_as_well(client, running):
    assert client.post(gateway(running, "log"), {**LOG, "log-hours": "1,5"}).status_code == 302
    assert running.supportcontacts.get().hours == Decimal("1.5")


def test_the_company_enters_no_hours_and_nothing_internal(client, running):
    data = {**LOG, "log-hours": "5", "log-is_internal": "on"}
    assert client.post(sme(running, "log"), data).status_code == 302
    contact = running.supportcontacts.get()
    assert (contact.hours, contact.is_internal, contact.party) == (0, False, "SME")


def test_an_entry_is_corrected_and_taken_out_by_its_own_side(client, running):
    client.post(gateway(running, "log"), LOG)
    number = running.supportcontacts.get().pk
    assert client.get(sme(running, "entry", number)).status_code == 404
    response = client.post(gateway(running, "entry", number), {**LOG, "log-note": "Of terms."})
    assert response.status_code == 302
    assert running.supportcontacts.get().note == "Of terms."
    assert client.post(gateway(running, "entry", number), {"remove": "1"}).status_code == 302
    assert running.supportcontacts.count() == 0


def test_a_file_is_sent_kept_and_taken_away(client, running):
    file = SimpleUploadedFile("study.pdf", b"%PDF-1.7 study")
    assert client.post(gateway(running, "files"), {"file": file}).status_code == 302
    kept = running.supportfiles.get()
    for address in (sme(running, "sent_file", kept.pk), gateway(running, "sent_file", kept.pk)):
        response = client.get(address)
        assert b"".join(response.streaming_content) == b"%PDF-1.7 study"
        assert response["Content-Disposition"] == 'attachment; filename="study.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
    assert client.post(sme(running, "file_removal", kept.pk)).status_code == 404
    assert client.post(gateway(running, "file_removal", kept.pk)).status_code == 302
    assert client.get(sme(running, "sent_file", kept.pk)).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("run.pdf", b"MZ\x90\x00", "The content is not what the end of the name"),
        ("logo.svg", b"<svg/>", "Files of this kind cannot be kept"),
        ("empty.pdf", b"", "This file is empty"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_in_words(client, running, name, content, words):
    response = client.post(sme(running, "files"), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 400
    assert words in body(response)
    assert running.supportfiles.count() == 0


def test_the_gateway_ends_a_support_and_the_company_answers(client, running):
    data = {"to": "stopped", "reason": "", "ended_on": timezone.localdate().isoformat()}
    response = client.post(gateway(running, "end"), data)
    assert response.status_code == 400
    assert "Say why it is stopped" in body(response)
    response = client.post(gateway(running, "end"), {**data, "to": "completed"})
    assert response.status_code == 409
    assert "Some steps are still open" in body(response)
    assert client.get(sme(running, "survey")).status_code == 200
    assert "begins when the support has ended" in body(client.get(sme(running, "survey")))
    assert client.post(gateway(running, "end"), {**data, "reason": "Sold."}).status_code == 302
    assert "Answer the survey" in body(client.get(sme(running)))
    response = client.post(sme(running, "survey"), {"gateway_rating": "6"})
    assert response.status_code == 400
    assert body(response).count("Choose 1 to 5.") >= 2
    answers = {"overall": "4", "timing": "2", "would_recommend": "no", "comment": SCRIPT}
    assert client.post(sme(running, "survey"), answers).status_code == 302
    answer = running.satisfactions.get()
    assert (answer.overall, answer.timing, answer.usefulness) == (4, 2, None)
    assert answer.would_recommend is False
    assert client.post(sme(running, "plan"), {}).status_code == 409


def test_script_in_every_field_stays_text(client, running):
    client.post(
        gateway(running, "plan"),
        plan_data(running, {"title": SCRIPT, "description": SCRIPT}, title=SCRIPT, aim=SCRIPT),
    )
    client.post(gateway(running, "log"), {**LOG, "log-note": SCRIPT})
    client.post(sme(running, "message"), {"message-text": SCRIPT, "message-once": "1"})
    file = SimpleUploadedFile("<b>x.pdf", b"%PDF-1.7")
    client.post(sme(running, "files"), {"file": file})
    end_support(case=fresh(running), to=SupportState.STOPPED, reason=SCRIPT, party=Party.PARTNER)
    SatisfactionFactory(case=running, comment=SCRIPT)
    client.force_login(coordinator(running.partnership))
    for address in (sme(running), gateway(running), office(running), sme(running, "survey")):
        shown = body(client.get(address))
        assert SCRIPT not in shown
        assert "<b>x" not in shown
    assert "&lt;script&gt;" in body(client.get(office(running)))


def test_the_office_acts_only_with_a_token_of_its_own(running, client):
    client.handler.enforce_csrf_checks = True
    client.force_login(coordinator(running.partnership))
    assert client.post(office(running, "links")).status_code == 403
    client.force_login(contact_of(running.organisation))
    assert client.post(own(running, "agree"), {"seal": seal_of(running)}).status_code == 403
    assert client.post(sme(running, "agree"), {"seal": seal_of(running)}).status_code == 302


def test_a_signed_in_contact_of_the_gateway_acts_in_its_name(client, case):
    person = contact_of(case.organisation)
    client.force_login(person)
    assert client.post(own(case, "agree"), {"seal": seal_of(case)}).status_code == 302
    now = fresh(case)
    assert (now.gateway_agreed_version, now.sme_agreed_version) == (1, 0)
    assert now.history.first().history_user == person


# The list, and what pages cost -------------------------------------------------------------------


def test_the_numbers_of_the_list_are_those_of_the_records(client, running):
    partnership = running.partnership
    planning = SupportCaseFactory(partnership=partnership)
    WorkStepFactory(case=planning, due_on="2020-01-01")
    running.worksteps.update(due_on="2020-01-01")
    SupportCaseFactory()  # of another partnership
    client.force_login(coordinator(partnership))
    address = reverse("support_office_list", args=[partnership.slug])
    response = client.get(address)
    assert [row[2] for row in response.context["states"]] == [1, 1, 0, 0]
    assert [row[2] for row in response.context["waits"]] == [1, 1]

    def found(**asked):
        return [case.pk for case in client.get(address, asked).context["page"].object_list]

    assert found() == [planning.pk, running.pk]
    assert found(state="running") == [running.pk]
    assert found(waits="overdue") == [running.pk]
    assert found(waits="to agree") == [planning.pk]
    assert found(market=running.market_id) == [running.pk]
    assert found(organisation=planning.organisation_id) == [planning.pk]
    assert found(q=running.company.name) == [running.pk]
    assert "Overdue" in body(client.get(address, {"state": "running"}))
    wrong = client.get(address, {"state": "moon"})
    assert wrong.status_code == 400
    assert "none of the choices" in body(wrong)


def test_the_list_costs_the_same_for_one_case_and_for_three(
    client, running, django_assert_num_queries
):
    client.force_login(coordinator(running.partnership))
    address = reverse("support_office_list", args=[running.partnership.slug])
    for more in (0, 2):
        SupportCaseFactory.create_batch(more, partnership=running.partnership)
        with django_assert_num_queries(13):
            client.get(address)


@pytest.mark.parametrize(("side", "number"), [(sme, 9), (gateway, 11)])
def test_a_page_costs_the_same_for_little_and_for_much(
    client, running, side, number, django_assert_num_queries
):
    for more in (1, 2):
        WorkStepFactory.create_batch(more, case=running)
        SupportContactFactory.create_batch(more, case=running)
        SupportFileFactory.create_batch(more, case=running)
        ExpressionMessageFactory.create_batch(more, expression=running.expression)
        with django_assert_num_queries(number):
            client.get(side(running))
