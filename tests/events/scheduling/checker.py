"""What a schedule must keep to, checked from the plain data by code that the scheduler does not use."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from events.scheduling.problem import Problem
from events.scheduling.schedule import Place


def broken_rules(problem: Problem, places: Mapping[str, Place]) -> list[str]:
    """A sentence for each rule that a schedule breaks; ``places`` by key of the request."""
    broken = []
    wishes = {wish.key: wish for wish in problem.requests}
    parties = {party.key: party for party in problem.parties}
    meetings = Counter[str]()
    persons = Counter[tuple[str, int]]()
    seats = defaultdict[tuple[int, int], list[str]](list)
    resources = Counter[tuple[str, int]]()
    for key, place in places.items():
        wish = wishes[key]
        times = [place.slot + step for step in range(wish.length)]
        if wish.locked is not None and place.slot != wish.locked:
            broken.append(f"{key} was locked in {wish.locked}")
        if not 1 <= place.table <= problem.tables + len(problem.closed_tables) or (
            place.table in problem.closed_tables
        ):
            broken.append(f"{key} has no table")
        if wish.slots is not None and wish.locked is None and not wish.slots.issuperset(times):
            broken.append(f"{key} is at a time that it does not want")
        for time in times:
            for name in (wish.a, wish.b):
                if time not in parties[name].available:
                    broken.append(f"{name} is away in {time}")
                persons[name, time] += 1
            seats[time, place.table].append(key)
            resources.update((need, time) for need in wish.needs)
        meetings.update([wish.a, wish.b])
    for (name, time), number in persons.items():
        if number > parties[name].at_once:
            broken.append(f"{name} is in {number} places in {time}")
    for (time, table), keys in seats.items():
        if len(keys) > 1:
            broken.append(f"table {table} twice in {time}: {keys}")
    for (need, time), number in resources.items():
        if number > problem.resources[need]:
            broken.append(f"{number} of {need} in {time}")
    for name, number in meetings.items():
        limit = parties[name].limit
        if limit is not None and number > limit:
            broken.append(f"{name} has {number} meetings")
    for precedence in problem.precedences:
        if precedence.before in places and precedence.after in places:
            end = places[precedence.before].slot + wishes[precedence.before].length
            if places[precedence.after].slot < end:
                broken.append(f"{precedence.after} begins before {precedence.before} has ended")
    return broken


def count_breaks(problem: Problem, places: Mapping[str, Place]) -> dict[str, int]:
    """The breaks of each party that meets anybody, read off a row of busy and idle slots."""
    rows = {party.key: ["."] * problem.slots for party in problem.parties}
    for wish in problem.requests:
        if wish.key in places:
            for step in range(wish.length):
                for name in (wish.a, wish.b):
                    rows[name][places[wish.key].slot + step] = "x"
    return {
        name: len("".join(row).strip(".").replace(".", " ").split()) - 1
        for name, row in rows.items()
        if "x" in row
    }
