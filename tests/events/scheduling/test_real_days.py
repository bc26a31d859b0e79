"""Real matchmaking days: everybody meets, with the fewest breaks that are possible.

`make bench-schedule` does all ten; these take about a second each.
"""

import pytest

from events.scheduling.compute import compute_schedule
from tests.events.scheduling.checker import broken_rules, count_breaks
from tests.events.scheduling.instances import B2B, read_instance


@pytest.mark.parametrize(
    ("name", "meetings", "breaks"),
    [
        ("tic-12", 125, 0),
        ("tic-13", 180, 0),
        ("forumt-14", 237, 5),
        ("forumt-14crafc", 237, 5),
        ("tic-13crafc", 180, 4),
    ],
)
def test_the_published_least_number_of_breaks_is_found_and_proven(name, meetings, breaks):
    problem = read_instance(B2B / f"{name}.dzn")
    schedule = compute_schedule(problem)
    assert len(schedule.places) == meetings
    assert broken_rules(problem, schedule.places) == []
    counted = count_breaks(problem, schedule.places)
    assert sum(counted.values()) == schedule.quality.breaks == schedule.quality.breaks_bound
    assert sum(counted.values()) == breaks
    assert max(counted.values()) - min(counted.values()) <= 2
