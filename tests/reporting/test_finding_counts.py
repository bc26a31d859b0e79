"""Findings are counted once, and anew when a record has changed."""

import pytest
from django.core.cache import cache

from reporting.finding_counts import count_findings, known_counts
from reporting.services import find_findings
from reporting.tasks import count_stale_findings
from tests.factories import AcceptedFindingFactory, PartnershipFactory, SMECaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_counted():
    cache.clear()


def test_open_findings_are_counted_by_severity():
    partnership = SMECaseFactory().partnership
    count = count_findings(partnership)
    found = find_findings(partnership)
    assert count.total == len(found) > 0
    assert count.numbers["warning"] == sum(finding.severity == "warning" for finding in found)


def test_what_is_counted_is_current_until_a_record_changes():
    case = SMECaseFactory()
    count_findings(case.partnership)
    assert known_counts([case.partnership])[case.partnership.pk].is_current
    case.save()
    assert not known_counts([case.partnership])[case.partnership.pk].is_current


def test_an_accepted_finding_is_not_counted():
    partnership = SMECaseFactory().partnership
    before = count_findings(partnership).total
    finding = find_findings(partnership)[0]
    AcceptedFindingFactory(partnership=partnership, key=finding.key, code=finding.code)
    assert count_findings(partnership).total == before - 1


def test_only_what_is_missing_or_stale_is_counted_in_the_background():
    first, _ = PartnershipFactory.create_batch(2)
    assert count_stale_findings() == 2
    assert count_stale_findings() == 0
    SMECaseFactory(partnership=first)
    SMECaseFactory()  # of a partnership of its own
    assert count_stale_findings() == 2
    assert count_stale_findings() == 0


def test_looking_up_counts_costs_one_query(django_assert_num_queries):
    partnerships = PartnershipFactory.create_batch(3)
    count_stale_findings()
    with django_assert_num_queries(1):
        assert len(known_counts(partnerships)) == 3
