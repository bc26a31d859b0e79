import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english():
    """Addresses are those of English, whatever language an earlier test left."""
    with translation.override("en-gb"):
        yield
