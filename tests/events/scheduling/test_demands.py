"""What is demanded takes place, or the smallest set of demands that clash is told."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings

from events.scheduling.compute import compute_schedule
from events.scheduling.problem import Precedence
from events.scheduling.schedule import DemandsClash
from tests.events.scheduling.checker import broken_rules
from tests.events.scheduling.events import event, meet
from tests.events.scheduling.strategies import LITTLE, demanded, is_possible, only, problems

SLOW = [HealthCheck.too_slow]


@given(problems(demands=True))
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_what_is_demanded_takes_place_or_the_fewest_demands_that_clash_are_told(problem):
    if is_possible(problem):
        schedule = compute_schedule(problem, effort=LITTLE)
        assert demanded(problem) <= schedule.places.keys()
        assert broken_rules(problem, schedule.places) == []
        return
    with pytest.raises(DemandsClash) as caught:
        compute_schedule(problem, effort=LITTLE)
    clash = caught.value.demands
    assert clash
    assert not is_possible(only(problem, clash))
    for fewer in combinations(clash, len(clash) - 1):
        assert is_possible(only(problem, fewer))


def clash_of(problem):
    with pytest.raises(DemandsClash) as caught:
        compute_schedule(problem)
    return [demand.keys for demand in caught.value.demands]


def test_meetings_that_have_nothing_to_do_with_the_clash_are_not_told():
    problem = event(
        *(meet(f"m{place}", "a", other, must=True) for place, other in enumerate("bcd")),
        meet("m9", "e", "f", must=True),
        slots=2,
    )
    assert clash_of(problem) == [("m0",), ("m1",), ("m2",)]


def test_the_smaller_of_two_clashes_is_told():
    problem = event(
        *(meet(f"m{place}", "a", other, must=True) for place, other in enumerate("bcd")),
        meet("m8", "e", "f", locked=1),
        meet("m9", "e", "g", locked=1),
        slots=2,
        tables=5,
    )
    assert clash_of(problem) == [("m8",), ("m9",)]


def test_a_limit_and_an_order_can_clash_with_meetings():
    limited = event(
        meet("m1", "a", "b", must=True), meet("m2", "a", "c", must=True), limits={"a": 1}
    )
    assert clash_of(limited) == [("a",), ("m1",), ("m2",)]
    # The same order told twice is one demand.
    orders = (Precedence("m1", "m2"), Precedence("m1", "m2"))
    ordered = event(
        meet("m1", "a", "b", locked=1), meet("m2", "c", "d", locked=0), precedences=orders
    )
    assert clash_of(ordered) == [("m1", "m2"), ("m1",), ("m2",)]


def test_more_meetings_than_seats_are_told_soon():
    # A solver that cannot count would try for hours which of 33 meetings has none of 32 places.
    problem = event(
        *(meet(f"m{place:02}", f"a{place}", f"b{place}", must=True) for place in range(33)),
        slots=4,
        tables=8,
    )
    assert len(clash_of(problem)) == 33
