"""Tables of a repaired schedule: none twice at a time, also where a long meeting runs into another one."""

from collections.abc import Iterable, Mapping

from events.scheduling.schedule import Place


def without_double_seats(
    places: Mapping[str, Place],
    *,
    lengths: Mapping[str, int],
    tables: int,
    kept: Mapping[str, Place],
) -> dict[str, Place]:
    """The same times, with another table for each meeting that would share one.

    Meetings that stay where they were keep their table, unless no other way is left. There must never
    be more meetings at a time than tables.
    """
    staying = sorted(places, key=lambda key: (places[key] != kept.get(key), places[key].slot))
    found = _seated(places, staying, lengths, tables)
    if found is not None:
        return found
    # From the first slot on whoever begins finds a table, so this always ends well.
    in_time = sorted(places, key=lambda key: places[key].slot)
    anew = {key: Place(place.slot, 0) for key, place in places.items()}
    return _seated(anew, in_time, lengths, tables) or dict(places)


def _seated(
    places: Mapping[str, Place], order: Iterable[str], lengths: Mapping[str, int], tables: int
) -> dict[str, Place] | None:
    taken: set[tuple[int, int]] = set()
    found: dict[str, Place] = {}
    for key in order:
        place = places[key]
        times = range(place.slot, place.slot + lengths[key])
        wanted = [place.table] if 1 <= place.table <= tables else []
        free = (
            table
            for table in [*wanted, *range(1, tables + 1)]
            if not any((slot, table) in taken for slot in times)
        )
        table = next(free, None)
        if table is None:
            return None
        taken.update((slot, table) for slot in times)
        found[key] = Place(place.slot, table)
    return found
