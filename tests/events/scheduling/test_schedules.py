"""Schedules of matchmaking events keep every rule, whatever is asked."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.scheduling.compute import compute_schedule
from events.scheduling.problem import Party, Precedence, Problem, ProblemIsWrong
from events.scheduling.schedule import Place, Reason
from tests.events.scheduling.checker import broken_rules, count_breaks
from tests.events.scheduling.events import event, meet
from tests.events.scheduling.instances import make_event
from tests.events.scheduling.strategies import LITTLE, places_that_hold, problems

DAY = frozenset(range(4))
SLOW = [HealthCheck.too_slow]


@given(problems(), st.integers(0, 3))
@settings(max_examples=50, deadline=None)
def test_a_schedule_breaks_no_rule_and_is_no_better_than_its_bounds(problem, seed):
    schedule = compute_schedule(problem, seed=seed, effort=LITTLE)
    assert broken_rules(problem, schedule.places) == []
    assert schedule.places.keys() | schedule.unplaced.keys() == {
        request.key for request in problem.requests
    }
    assert not schedule.places.keys() & schedule.unplaced.keys()
    value = {request.key: request.value for request in problem.requests}
    breaks = count_breaks(problem, schedule.places)
    quality = schedule.quality
    assert quality.value == sum(value[key] for key in schedule.places) <= quality.value_bound
    assert quality.breaks == sum(breaks.values()) >= quality.breaks_bound
    assert quality.most_breaks == max(breaks.values(), default=0)


@given(problems())
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_a_request_without_a_place_tells_a_true_reason(problem):
    schedule = compute_schedule(problem, effort=LITTLE)
    places = schedule.places
    for key, reason in schedule.unplaced.items():
        wish = next(one for one in problem.requests if one.key == key)
        tables = {
            Place(slot, table)
            for slot in range(problem.slots - wish.length + 1)
            for table in problem.table_numbers
        }
        assert all(broken_rules(problem, {**places, key: place}) for place in tables)

        def is_placed(problem, tables=tables, key=key):
            return any(not broken_rules(problem, {**places, key: place}) for place in tables)

        alone = any(not broken_rules(problem, {key: place}) for place in tables)
        room = replace(problem, tables=problem.tables + 1)
        more = {Place(place.slot, room.table_numbers[-1]) for place in tables}
        unlimited = replace(
            problem, parties=tuple(replace(one, limit=None) for one in problem.parties)
        )
        match reason:
            case Reason.NO_COMMON_SLOT:
                assert not alone
            case Reason.LIMIT_REACHED:
                met = [sum(one in (w.a, w.b) for w in problem.requests if w.key in places)
                       for one in (wish.a, wish.b)]  # fmt: skip
                limits = [
                    next(one.limit for one in problem.parties if one.key == name)
                    for name in (wish.a, wish.b)
                ]
                assert any(
                    limit is not None and number >= limit
                    for number, limit in zip(met, limits, strict=True)
                )
            case Reason.TABLES_FULL:
                assert wish.needs or problem.precedences or is_placed(room, more)
            case Reason.RESOURCE_MISSING:
                several = replace(unlimited, resources={"ja": 9})
                assert (
                    problem.precedences
                    or is_placed(several)
                    or is_placed(replace(several, tables=room.tables), more)
                )
            case Reason.WRONG_ORDER:
                assert is_placed(replace(problem, precedences=()))
            case Reason.LOWER_VALUE:
                crowd = replace(problem, parties=tuple(
                    replace(one, at_once=9) for one in problem.parties))  # fmt: skip
                assert is_placed(crowd) or is_placed(
                    replace(crowd, tables=room.tables, resources={"ja": 9}, precedences=()), more
                )


@given(problems())
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_no_schedule_of_the_same_meetings_has_fewer_breaks_than_proven(problem):
    problem = replace(problem, requests=problem.requests[:5], precedences=())
    schedule = compute_schedule(problem, effort=LITTLE)
    every_way = [
        count_breaks(problem, places) for places in places_that_hold(problem, schedule.places)
    ]
    fair = [
        sum(breaks.values())
        for breaks in every_way
        if not breaks or max(breaks.values()) - min(breaks.values()) <= 2
    ]
    assert schedule.quality.breaks_bound <= min(fair or (sum(one.values()) for one in every_way))
    assert schedule.quality.has_fewest_breaks


def test_a_generated_event_comes_near_the_bound():
    problem = make_event(3, parties=60, requests=600, slots=12, tables=20)
    schedule = compute_schedule(problem, effort=replace(LITTLE, sweeps=20, exchanges=40_000))
    assert broken_rules(problem, schedule.places) == []
    assert schedule.quality.ratio >= 0.99
    assert schedule.quality.breaks <= 55


def test_the_same_input_and_seed_give_the_same_schedule():
    problem = make_event(4, parties=40, requests=220, slots=8, tables=12)
    first, second = (compute_schedule(problem, seed=7, effort=LITTLE) for _ in range(2))
    assert first == second


def test_the_more_valuable_of_two_meetings_gets_the_only_slot():
    problem = event(meet("m1", "a", "b", value=1), meet("m2", "a", "c", value=2), slots=1)
    schedule = compute_schedule(problem)
    assert list(schedule.places) == ["m2"]
    assert schedule.unplaced == {"m1": Reason.LOWER_VALUE}


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (
            event(meet("m1", "a", "b"), away={"a": {0, 1}, "b": {2, 3}}),
            "no common free slot",
        ),
        (
            event(meet("m1", "a", "b"), meet("m2", "c", "d", value=9), slots=1, tables=1),
            "tables full at those times",
        ),
    ],
)
def test_a_request_without_a_place_tells_why(problem, reason):
    assert compute_schedule(problem).unplaced["m1"] == reason


def test_who_has_reached_a_limit_gets_no_more():
    problem = Problem(
        4,
        2,
        (Party("a", DAY, limit=1), Party("b", DAY), Party("c", DAY)),
        (meet("m1", "a", "b", value=2), meet("m2", "a", "c", value=1)),
    )
    schedule = compute_schedule(problem)
    assert schedule.unplaced == {"m2": Reason.LIMIT_REACHED}


def test_one_interpreter_serves_one_meeting_at_a_time():
    needs = frozenset({"ja"})
    problem = event(
        meet("m1", "a", "b", needs=needs, value=2),
        meet("m2", "c", "d", needs=needs),
        slots=1,
        resources={"ja": 1},
    )
    assert compute_schedule(problem).unplaced == {"m2": Reason.RESOURCE_MISSING}


def test_two_persons_of_one_organisation_meet_at_the_same_time():
    problem = Problem(
        1,
        2,
        (
            Party("a", frozenset({0}), at_once=2),
            Party("b", frozenset({0})),
            Party("c", frozenset({0})),
        ),
        (meet("m1", "a", "b"), meet("m2", "a", "c")),
    )
    assert len(compute_schedule(problem).places) == 2


def test_meetings_of_one_party_follow_each_other_where_they_can():
    problem = event(meet("m1", "a", "b"), meet("m2", "a", "c"), meet("m3", "a", "d"), slots=8)
    schedule = compute_schedule(problem)
    assert schedule.quality.breaks == 0
    assert schedule.quality.has_fewest_breaks


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: event(meet("m1", "a", "a")), "The request m1 asks a party to meet itself."),
        (lambda: event(meet("m1", "a", "b", locked=9)), "locked in a slot that does not exist"),
        (
            lambda: event(meet("m1", "a", "b", needs=frozenset({"ja"}))),
            "needs ja, of which there is none",
        ),
        (
            lambda: event(meet("m1", "a", "b"), meet("m1", "a", "c")),
            "The request m1 is there twice.",
        ),
        (
            lambda: event(meet("m1", "a", "b"), precedences=(Precedence("m1", "m7"),)),
            "names the request m7, which does not exist",
        ),
        (lambda: Problem(0, 1, (), ()), "at least one slot and one table"),
    ],
)
def test_data_that_contradict_themselves_are_refused_in_words(make, words):
    with pytest.raises(ProblemIsWrong, match=words):
        make()
