"""The factories keep their promise."""

import pytest
from factory.django import DjangoModelFactory

from tests import factories

FACTORIES = {
    name: made
    for name, made in vars(factories).items()
    if isinstance(made, type) and issubclass(made, DjangoModelFactory)
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", FACTORIES)
def test_a_factory_makes_a_valid_object_twice(name):
    for _ in range(2):
        FACTORIES[name]().full_clean()
