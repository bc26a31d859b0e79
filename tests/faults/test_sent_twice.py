"""Everything that people send, sent four times at the same moment: it is there once, and told once."""

import json

ONCE_AND_TOLD_THAT_IT_IS = [1, "done", "done", "done", "done"]
ONCE_AND_REFUSED_IN_WORDS = [1, "done", "refused", "refused", "refused"]


def test_what_is_sent_four_times_at_once_is_there_once(portal):
    told = json.loads(portal.run("-m", "tests.faults.twice").splitlines()[-1])
    assert told == {
        "message": ONCE_AND_TOLD_THAT_IT_IS,
        "confirmation_of_an_address": ONCE_AND_TOLD_THAT_IT_IS,
        "file": ONCE_AND_TOLD_THAT_IT_IS,
        "registration": ONCE_AND_TOLD_THAT_IT_IS,
        "request_for_a_meeting": ONCE_AND_REFUSED_IN_WORDS,
        "outcome": ONCE_AND_TOLD_THAT_IT_IS,
        "line_of_the_log": ONCE_AND_TOLD_THAT_IT_IS,
        "file_of_a_case": ONCE_AND_REFUSED_IN_WORDS,
        "acceptance_of_an_invitation": ONCE_AND_REFUSED_IN_WORDS,
        "acceptance_as_a_contact": ONCE_AND_REFUSED_IN_WORDS,
    }
