"""An event of two sessions with six participants, and requests between them."""

import pytest
import time_machine

from tests.events.schedules.world import BEFORE, build_world


@pytest.fixture
def before():
    """The day before the event."""
    with time_machine.travel(BEFORE, tick=False):
        yield BEFORE


@pytest.fixture
def world(db, before):
    return build_world()


@pytest.fixture
def office(client, world):
    """The client of the coordinator."""
    client.force_login(world.coordinator)
    return client
