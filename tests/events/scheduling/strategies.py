"""Small events with everything that can be asked for, and what trying everything says of them."""

from dataclasses import replace

from hypothesis import strategies as st

from events.scheduling.compute import Effort
from events.scheduling.problem import Party, Precedence, Problem, Request
from events.scheduling.schedule import Place
from tests.events.scheduling.checker import broken_rules

LITTLE = Effort(sweeps=3, exchanges=300, conflicts=2000)


@st.composite
def problems(draw, demands=False):
    """Events with parties that have no time, or no limit, one table, long meetings, chains of orders."""
    slots = draw(st.integers(1, 5))
    times = st.frozensets(st.integers(0, slots - 1), max_size=slots)
    number = draw(st.integers(2, 6))
    parties = tuple(
        Party(
            f"p{place}",
            draw(times),
            at_once=draw(st.integers(1, 2)),
            limit=draw(st.none() | st.integers(0, 3)),
        )
        for place in range(number)
    )
    requests = []
    for place in range(draw(st.integers(0, 9))):
        a, b = draw(st.lists(st.integers(0, number - 1), min_size=2, max_size=2, unique=True))
        requests.append(
            Request(
                f"m{place}",
                f"p{a}",
                f"p{b}",
                value=draw(st.integers(1, 5)),
                slots=draw(st.none() | times),
                length=draw(st.sampled_from([1, 1, 1, 2])),
                needs=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"ja"})])),
                locked=draw(st.none() | st.integers(0, slots - 1)) if demands else None,
                must=draw(st.booleans()) if demands else False,
            )
        )
    keys = [request.key for request in requests]
    orders = ()
    if len(keys) >= 2:
        pairs = st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True)
        orders = tuple(Precedence(*sorted(pair)) for pair in draw(st.lists(pairs, max_size=3)))
    closed = draw(st.frozensets(st.integers(1, 3), max_size=1))
    return Problem(
        slots, draw(st.integers(1, 3)), parties, tuple(requests), orders, {"ja": 1}, closed
    )


def places_that_hold(problem, keys):
    """Every way to hold all of some meetings, by trying every slot; tables are the first free ones."""
    wishes = [wish for wish in problem.requests if wish.key in keys]

    def extend(places):
        if len(places) == len(wishes):
            yield places
            return
        wish = wishes[len(places)]
        for slot in range(problem.slots - wish.length + 1):
            for table in problem.table_numbers:
                tried = {**places, wish.key: Place(slot, table)}
                if not broken_rules(problem, tried):
                    yield from extend(tried)

    return extend({})


def demanded(problem):
    """The keys of the requests that must take place."""
    return {wish.key for wish in problem.requests if wish.must or wish.locked is not None}


def is_possible(problem):
    """Whether all that is demanded can take place."""
    return any(True for _ in places_that_hold(problem, demanded(problem)))


def only(problem, demands):
    """A problem in which nothing else is demanded, limited or ordered than some demands say."""
    keys = {key for one in demands if one.kind == "request" for key in one.keys}
    limited = {key for one in demands if one.kind == "limit" for key in one.keys}
    orders = {one.keys for one in demands if one.kind == "precedence"}
    return replace(
        problem,
        requests=tuple(replace(one, must=True) for one in problem.requests if one.key in keys),
        parties=tuple(
            one if one.key in limited else replace(one, limit=None) for one in problem.parties
        ),
        precedences=tuple(
            one
            for one in problem.precedences
            if (one.before, one.after) in orders and {one.before, one.after} <= keys
        ),
    )
