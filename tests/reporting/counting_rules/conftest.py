"""A partnership of the years 2016 to 2019 with up to three markets."""

from datetime import date

import pytest

from tests.factories import PartnershipFactory, TargetMarketFactory


@pytest.fixture
def partnership():
    return PartnershipFactory(start_on=date(2016, 1, 1), end_on=date(2019, 12, 31))


@pytest.fixture
def usa(partnership):
    return TargetMarketFactory(
        partnership=partnership, code="US", country="US", label="USA", position=1
    )


@pytest.fixture
def japan(partnership, usa):
    return TargetMarketFactory(
        partnership=partnership, code="JP", country="JP", label="Japan", position=2
    )


@pytest.fixture
def brazil(partnership, japan):
    return TargetMarketFactory(
        partnership=partnership, code="BR", country="BR", label="Brazil", position=3
    )
