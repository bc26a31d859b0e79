"""Demands that cannot hold together, in the words of the organisers."""

from events.scheduling.schedule import Demand, DemandsClash
from events.services.problems import Situation
from events.services.rules import meetings_in_words


def words_of(clash: DemandsClash, situation: Situation) -> str:
    """A sentence, then a line for each of the demands that clash."""
    lines = [f"• {_line(demand, situation)}" for demand in clash.demands]
    if len(lines) == 1:
        opening = "This demand cannot be met by any schedule:"
    else:
        opening = (
            "These demands cannot hold together; without any one of them the others could. "
            "Take one of them back:"
        )
    return "\n".join([opening, *lines])


def _line(demand: Demand, situation: Situation) -> str:
    if demand.kind == "request":
        return _request(int(demand.keys[0]), situation)
    if demand.kind == "limit":
        party = int(demand.keys[0])
        problem = situation.problem
        limit = problem.parties[problem.party_number[str(party)]].limit
        return f"{situation.name_of(party)} has {meetings_in_words(limit)} at most."
    if demand.kind == "precedence":
        before, after = (situation.meetings[int(key)] for key in demand.keys)
        return f"The meeting of {before} ends before that of {after} begins."
    return demand.words


def _request(key: int, situation: Situation) -> str:
    meeting, problem = situation.meetings[key], situation.problem
    number = problem.number_of[str(key)]
    locked = problem.requests[number].locked
    how = "must take place" if locked is None else f"is locked on {situation.when(locked)}"
    words = f"The meeting of {meeting} {how}"
    if problem.starts[number]:
        return f"{words}."
    if locked is None:
        return f"{words}, but the two have no common free time."
    return f"{words}, but one of the two is away then, or the time is over."
