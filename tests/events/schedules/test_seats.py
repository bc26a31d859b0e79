"""No table twice at a time."""

from events.scheduling.schedule import Place
from events.services.seats import without_double_seats


def seats(places, kept=(), tables=2, **lengths):
    found = without_double_seats(
        {key: Place(*place) for key, place in places.items()},
        lengths={key: lengths.get(key, 1) for key in places},
        tables=tables,
        kept={key: Place(*places[key]) for key in kept},
    )
    return {key: (place.slot, place.table) for key, place in found.items()}


def test_what_is_right_stays():
    places = {"a": (0, 1), "b": (0, 2), "c": (1, 1)}
    assert seats(places) == places


def test_whoever_stays_keeps_the_table():
    assert seats({"a": (0, 1), "b": (1, 1)}, kept="b", a=2) == {"a": (0, 2), "b": (1, 1)}


def test_where_no_other_way_is_left_all_are_seated_anew():
    places = {"a": (0, 1), "b": (1, 2), "c": (0, 2)}
    found = seats(places, kept="ab", tables=2, c=2)
    assert found == {"a": (0, 1), "c": (0, 2), "b": (1, 1)}
