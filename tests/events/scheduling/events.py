"""Events as tests type them."""

from events.scheduling.problem import Party, Problem, Request


def meet(key, a, b, **more):
    """A request."""
    return Request(key, a, b, **more)


def event(*requests, tables=2, slots=4, away=None, limits=None, **more):
    """An event of those who are in its requests; ``away`` holds slots by name."""
    names = sorted({name for wish in requests for name in (wish.a, wish.b)})
    parties = tuple(
        Party(
            name,
            frozenset(range(slots)) - (away or {}).get(name, set()),
            limit=(limits or {}).get(name),
        )
        for name in names
    )
    return Problem(slots, tables, parties, requests, **more)
