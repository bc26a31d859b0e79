"""A published schedule is repaired: rules kept, as few agreed meetings moved as possible."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.scheduling.compute import compute_schedule
from events.scheduling.repair import repair_schedule
from events.scheduling.schedule import DemandsClash, Place
from tests.events.scheduling.checker import broken_rules
from tests.events.scheduling.events import event, meet
from tests.events.scheduling.instances import make_event
from tests.events.scheduling.strategies import LITTLE, problems

SLOW = [HealthCheck.too_slow]


def without(problem, name, times):
    """The problem with a party that is away."""
    return replace(
        problem,
        parties=tuple(
            replace(one, available=one.available - times) if one.key == name else one
            for one in problem.parties
        ),
    )


@st.composite
def changes(draw, problem, published):
    """What can happen to a published schedule."""
    kind = draw(st.sampled_from(["drops out", "comes late", "table fails", "is added", "is off"]))
    who = draw(st.sampled_from(problem.parties)).key
    if kind in ("drops out", "comes late"):
        times = draw(st.frozensets(st.integers(0, problem.slots - 1)))
        problem = without(problem, who, times if kind == "comes late" else {0, 1, 2, 3, 4})
    elif kind == "table fails" and problem.tables > 1:
        table = draw(st.sampled_from(problem.table_numbers))
        problem = replace(
            problem, tables=problem.tables - 1, closed_tables=problem.closed_tables | {table}
        )
    elif kind == "is added":
        other = next(one.key for one in problem.parties if one.key != who)
        new = meet("new", who, other, must=draw(st.booleans()))
        problem = replace(problem, requests=(*problem.requests, new))
    elif kind == "is off" and problem.requests:
        off = draw(st.sampled_from(problem.requests)).key
        problem = replace(
            problem,
            requests=tuple(one for one in problem.requests if one.key != off),
            precedences=tuple(
                one for one in problem.precedences if off not in (one.before, one.after)
            ),
        )
    lock = draw(st.none() | st.sampled_from(sorted(published) or [None]))
    return replace(
        problem,
        requests=tuple(
            replace(one, locked=published[lock].slot) if one.key == lock else one
            for one in problem.requests
        ),
    ), lock


@given(problems(), st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
def test_a_repair_keeps_every_rule_and_tells_exactly_what_changed(problem, data):
    published = compute_schedule(problem, effort=LITTLE).places
    changed, lock = data.draw(changes(problem, published))
    try:
        repaired = repair_schedule(changed, published)
    except DemandsClash:
        # A new meeting that must take place, and cannot beside the locked one or by itself.
        assert any(one.key == "new" and one.must for one in changed.requests)
        return
    places = repaired.schedule.places
    assert broken_rules(changed, places) == []
    assert lock not in repaired.moved
    assert set(repaired.added) == places.keys() - published.keys()
    assert set(repaired.lost) == published.keys() - places.keys()
    both = places.keys() & published.keys()
    assert set(repaired.moved) == {key for key in both if places[key].slot != published[key].slot}
    assert set(repaired.reseated) == {
        key
        for key in both
        if places[key].slot == published[key].slot and places[key].table != published[key].table
    }
    if any(one.key == "new" and one.must for one in changed.requests):
        assert "new" in places
    assert repair_schedule(changed, published) == repaired


@given(problems(), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_nobody_else_moves_when_somebody_drops_out(problem, data):
    published = compute_schedule(problem, effort=LITTLE).places
    gone = data.draw(st.sampled_from(problem.parties)).key
    repaired = repair_schedule(without(problem, gone, {0, 1, 2, 3, 4}), published)
    theirs = {one.key for one in problem.requests if gone in (one.a, one.b)} & published.keys()
    assert set(repaired.lost) == theirs
    assert repaired.moved == repaired.reseated == ()


@given(problems())
@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
def test_where_nothing_changed_nothing_moves(problem):
    schedule = compute_schedule(problem, effort=LITTLE)
    repaired = repair_schedule(problem, schedule.places)
    assert repaired.schedule.places == schedule.places
    assert (repaired.moved, repaired.lost, repaired.added, repaired.reseated) == ((), (), (), ())


def test_few_move_when_the_busiest_of_a_large_event_comes_late():
    problem = make_event(1, parties=100, requests=800, slots=12, tables=40, available=1)
    published = compute_schedule(problem, effort=LITTLE).places
    late = without(problem, "p7", {0, 1})
    meetings = [
        one.key
        for one in problem.requests
        if "p7" in (one.a, one.b) and one.key in published and published[one.key].slot < 2
    ]
    repaired = repair_schedule(late, published)
    assert broken_rules(late, repaired.schedule.places) == []
    assert 1 <= len(meetings) <= 2
    assert len(repaired.lost) <= len(meetings)
    assert len(repaired.moved) <= 3


def test_a_repair_moves_only_whose_time_is_gone():
    problem = event(meet("m1", "a", "b"), meet("m2", "c", "d"), tables=2)
    published = {"m1": Place(0, 1), "m2": Place(0, 2)}
    late = event(meet("m1", "a", "b"), meet("m2", "c", "d"), away={"a": {0}})
    repaired = repair_schedule(late, published)
    assert (repaired.moved, repaired.lost, repaired.added) == (("m1",), (), ())
    assert repaired.schedule.places["m2"] == Place(0, 2)
    assert broken_rules(problem, repaired.schedule.places) == []


def test_a_repair_moves_another_meeting_where_that_saves_one():
    # a can only come in slot 1 now, where b meets c, who could also meet in slot 0.
    wishes = (meet("m1", "a", "b"), meet("m2", "b", "c"))
    published = {"m1": Place(0, 1), "m2": Place(1, 1)}
    repaired = repair_schedule(event(*wishes, slots=2, away={"a": {0}}), published)
    assert repaired.moved == ("m1", "m2")
    assert {key: place.slot for key, place in repaired.schedule.places.items()} == {
        "m1": 1,
        "m2": 0,
    }


def test_a_repair_never_moves_a_locked_meeting():
    wishes = (meet("m1", "a", "b"), meet("m2", "b", "c", locked=1))
    published = {"m1": Place(0, 1), "m2": Place(1, 1)}
    repaired = repair_schedule(event(*wishes, slots=2, away={"a": {0}}), published)
    assert repaired.lost == ("m1",)
    assert repaired.schedule.places == {"m2": Place(1, 1)}


def test_an_agreed_meeting_is_not_given_up_for_one_of_more_value():
    # a is late; in the only time that is left b meets c already.
    wishes = (meet("m1", "a", "b", value=9), meet("m2", "b", "c"))
    published = {"m1": Place(0, 1), "m2": Place(1, 1)}
    problem = event(*wishes, slots=2, away={"a": {0}, "c": {0}})
    repaired = repair_schedule(problem, published)
    assert (repaired.lost, repaired.moved) == (("m1",), ())


def test_who_sat_at_a_table_that_fails_sits_at_another_one_at_the_same_time():
    wishes = (meet("m1", "a", "b"), meet("m2", "c", "d"))
    published = {"m1": Place(0, 1), "m2": Place(0, 2)}
    problem = event(*wishes, tables=2, closed_tables=frozenset({1}))
    repaired = repair_schedule(problem, published)
    assert repaired.reseated == ("m1",)
    assert repaired.schedule.places == {"m1": Place(0, 3), "m2": Place(0, 2)}


def test_who_has_no_table_any_more_meets_at_another_time_and_the_others_stay():
    wishes = (meet("m1", "a", "b"), meet("m2", "c", "d"))
    published = {"m1": Place(0, 1), "m2": Place(0, 2)}
    problem = event(*wishes, tables=1, closed_tables=frozenset({1}))
    repaired = repair_schedule(problem, published)
    assert (repaired.moved, repaired.reseated, repaired.lost) == (("m1",), (), ())
    assert repaired.schedule.places["m2"] == Place(0, 2)


def test_a_new_meeting_that_must_take_place_moves_as_few_as_need_be():
    wishes = (meet("m1", "a", "b"), meet("m2", "c", "d"), meet("m3", "e", "f"))
    published = {"m1": Place(0, 1), "m2": Place(0, 2), "m3": Place(1, 1)}
    new = meet("m4", "a", "c", locked=0)
    repaired = repair_schedule(event(*wishes, new, slots=3), published)
    assert (repaired.added, repaired.moved, repaired.lost) == (("m4",), ("m1", "m2"), ())
    assert repaired.schedule.places["m3"] == Place(1, 1)
    assert repaired.schedule.places["m4"].slot == 0


def test_a_new_meeting_that_cannot_take_place_is_refused_with_what_it_clashes_with():
    wishes = (meet("m1", "a", "b", locked=0), meet("m2", "a", "c", locked=0))
    with pytest.raises(DemandsClash, match="The meeting m1 must take place in slot 1"):
        repair_schedule(event(*wishes), {"m1": Place(0, 1)})
