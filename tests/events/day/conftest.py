"""An event that is going on, and somebody who runs it."""

import pytest

from events.models import Attendee
from tests.events.going import going_event
from tests.office import signed_in


@pytest.fixture
def going():
    return going_event()


@pytest.fixture
def office(client, going):
    return signed_in(client)


@pytest.fixture
def ada(going):
    return Attendee.objects.get(name="Ada Vogel")
