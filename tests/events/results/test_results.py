"""What came of an event: figures by side and country, their records, the summary, the way to cases."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from events.choices import MeetingState, ParticipationState
from events.models import Meeting, Participation
from events.results import FIGURES, EventResults
from smes.models import SMECase
from tests.events.going import going_event, take_part
from tests.events.results.workbooks import export
from tests.factories import (
    EventImportFactory,
    MeetingFeedbackFactory,
    OrganisationFactory,
    SMECaseFactory,
)
from tests.office import signed_in
from tests.pdf import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def going():
    """Two attended and one did not come; one meeting was held and rated by both."""
    found = going_event()
    states = (ParticipationState.ATTENDED, ParticipationState.NO_SHOW, ParticipationState.ATTENDED)
    for registration, state in zip(found.registrations, states, strict=False):
        Participation.objects.filter(pk=registration.participation_id).update(state=state)
    held, answered, *_ = found.meetings
    Meeting.objects.filter(pk=held.pk).update(state=MeetingState.HELD, priority_back=3)
    Meeting.objects.filter(pk=answered.pk).update(state=MeetingState.ACCEPTED)
    MeetingFeedbackFactory(meeting=held, useful=5)
    MeetingFeedbackFactory(meeting=held, organisation=held.party_b, useful=2, goes_on="no")
    return found


@pytest.fixture
def office(client, going):
    return signed_in(client)


def page(going, name, *more):
    return reverse(name, args=[*going.arguments, *more])


def figures(row):
    return dict(zip((figure.key for figure in FIGURES), row.values, strict=True))


def test_figures_of_the_whole_event(going):
    row = EventResults(going.event).total()
    assert figures(row) == {
        "registered": 5,
        "attended": 2,
        "no_shows": 1,
        "people": 0,
        "requested": 4,
        "accepted": 2,
        "scheduled": 3,
        "held": 1,
    }
    assert (row.useful, row.answers, row.go_on) == (3.5, 2, 1)


def test_figures_by_side_and_country(going):
    results = EventResults(going.event)
    assert [
        (row.label, *(figures(row)[key] for key in ("registered", "attended", "requested", "held")))
        for row in (*results.by_side(), *results.by_country())
    ] == [
        ("European cluster", 1, 0, 1, 0),
        ("European SME", 2, 1, 3, 1),
        ("Third-country cluster or intermediary", 1, 0, 2, 0),
        ("Third-country SME or business", 1, 1, 2, 1),
        ("France", 2, 0, 2, 0),
        ("Germany", 1, 1, 2, 1),
        ("Japan", 2, 1, 4, 1),
    ]


@pytest.mark.parametrize("figure", [figure.key for figure in FIGURES])
def test_each_figure_leads_to_as_many_records(office, going, figure):
    rows = [("", EventResults(going.event).total())]
    rows += [("side", row) for row in EventResults(going.event).by_side()]
    rows += [("country", row) for row in EventResults(going.event).by_country()]
    for kind, row in rows:
        asked = {kind: row.key} if kind else {}
        response = office.get(page(going, "event_result_records", figure), asked)
        assert len(response.context["rows"]) == figures(row)[figure]


def test_an_unknown_figure_has_no_page(office, going):
    assert office.get(page(going, "event_result_records", "visitors")).status_code == 404


def test_answers_of_a_row(office, going):
    response = office.get(page(going, "event_result_answers"), {"country": "JP"})
    assert [row.useful for row, _ in response.context["rows"]] == [2]


@pytest.mark.parametrize("more", [0, 4])
def test_the_page_costs_the_same_however_many_took_part(
    office, going, django_assert_num_queries, more
):
    for number in range(more):
        party = OrganisationFactory(partnership=going.event.partnership, country="BR")
        take_part(going.event, party, f"Person {number}")
    with django_assert_num_queries(11):
        office.get(page(going, "event_results"))


def test_the_summary_is_one_page_with_the_figures(office, going):
    pages = texts(office.get(page(going, "event_summary")).content)
    assert len(pages) == 1
    for words in ("Photonics days", "2organisations attended", "Germany 1 1 0 0 2 1 2 1 5.0 1"):
        assert words in pages[0]


def test_the_summary_stays_one_page_with_many_countries_and_long_names(office, going):
    going.event.name, going.event.place = "N" * 200, "P" * 160
    going.event.save()
    codes = "AT BE BG BR CA CH CL CN CY CZ DK EE ES FI GR HR HU IE IN IT KR LT LU LV"
    for code in codes.split():
        party = OrganisationFactory(partnership=going.event.partnership, country=code)
        take_part(going.event, party, f"Person {code}")
    assert len(texts(office.get(page(going, "event_summary")).content)) == 1


def test_a_case_is_prepared_and_never_made(office, going):
    response = office.get(page(going, "event_results"))
    [line] = response.context["lines"]
    alpha, _, gamma, *_ = going.parties
    asked = parse_qs(urlsplit(line.prepare).query)
    assert asked == {
        "partnership": [str(going.event.partnership_id)],
        "company": [str(alpha.pk)],
        "partner": [str(gamma.pk)],
        "partner_type": ["business"],
        "type": ["1"],
        "market": [str(going.market.pk)],
        "description": [
            "Alpha Optik GmbH and Gamma Kogaku met at Photonics days and go on with each other."
        ],
    }
    form = office.get(line.prepare).context["adminform"].form
    assert str(form["company"].value()) == str(alpha.pk)
    assert not SMECase.objects.exists()


def test_a_case_that_is_there_is_shown_instead(office, going):
    alpha, _, gamma, *_ = going.parties
    case = SMECaseFactory(
        partnership=going.event.partnership, company=alpha, partner=gamma, market=going.market
    )
    [line] = office.get(page(going, "event_results")).context["lines"]
    assert line.known == reverse("admin:smes_smecase_change", args=[case.pk])


def test_clusters_lead_to_a_case_by_clusters(office, going):
    meeting = going.meetings[2]
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HELD)
    MeetingFeedbackFactory(meeting=meeting)
    lines = office.get(page(going, "event_results")).context["lines"]
    address = next(line.prepare for line in lines if line.meeting.pk == meeting.pk)
    assert urlsplit(address).path == reverse("admin:smes_clustercase_add")
    assert office.get(address).status_code == 200


# The pages of the import ----------------------------------------------------------------------


def test_a_file_goes_from_upload_to_import(office, going, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    response = office.post(page(going, "event_import"), {"document": export()}, follow=True)
    address = response.redirect_chain[-1][0]
    sheets, columns = response.context["sheets_form"], response.context["forms"]
    assert {name: field.initial for name, field in sheets.fields.items()} == {
        "participants_sheet": "Participants",
        "participants_header": 1,
        "meetings_sheet": "Meetings",
        "meetings_header": 1,
    }
    assert [{name: field.initial for name, field in form.fields.items()} for form in columns] == [
        {
            "organisation": "Organization",
            "country": "Country",
            "side": "Group",
            "kind": "",
            "person": "Full name",
            "email": "Email",
            "attended": "Checked in",
        },
        {
            "party_a": "Requester",
            "country_a": "",
            "party_b": "Receiver",
            "country_b": "",
            "kind": "",
            "held": "Took place",
            "time": "Slot",
        },
    ]
    typed = {
        f"{form.prefix}-{name}": field.initial
        for form in columns
        for name, field in form.fields.items()
    }
    preview = office.post(address, {"map": "1", **typed}, follow=True)
    assert preview.context["counts"] == {
        "new_organisations": 0,
        "new_participations": 0,
        "changed_participations": 1,
        "new_people": 1,
        "new_meetings": 3,
        "changed_meetings": 0,
    }
    before = Meeting.objects.count()
    done = office.post(preview.redirect_chain[-1][0], follow=True)
    assert "The file is brought in." in done.content.decode()
    assert Meeting.objects.count() == before + 3


def test_the_next_file_of_the_partnership_is_read_the_same_way(office, going, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    columns = {"organisation": "Full name", "country": "Country"}
    mapping = {"participants": {"sheet": "Participants", "header": 1, "columns": columns}}
    EventImportFactory(event=going.event, columns=mapping, imported_at=timezone.now())
    response = office.post(page(going, "event_import"), {"document": export()}, follow=True)
    chosen = response.context["forms"][0].fields
    assert (chosen["organisation"].initial, chosen["person"].initial) == ("Full name", "")


def test_errors_are_shown_with_their_place(office, going, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    rows = [["Company", "Country", "Side"], ["Beta", "Atlantis", "EU SME"]]
    response = office.post(
        page(going, "event_import"), {"document": export(rows, [["From", "With"]])}, follow=True
    )
    typed = {
        "participants-organisation": "Company",
        "participants-country": "Country",
        "participants-side": "Side",
        "meetings-party_a": "From",
        "meetings-party_b": "With",
    }
    preview = office.post(response.redirect_chain[-1][0], {"map": "1", **typed}, follow=True)
    shown = preview.content.decode()
    assert "The file has 1 error" in shown
    assert "Country (B2)" in shown
    assert "Bring it in" not in shown


def test_what_is_no_workbook_is_told(office, going):
    response = office.post(page(going, "event_import"), {})
    assert response.status_code == 422
    assert response.context["form"].errors == {"document": ["This field is required."]}


def test_a_bare_count_is_declared(office, going):
    typed = {"count-measure": "b2b_meetings", "count-value": "41", "count-source": "Final report"}
    office.post(page(going, "event_import"), typed)
    figure = going.event.declared_figures.get()
    assert (figure.measure, figure.value, figure.source) == ("b2b_meetings", 41, "Final report")
    assert figure.entered_by is not None
    again = office.post(page(going, "event_import"), typed)
    assert again.status_code == 422
    assert again.context["count_form"].errors == {
        "measure": ["This figure is already declared there. Change that one instead."]
    }
