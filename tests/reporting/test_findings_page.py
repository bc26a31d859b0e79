"""The work list in the office: what it shows, to whom, and how a finding is accepted and reopened."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from common.admin import links_to
from events.choices import EventStatus
from partnership.models import Partnership
from reporting.acceptance import accept_finding, reopen_finding
from reporting.admin import work_list
from reporting.engine.editions import Edition
from reporting.engine.registries import codes, writers
from reporting.exceptions import FindingNotAccepted
from reporting.models import AcceptedFinding
from reporting.rendering import render_report
from reporting.services import assemble_report, find_findings, findings_for
from tests.factories import (
    AcceptedFindingFactory,
    ClaimFactory,
    CompanyFactory,
    DeclaredFigureFactory,
    EventFactory,
    MeetingFactory,
    NarrativeSectionFactory,
    OrganisationFactory,
    PartnershipFactory,
    ReportFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.office import change_page, page
from tests.people import coordinator, officer, partner
from tests.reporting.reading import read

pytestmark = pytest.mark.django_db

QUERIES = 27
INDEX_QUERIES = 3


@pytest.fixture
def usa():
    return TargetMarketFactory(code="US", country="US", label="USA")


@pytest.fixture
def partnership(usa):
    return usa.partnership


@pytest.fixture
def claim(partnership):
    """A finding: 139 C2C meetings are stated, none is recorded."""
    return ClaimFactory(partnership=partnership)


@pytest.fixture
def office(client):
    """An administrator with a name."""
    client.force_login(UserFactory(administrator=True, name="Chief Coordinator"))
    return client


def list_of(partnership, **query):
    address = reverse("findings", args=[partnership.slug])
    return f"{address}?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else address


def undated(partnership, number, **fields):
    EventFactory.create_batch(
        number,
        partnership=partnership,
        start_on=None,
        status=EventStatus.HELD,
        is_for_all_markets=True,
        **fields,
    )


def accept(client, partnership, finding, reason="It is known.", **query):
    address = reverse("findings_accept", args=[partnership.slug])
    query = "&".join(f"{k}={v}" for k, v in query.items())
    typed = {"key": finding.key, "reason": reason}
    return client.post(f"{address}?{query}" if query else address, typed)


def shown(response):
    return read(response).one("div", "work-list")


# What it shows --------------------------------------------------------------------------------


def test_findings_stand_by_severity_then_by_kind_with_their_numbers(office, partnership, usa):
    event = EventFactory(partnership=partnership, markets=[usa])
    MeetingFactory.create_batch(2, event=event)
    DeclaredFigureFactory(partnership=partnership, measure="b2b_meetings", market=usa, value=1)
    ClaimFactory.create_batch(2, partnership=partnership)
    undated(partnership, 3)
    found = shown(office.get(list_of(partnership)))
    assert [each.text for each in found.find("h2")] == ["Errors 1", "Warnings 2", "Notes 3"]
    assert [each.text for each in found.find("h3")] == [
        "Fewer declared than recorded 1",
        "A document states another figure 2",
        "Event without a day 3",
    ]
    assert [each.text for each in found.one("nav", "work-filters").find("a")] == [
        "All 6",
        "Errors 1",
        "Warnings 2",
        "Notes 3",
    ]


def test_a_finding_tells_what_where_and_how_to_mend_it_and_leads_there(office, partnership, claim):
    found = shown(office.get(list_of(partnership)))
    group = found.one("section", "work-group")
    assert group.one("p", "work-mend").text == codes["claim-differs"].mend
    entry = group.one("li", "work-entry")
    assert entry.one("p", "work-message").text == "C2C meetings: 139 stated, 0 reported."
    assert entry.one("p", "where").text == "Key Achievements, table A, total row"
    link = entry.one("p", "work-links").one("a")
    assert link.attributes["href"] == change_page(claim)
    assert link.text == "Open, the record of: C2C meetings: 139 stated, 0 reported."


def test_two_organisations_that_look_like_one_are_both_led_to(office, partnership):
    first = OrganisationFactory(partnership=partnership, name="Nova")
    second = CompanyFactory(partnership=partnership, name="Nova GmbH", country="US")
    links = shown(office.get(list_of(partnership))).one("p", "work-links").find("a")
    assert [link.attributes["href"] for link in links] == [change_page(first), change_page(second)]
    assert [link.text.split(",")[0] for link in links] == [
        "Open the organisation",
        "Open the company",
    ]


def test_links_to_records_of_one_kind_are_told_apart():
    links = links_to([("reporting.claim", 1), ("reporting.claim", 2)])
    assert [link.label for link in links] == ["Open 1 of 2", "Open 2 of 2"]


def test_a_record_that_somebody_may_not_see_is_not_linked(client, partnership, claim):
    client.force_login(officer())
    assert len(shown(client.get(list_of(partnership))).find("p", "work-links")) == 1


def test_where_nothing_is_wrong_the_page_says_so(office):
    found = shown(office.get(list_of(PartnershipFactory())))
    assert found.one("p", "work-empty").text == "Nothing to mend. Good work."


@pytest.mark.parametrize(
    ("severity", "headings"), [("warning", ["Warnings 1"]), ("note", ["Notes 2"]), ("error", [])]
)
def test_the_address_chooses_a_severity(office, partnership, claim, severity, headings):
    undated(partnership, 2)
    found = shown(office.get(list_of(partnership, severity=severity)))
    assert [each.text for each in found.find("h2")] == headings
    (chosen,) = [link for link in found.find("a") if "aria-current" in link.attributes]
    assert chosen.attributes["href"] == list_of(partnership, severity=severity)


def test_a_severity_without_findings_leads_back_to_all(office, partnership, claim):
    empty = shown(office.get(list_of(partnership, severity="error"))).one("p", "work-empty")
    assert empty.text == "No errors. Show all findings"
    assert empty.one("a").attributes["href"] == list_of(partnership)


def test_an_unknown_severity_shows_all(office, partnership, claim):
    found = shown(office.get(list_of(partnership, severity="fatal", code="nothing")))
    assert [each.text for each in found.find("h2")] == ["Warnings 1"]


def test_many_findings_of_a_kind_have_pages_of_their_own(office, partnership, monkeypatch):
    monkeypatch.setattr(work_list, "GROUP_LIMIT", 2)
    monkeypatch.setattr(work_list, "PER_PAGE", 2)
    undated(partnership, 3)
    found = shown(office.get(list_of(partnership)))
    assert len(found.find("li", "work-entry")) == 2
    more = found.one("p", "work-more").one("a")
    assert more.text == "Show all 3"
    assert more.attributes["href"] == list_of(partnership, code="event-without-day")
    first = shown(office.get(more.attributes["href"]))
    assert first.one("h2").text == "Event without a day 3"
    following = first.one("nav", "work-pages").one("a").attributes["href"]
    second = shown(office.get(following))
    messages = [
        entry.one("p", "work-message").text
        for each in (first, second)
        for entry in each.find("li", "work-entry")
    ]
    assert len(set(messages)) == len(messages) == 3


def test_the_findings_of_another_partnership_are_not_shown(office, partnership, claim):
    other = PartnershipFactory()
    assert "139 stated" not in office.get(list_of(other)).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_findings(
    office, fill, django_assert_num_queries, number
):
    partnership = fill(number)
    undated(partnership, number)
    for name in ("Nova", "Nova Inc.", "Nova Ltd", "Nova plc")[: number + 1]:
        OrganisationFactory(partnership=partnership, name=name)
    for finding in find_findings(partnership)[:number]:
        person = UserFactory()
        accept_finding(partnership=partnership, finding=finding, reason="Known.", by=person)
    with django_assert_num_queries(QUERIES):
        response = office.get(list_of(partnership))
    assert len(shown(response).one("section", "work-accepted").find("li")) == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_partnerships_costs_the_same_for_any_number(
    office, django_assert_num_queries, number
):
    PartnershipFactory.create_batch(number)
    with django_assert_num_queries(INDEX_QUERIES):
        response = office.get(reverse("findings_index"))
    assert len(shown(response).one("ul", "work-partnerships").find("li")) == number


# The ways to it -------------------------------------------------------------------------------


def test_a_partnership_leads_to_its_work_list_with_the_number_of_open_findings(
    office, partnership, claim
):
    undated(partnership, 1)
    accept(office, partnership, findings_for(claim)[0])
    response = office.get(change_page(partnership))
    links = [(link.label, link.url) for link in response.context["record_links"]]
    assert ("Findings (1)", list_of(partnership)) in links
    assert response.context["open_findings"] == 1


def test_the_index_of_reports_leads_to_the_work_lists(office, partnership):
    for address in (reverse("admin:index"), reverse("admin:app_list", args=["reporting"])):
        assert f'href="{reverse("findings_index")}"' in office.get(address).content.decode()
    found = shown(office.get(reverse("findings_index")))
    assert [link.attributes["href"] for link in found.find("a")] == [list_of(partnership)]


def test_whoever_may_not_read_reports_is_not_led_there(client, partnership):
    client.force_login(partner(partnership))
    links = client.get(change_page(partnership)).context["record_links"]
    assert [link.label for link in links] == ["Set up step by step"]
    index = client.get(reverse("admin:index")).content.decode()
    assert reverse("findings_index") not in index


def test_the_page_of_a_text_tells_its_own_findings(partnership):
    report = ReportFactory(partnership=partnership)
    section = NarrativeSectionFactory(report=report, text="{{ mous }}")
    other = NarrativeSectionFactory(report=report, key="summary", text="{{ gateway_agreements }}")
    for each in (section, other):
        (finding,) = findings_for(each)
        assert finding.subjects == (("reporting.narrativesection", each.pk),)


def test_each_of_two_duplicates_tells_of_the_other(office, partnership):
    first = OrganisationFactory(partnership=partnership, name="Nova")
    second = OrganisationFactory(partnership=partnership, name="Nova Inc.")
    for own, other in ((first, second), (second, first)):
        (finding,) = office.get(change_page(own)).context["findings"]
        assert [link.url for link in finding.links] == [change_page(other)]


# Who may go there -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["anonymous", "visitor"])
def test_whoever_is_not_of_the_office_is_asked_to_sign_in(client, sign_in, partnership, role):
    sign_in(role)
    for address in (reverse("findings_index"), list_of(partnership)):
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("role", ["partner", "partner elsewhere"])
def test_partner_staff_are_turned_away(client, sign_in, partnership, role):
    sign_in(role)
    for address in (reverse("findings_index"), list_of(partnership)):
        assert client.get(address).status_code == 403


def test_a_reader_sees_the_list_and_may_not_accept(client, sign_in, partnership, claim):
    sign_in("officer")
    accepted = AcceptedFindingFactory(partnership=partnership, key=findings_for(claim)[0].key)
    ClaimFactory(partnership=partnership, measure="mous", value=3)
    found = shown(client.get(list_of(partnership)))
    assert found.find("form") == []
    assert accept(client, partnership, find_findings(partnership)[0]).status_code == 403
    reopened = client.post(reverse("findings_reopen", args=[partnership.slug, accepted.pk]))
    assert reopened.status_code == 403
    assert AcceptedFinding.objects.get() == accepted


def test_a_coordinator_of_another_partnership_learns_nothing(client, sign_in, partnership, claim):
    person = sign_in("coordinator elsewhere")
    own = person.roles.get().partnership
    assert client.get(list_of(partnership)).status_code == 403
    assert accept(client, partnership, findings_for(claim)[0]).status_code == 403
    assert not AcceptedFinding.objects.exists()
    found = shown(client.get(reverse("findings_index")))
    assert [link.attributes["href"] for link in found.find("a")] == [list_of(own)]


def test_a_coordinator_accepts_and_reopens(client, partnership, claim):
    client.force_login(coordinator())
    assert accept(client, partnership, findings_for(claim)[0]).status_code == 302
    accepted = AcceptedFinding.objects.get()
    response = client.post(reverse("findings_reopen", args=[partnership.slug, accepted.pk]))
    assert response.status_code == 302
    assert not AcceptedFinding.objects.exists()


def test_a_partnership_that_does_not_exist_is_answered_with_the_known_ones(office, partnership):
    response = office.get(reverse("findings", args=["nothing"]))
    assert response.status_code == 404
    assert partnership.slug in response.content.decode()


def test_nothing_is_accepted_or_reopened_by_looking(office, partnership):
    accepted = AcceptedFindingFactory(partnership=partnership)
    for name, args in (("accept", []), ("reopen", [accepted.pk])):
        address = reverse(f"findings_{name}", args=[partnership.slug, *args])
        assert office.get(address).status_code == 405


# Accepting ------------------------------------------------------------------------------------


def test_an_accepted_finding_stands_below_with_its_reason_who_and_when(office, partnership, claim):
    finding = findings_for(claim)[0]
    response = accept(office, partnership, finding, "  The document\nis wrong. ")
    assert response.url == list_of(partnership)
    accepted = AcceptedFinding.objects.get()
    assert (accepted.code, accepted.subject_model, accepted.subject_pk) == (
        "claim-differs",
        "reporting.claim",
        claim.pk,
    )
    assert accepted.message == finding.message
    assert accepted.accepted_by.name == "Chief Coordinator"
    found = shown(office.get(list_of(partnership)))
    assert found.one("p", "work-empty").text == "Nothing to mend. Good work."
    section = found.one("section", "work-accepted")
    assert section.one("h2").text == "Accepted 1"
    assert section.one("p", "work-reason").text == "The document is wrong."
    day = f"{timezone.localtime(accepted.accepted_at):%-d %B %Y}"
    assert section.find("p", "where")[1].text == f"Accepted on {day} by Chief Coordinator"
    assert accepted.history.get().history_user == accepted.accepted_by


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_finding_is_not_accepted_without_a_reason(office, partnership, claim, reason):
    response = accept(office, partnership, findings_for(claim)[0], reason)
    assert response.status_code == 200
    assert not AcceptedFinding.objects.exists()
    details = shown(response).one("details", "work-accept")
    assert "open" in details.attributes
    assert details.one("ul", "errorlist").text == "Say why the finding may stay."
    assert details.one("textarea").attributes["aria-invalid"] == "true"


def test_a_reason_that_is_too_long_is_refused_and_not_lost(office, partnership, claim):
    response = accept(office, partnership, findings_for(claim)[0], "x" * 2001)
    assert not AcceptedFinding.objects.exists()
    assert shown(response).one("textarea").text == "x" * 2001
    told = shown(response).one("p", "errornote").one("a").text
    assert told == "Tell the reason in at most 2,000 characters."


def test_the_choice_of_a_severity_survives_accepting(office, partnership, claim):
    response = accept(office, partnership, findings_for(claim)[0], severity="warning")
    assert response.url == list_of(partnership, severity="warning")


def test_a_finding_that_has_changed_meanwhile_is_not_accepted(office, partnership, claim):
    finding = findings_for(claim)[0]
    claim.value = 140
    claim.save()
    response = accept(office, partnership, finding)
    assert not AcceptedFinding.objects.exists()
    told = office.get(response.url).content.decode()
    assert "This finding is no longer there" in told


def test_a_finding_is_accepted_once_and_the_first_reason_stays(office, partnership, claim):
    finding = findings_for(claim)[0]
    accept(office, partnership, finding, "First.")
    response = accept(office, partnership, finding, "Second.")
    assert "already accepted" in office.get(response.url).content.decode()
    assert AcceptedFinding.objects.get().reason == "First."


def test_accepting_needs_a_reason_whoever_asks(partnership, claim):
    with pytest.raises(FindingNotAccepted, match="Say why the finding may stay"):
        accept_finding(
            partnership=partnership, finding=findings_for(claim)[0], reason=" ", by=UserFactory()
        )


@pytest.mark.parametrize("change", ["claimed", "reported"])
def test_an_acceptance_lapses_when_the_numbers_change_and_is_told(
    office, partnership, usa, claim, change
):
    accept(office, partnership, findings_for(claim)[0], "It was so.")
    if change == "claimed":
        claim.value = 140
        claim.save()
    else:
        DeclaredFigureFactory(partnership=partnership, market=usa, value=10)
    (finding,) = findings_for(claim)
    assert finding.accepted is None
    entry = shown(office.get(list_of(partnership))).one("li", "work-entry")
    told = entry.find("p", "where")[1].text
    assert told.endswith("when it read “C2C meetings: 139 stated, 0 reported.”: It was so.")


def test_an_acceptance_holds_when_only_the_wording_changes(office, partnership, usa, claim):
    claim.market = usa
    claim.save()
    accept(office, partnership, findings_for(claim)[0])
    usa.label = "United States"
    usa.save()
    (finding,) = findings_for(claim)
    assert finding.message.startswith("C2C meetings, United States")
    assert finding.accepted is not None


def test_a_finding_accepted_in_one_partnership_is_open_in_another(partnership, claim):
    finding = findings_for(claim)[0]
    AcceptedFindingFactory(partnership=PartnershipFactory(), key=finding.key)
    assert findings_for(claim)[0].accepted is None


def test_an_accepted_finding_is_reopened_and_the_history_keeps_it(office, partnership, claim):
    accept(office, partnership, findings_for(claim)[0], "Known.")
    accepted = AcceptedFinding.objects.get()
    form = shown(office.get(list_of(partnership))).one("form", "work-reopen")
    response = office.post(form.attributes["action"])
    assert response.url == list_of(partnership)
    assert findings_for(claim)[0].accepted is None
    last = AcceptedFinding.history.filter(id=accepted.pk).first()
    assert (last.history_type, last.reason) == ("-", "Known.")
    assert last.history_user.name == "Chief Coordinator"


def test_a_finding_is_reopened_only_under_its_own_partnership(office, partnership):
    accepted = AcceptedFindingFactory(partnership=partnership)
    address = reverse("findings_reopen", args=[PartnershipFactory().slug, accepted.pk])
    assert office.post(address).status_code == 404
    assert AcceptedFinding.objects.get() == accepted


def test_an_accepted_finding_outlives_the_person_who_accepted_it(office, partnership, claim):
    person = UserFactory()
    accept_finding(
        partnership=partnership, finding=findings_for(claim)[0], reason="Known.", by=person
    )
    person.delete()
    found = shown(office.get(list_of(partnership))).one("section", "work-accepted")
    assert found.find("p", "where")[1].text.endswith("by somebody who has left")


def test_an_accepted_finding_is_muted_beside_the_record(office, partnership, claim):
    accept(office, partnership, findings_for(claim)[0], "The document is wrong.")
    panel = read(office.get(change_page(claim))).one("details", "findings")
    entry = panel.one("li", "finding-accepted")
    assert entry.one("span", "severity").text == "Accepted"
    assert entry.find("span", "where")[1].text == "Reason: The document is wrong."
    assert panel.one("span", "number").text == "0"


def test_the_reason_can_be_reworded_and_nothing_else(office, partnership):
    accepted = AcceptedFindingFactory(partnership=partnership)
    form = office.get(change_page(accepted)).context["adminform"].form
    assert list(form.fields) == ["reason"]
    assert office.get(page(AcceptedFinding, "add")).status_code == 403


# Reports --------------------------------------------------------------------------------------

MARKER = "Quetzalcoatlus"


@pytest.fixture
def report(partnership):
    return ReportFactory(partnership=partnership, is_public=True)


def written(partnership, file_format, edition=Edition.PUBLIC):
    return writers[file_format]().write(assemble_report(partnership, edition=edition)).decode()


def test_the_json_tells_the_reason_and_the_day(partnership, claim):
    person = UserFactory(name=MARKER, email=f"{MARKER}@example.org")
    entry = accept_finding(
        partnership=partnership, finding=findings_for(claim)[0], reason="Known.", by=person
    )
    for edition in Edition:
        text = written(partnership, "json", edition)
        (finding,) = json.loads(text)["findings"]
        assert finding["accepted"] == {
            "reason": "Known.",
            "on": timezone.localdate(entry.accepted_at).isoformat(),
            **({"by": MARKER} if edition is Edition.AGENCY else {}),
        }
        assert f"{MARKER}@example.org".casefold() not in text.casefold()
        assert (MARKER in text) is (edition is Edition.AGENCY)


def test_the_public_page_tells_the_reason_and_the_day(client, partnership, report, claim):
    accept_finding(
        partnership=partnership,
        finding=findings_for(claim)[0],
        reason="Known.",
        by=UserFactory(name=MARKER),
    )
    entry = read(client.get(report.get_absolute_url())).one("li", "finding-accepted")
    assert entry.one("span", "finding-severity").text == "Accepted"
    assert entry.find("span", "finding-where")[1].text.endswith(": Known.")
    assert MARKER not in client.get(report.get_absolute_url()).content.decode()


@pytest.mark.parametrize("file_format", ["html", "json", "csv"])
def test_what_only_the_office_should_mend_is_in_no_public_output(
    client, partnership, report, claim, file_format
):
    """Two organisations that no table shows, and the reason why one finding about them may stay."""
    for name in (MARKER, f"{MARKER} Inc.", f"{MARKER} Ltd"):
        OrganisationFactory(partnership=partnership, name=name)
    (first, _) = [f for f in find_findings(partnership) if f.code == "possible-duplicate"]
    accept_finding(
        partnership=partnership, finding=first, reason=f"{MARKER} is a group.", by=UserFactory()
    )
    public = written(partnership, file_format)
    assert MARKER.casefold() not in public.casefold()
    assert "possible-duplicate" not in public
    if file_format != "csv":
        assert "139 stated" in public
        assert f"{MARKER} is a group." in written(partnership, file_format, Edition.AGENCY)
    addresses = [
        report.get_absolute_url(),
        reverse("report_download", args=[partnership.slug, report.document, file_format]),
        reverse("api-partnership-report", args=[partnership.slug, report.document]),
    ]
    for address in addresses:
        response = client.get(address)
        content = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200
        assert MARKER.casefold().encode() not in content.lower()


def test_a_reason_that_names_a_confidential_company_is_concealed_in_public(partnership, claim):
    company = CompanyFactory(partnership=partnership, name=f"{MARKER} GmbH", is_confidential=True)
    accept_finding(
        partnership=partnership,
        finding=findings_for(claim)[0],
        reason=f"{MARKER} GmbH counted twice.",
        by=UserFactory(),
    )
    (finding,) = json.loads(written(partnership, "json"))["findings"]
    assert finding["accepted"]["reason"] == f"{company.pseudonym} counted twice."
    assert MARKER in written(partnership, "json", Edition.AGENCY)


def test_a_kept_file_is_made_anew_when_a_finding_is_accepted_and_reopened(
    settings, tmp_path, report, claim
):
    settings.REPORTS_ROOT = tmp_path
    partnership = Partnership.objects.select_related("programme").get(pk=report.partnership_id)

    def is_accepted():
        path = render_report(partnership, report.document, "json").path
        return "accepted" in json.loads(path.read_text())["findings"][0]

    before = is_accepted()
    entry = accept_finding(
        partnership=partnership,
        finding=findings_for(claim)[0],
        reason="Known.",
        by=UserFactory(),
    )
    accepted = is_accepted()
    reopen_finding(accepted=entry, by=UserFactory())
    assert (before, accepted, is_accepted()) == (False, True, False)
