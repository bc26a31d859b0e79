"""What the tests of health, logs and metrics share."""

import pytest

from config.observability import health
from tests.config.observed import log  # noqa: F401


@pytest.fixture(autouse=True)
def _asked_anew():
    """No answer of an earlier test counts."""
    health.forget()
