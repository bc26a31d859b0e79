"""What was counted of a partnership is true until one of its records changes."""

import pytest
from django.apps import apps

from partnership.models import Partnership
from reporting.sources import LINKS, SOURCES
from reporting.states import OF_EVERYBODY, path_to_partnership, states_of
from smes.models import Company, Objective
from tests.factories import (
    AgreementPartyFactory,
    ClusterCasePartnerFactory,
    ClusterFactory,
    CompanyFactory,
    EventFactory,
    MarketLabelFactory,
    MeasurementFactory,
    MeetingFactory,
    MembershipFactory,
    NarrativeSectionFactory,
    ObjectiveFactory,
    ParticipationFactory,
    PartnershipFactory,
    SMECaseFactory,
    TargetMarketFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return PartnershipFactory(), PartnershipFactory()


def states(two):
    found = states_of([row.pk for row in two])
    return [found[row.pk] for row in two]


@pytest.mark.parametrize("model", [*SOURCES, *LINKS], ids=lambda model: model._meta.label)
def test_every_record_and_link_leads_to_its_partnership(model):
    if model in OF_EVERYBODY:
        return
    path = path_to_partnership(model)
    found = model._base_manager.filter(**{f"{path}__in": [1]})
    assert not found.exists()
    last = model
    for step in path.split("__"):
        if step != "pk":
            last = last._meta.get_field(step).related_model
    assert last is Partnership


ADDED = {
    "a market": lambda own: TargetMarketFactory(partnership=own),
    "a member": lambda own: MembershipFactory(partnership=own),
    "a company": lambda own: CompanyFactory(partnership=own),
    "a case": lambda own: SMECaseFactory(partnership=own),
    "a partner of a case": lambda own: ClusterCasePartnerFactory(case__partnership=own),
    "a party to an agreement": lambda own: AgreementPartyFactory(agreement__partnership=own),
    "a participation": lambda own: ParticipationFactory(event__partnership=own),
    "a meeting": lambda own: MeetingFactory(event__partnership=own),
    "a measurement": lambda own: MeasurementFactory(indicator__partnership=own),
    "a label": lambda own: MarketLabelFactory(market__partnership=own),
    "a text": lambda own: NarrativeSectionFactory(report__partnership=own),
}


@pytest.mark.parametrize("what", list(ADDED))
def test_adding_changing_and_deleting_change_the_own_state_alone(two, what):
    own, _ = two
    before = states(two)
    record = ADDED[what](own)
    added = states(two)
    record.save()
    changed = states(two)
    type(record).objects.filter(pk=record.pk).update(updated_at=record.created_at)
    moved = states(two)
    record.delete()
    assert len({before[0], added[0], changed[0], moved[0]}) == 4
    assert states(two)[0] not in {added[0], changed[0], moved[0]}
    assert {before[1]} == {added[1], changed[1], states(two)[1]}


def test_a_link_counts(two):
    event, market = EventFactory(partnership=two[0]), TargetMarketFactory(partnership=two[0])
    before = states(two)
    event.markets.add(market)
    after = states(two)
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_what_is_common_counts_for_those_who_have_it(two):
    cluster = ClusterFactory()
    MembershipFactory(partnership=two[0], cluster=cluster)
    before = states(two)
    cluster.save()
    after = states(two)
    assert (after[0] != before[0], after[1] == before[1]) == (True, True)
    ObjectiveFactory(number=99)
    assert not set(states(two)) & set(after)


def test_another_day_is_another_state(two):
    from datetime import date

    own = two[0].pk
    days = [date(2026, 11, 21), date(2026, 11, 22)]
    assert len({states_of([own], day)[own] for day in days}) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_it_is_one_query_for_any_number_of_partnerships(number, django_assert_num_queries):
    keys = [row.pk for row in PartnershipFactory.create_batch(number)]
    with django_assert_num_queries(1):
        assert len(set(states_of(keys).values())) == number


def test_of_no_partnership_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert states_of([]) == {}


def test_companies_are_seen_through_their_organisations():
    company = CompanyFactory()
    own = company.partnership_id
    before = states_of([own])[own]
    company.headcount = 12
    company.save()
    assert states_of([own])[own] != before
    assert Company in SOURCES
    assert set(OF_EVERYBODY) == {Objective}
    assert apps.get_model("smes.objective") is Objective
