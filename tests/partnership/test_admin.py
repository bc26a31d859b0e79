"""Entering partnerships, members, markets, indicators and clusters in the office."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.models import (
    Cluster,
    Indicator,
    Membership,
    Partnership,
    TargetMarket,
)
from tests.factories import (
    ClusterFactory,
    ClusterFiguresFactory,
    EventFactory,
    IndicatorFactory,
    MembershipFactory,
    PartnershipFactory,
    ProgrammeFactory,
    TargetMarketFactory,
)
from tests.office import change_page, errors, page, row_errors, rows, send, signed_in

pytestmark = pytest.mark.django_db

ADD = page(Partnership, "add")


@pytest.fixture
def office(client):
    return signed_in(client)


def entered(**changes):
    """A partnership as somebody types it."""
    typed = {
        "acronym": "LASER-GO",
        "slug": "laser-go",
        "name": "Photonics beyond Europe",
        "start_on": "2018-01-01",
        "end_on": "2019-12-31",
    }
    return {**typed, "programme": str(ProgrammeFactory().pk), **changes}


def member(cluster, role="partner"):
    """A membership as somebody types it."""
    return {"cluster": str(cluster.pk), "role": role, "position": "0"}


def market(code, country="", label="A market"):
    """A market as somebody types it."""
    return {"code": code, "country": country, "label": label, "position": "1"}


def test_a_partnership_is_entered_with_members_and_markets(office):
    cluster = ClusterFactory()
    response = send(
        office,
        ADD,
        **entered(),
        **rows("memberships", member(cluster, "coordinator")),
        **rows("targetmarkets", market("US", "US", "USA")),
    )
    assert response.status_code == 302
    partnership = Partnership.objects.get()
    assert partnership.memberships.get().cluster == cluster
    assert partnership.targetmarkets.get().label == "USA"


def test_an_end_before_the_start_is_told_at_the_end_and_all_that_was_typed_is_kept(office):
    response = send(office, ADD, **entered(end_on="2017-12-31"))
    assert errors(response) == {
        "end_on": ["The end lies before the start. Enter a later end or an earlier start."]
    }
    assert response.context["adminform"].form["name"].value() == "Photonics beyond Europe"


def test_an_acronym_that_is_taken_is_refused_whatever_its_case(office):
    PartnershipFactory(acronym="Laser-Go")
    response = send(office, ADD, **entered(slug="another"))
    assert errors(response) == {
        "acronym": ["Another partnership has this acronym. Choose a different one."]
    }


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("acronym", "", "Enter the acronym."),
        ("programme", "", "Choose the programme."),
        ("start_on", "", "Enter the start."),
        ("start_on", "last year", "Enter a day such as 24/06/2018."),
        ("website", "not an address", "Enter a full address, for example https://example.org."),
    ],
)
def test_a_field_that_is_empty_or_wrong_says_what_to_enter(office, field, typed, message):
    assert errors(send(office, ADD, **entered(**{field: typed}))) == {field: [message]}


def test_two_new_markets_of_the_same_code_are_refused_at_the_second(office):
    response = send(office, ADD, **entered(), **rows("targetmarkets", market("US"), market("US")))
    assert row_errors(response, "targetmarkets") == [
        {},
        {"code": ["The partnership already has a market of this code."]},
    ]
    assert not Partnership.objects.exists()


def test_two_new_markets_of_the_same_country_are_refused_at_the_second(office):
    response = send(
        office, ADD, **entered(), **rows("targetmarkets", market("US", "US"), market("USA", "US"))
    )
    assert row_errors(response, "targetmarkets")[1] == {
        "country": ["The partnership already has a market for this country."]
    }


def test_two_markets_that_are_no_country_may_be_entered_at_once(office):
    response = send(
        office, ADD, **entered(), **rows("targetmarkets", market("GULF"), market("ASEAN"))
    )
    assert response.status_code == 302
    assert TargetMarket.objects.count() == 2


def test_a_new_market_may_take_the_code_of_one_that_is_deleted_in_the_same_save(office):
    partnership = TargetMarketFactory(code="US").partnership
    response = send(
        office,
        change_page(partnership),
        targetmarkets__0__DELETE="on",
        **rows("targetmarkets", market("US", "US", "USA"), after=1),
    )
    assert response.status_code == 302
    assert partnership.targetmarkets.get().label == "USA"


def test_a_cluster_is_refused_as_a_member_for_the_second_time(office):
    cluster = ClusterFactory()
    response = send(
        office, ADD, **entered(), **rows("memberships", member(cluster), member(cluster))
    )
    assert row_errors(response, "memberships")[1] == {
        "cluster": ["This cluster is already a member of the partnership."]
    }


def test_two_new_coordinators_are_refused_at_the_second(office):
    response = send(
        office,
        ADD,
        **entered(),
        **rows(
            "memberships",
            member(ClusterFactory(), "coordinator"),
            member(ClusterFactory(), "coordinator"),
        ),
    )
    assert row_errors(response, "memberships")[1] == {
        "role": ["The partnership already has a coordinator. Make this cluster a partner."]
    }


def test_a_second_coordinator_beside_one_on_record_is_refused(office):
    partnership = MembershipFactory(role="coordinator").partnership
    response = send(
        office,
        change_page(partnership),
        **rows("memberships", member(ClusterFactory(), "coordinator"), after=1),
    )
    assert row_errors(response, "memberships")[1] == {
        "role": ["The partnership already has a coordinator. Make this cluster a partner."]
    }


@pytest.mark.parametrize(("old", "new"), [(0, 1), (1, 0)])
def test_coordinator_and_partner_can_change_places_in_one_save(office, old, new):
    first = MembershipFactory(role="coordinator", position=old)
    second = MembershipFactory(partnership=first.partnership, position=new)
    response = send(
        office,
        change_page(first.partnership),
        **{f"memberships__{old}__role": "partner", f"memberships__{new}__role": "coordinator"},
    )
    assert response.status_code == 302
    assert first.partnership.memberships.get(role="coordinator") == second


def test_a_cluster_that_left_before_it_joined_is_refused_in_its_row(office):
    partnership = MembershipFactory().partnership
    response = send(
        office,
        change_page(partnership),
        memberships__0__joined_on="2020-01-02",
        memberships__0__left_on="2020-01-01",
    )
    assert row_errors(response, "memberships") == [
        {"left_on": ["The cluster cannot leave before it joined."]}
    ]


def test_what_only_the_database_notices_is_shown_in_the_form_with_all_that_was_typed(
    office, monkeypatch
):
    TargetMarketFactory(code="US", partnership=PartnershipFactory(acronym="Other"))
    partnership = TargetMarketFactory(code="US").partnership
    monkeypatch.setattr(TargetMarket, "validate_constraints", lambda *args, **kwargs: None)
    monkeypatch.setattr("common.formsets.RecordFormSet.clean", lambda self: None)
    response = send(
        office,
        change_page(partnership),
        **rows("targetmarkets", market("US", label="Twice"), after=1),
    )
    assert errors(response) == {
        "__all__": ["Target market: The partnership already has a market of this code."]
    }
    assert "Twice" in response.content.decode()
    assert partnership.targetmarkets.count() == 1


def test_an_acronym_that_only_the_database_refuses_is_told_at_the_acronym(office, monkeypatch):
    PartnershipFactory(acronym="Laser-Go")
    monkeypatch.setattr(Partnership, "validate_constraints", lambda *args, **kwargs: None)
    response = send(office, ADD, **entered(slug="another"))
    assert errors(response) == {
        "acronym": ["Another partnership has this acronym. Choose a different one."]
    }


def test_the_history_of_a_partnership_tells_who_changed_what(office):
    partnership = PartnershipFactory(phase="Phase 1")
    send(office, change_page(partnership), phase="Phase 2")
    latest = partnership.history.latest()
    assert latest.history_user.email == "office@example.org"
    shown = office.get(page(Partnership, "history", partnership.pk)).content.decode()
    assert "<del>Phase 1</del>" in shown
    assert "<ins>Phase 2</ins>" in shown


def test_the_page_of_a_partnership_leads_to_its_own_records_with_their_number(office):
    partnership = EventFactory().partnership
    EventFactory(partnership=partnership)
    EventFactory()
    shown = office.get(change_page(partnership))
    lists = {entry.label: entry.number for entry in shown.context["related_lists"]}
    assert lists["events"] == 2
    assert lists["declared figures"] == 0
    assert f"?partnership__id__exact={partnership.pk}" in shown.content.decode()


@pytest.mark.parametrize("factory", [MembershipFactory, TargetMarketFactory])
def test_the_page_of_a_partnership_costs_the_same_for_one_row_and_for_three(office, factory):
    partnership = factory().partnership
    office.get(change_page(partnership))
    with CaptureQueriesContext(connection) as one:
        office.get(change_page(partnership))
    factory.create_batch(2, partnership=partnership)
    office.get(change_page(partnership))  # its findings are counted once
    with CaptureQueriesContext(connection) as three:
        office.get(change_page(partnership))
    assert len(one) == len(three)


def test_a_long_list_of_members_is_linked_instead_of_shown(office):
    partnership = PartnershipFactory()
    MembershipFactory.create_batch(41, partnership=partnership)
    response = office.get(change_page(partnership))
    shown = [inline.opts.model for inline in response.context["inline_admin_formsets"]]
    assert shown == [TargetMarket]
    assert {entry.model for entry in response.context["related_lists"]} >= {Membership}


def test_a_record_stays_in_its_partnership(office):
    indicator = IndicatorFactory()
    other = PartnershipFactory()
    response = send(office, change_page(indicator), partnership=str(other.pk))
    assert response.status_code == 302
    indicator.refresh_from_db()
    assert indicator.partnership != other


def test_the_figure_of_an_indicator_is_chosen_among_the_known_ones(office):
    form = office.get(page(Indicator, "add")).context["adminform"].form
    offered = [name for name, _ in form.fields["figure"].widget.choices]
    assert offered[0] == ""
    assert "c2c_meetings" in offered


def test_an_unknown_figure_is_refused_with_the_known_ones(office):
    indicator = IndicatorFactory()
    response = send(office, change_page(indicator), figure="c2c_meeting")
    (message,) = errors(response)["figure"]
    assert message.startswith("“c2c_meeting” is no known figure. Did you mean c2c_meetings")
    assert "c2c_meeting (not known)" in response.content.decode()


def test_two_measurements_of_one_day_are_refused_at_the_second(office):
    measured = {"measured_on": "2020-01-01", "value": "1", "source": "Survey"}
    response = send(
        office,
        change_page(IndicatorFactory()),
        **rows("measurements", measured, measured),
    )
    assert row_errors(response, "measurements")[1] == {
        "measured_on": ["There is already a measurement of this indicator for this day."]
    }


def test_a_cluster_is_entered_with_its_country(office):
    response = send(office, page(Cluster, "add"), short_name="BioM", country="DE")
    assert response.status_code == 302
    assert str(Cluster.objects.get()) == "BioM (DE)"


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("smes", "This cannot be below zero. Enter 0 or more."),
        ("total_investment", "An amount cannot be below zero."),
    ],
)
def test_a_figure_below_zero_is_refused(office, field, message):
    response = send(office, change_page(ClusterFiguresFactory()), **{field: "-1"})
    assert errors(response) == {field: [message]}


def test_a_market_with_the_code_of_another_country_is_refused(office):
    response = send(office, change_page(TargetMarketFactory()), code="US", country="CN")
    assert errors(response) == {"code": ["The code of China is CN; use it here."]}
