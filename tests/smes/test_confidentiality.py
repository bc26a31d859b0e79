"""Levels of confidentiality, and the yes or no that stands for them."""

import pytest

from smes.models import Company, SMECase


@pytest.mark.parametrize("model", [Company, SMECase])
@pytest.mark.parametrize(
    ("level", "is_confidential"),
    [("open", False), ("hidden from public", True), ("hidden from partners", True)],
)
def test_whatever_is_hidden_from_somebody_is_confidential(model, level, is_confidential):
    assert model(confidentiality=level).is_confidential is is_confidential


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        ("open", True, "hidden from public"),
        ("hidden from public", True, "hidden from public"),
        ("hidden from partners", True, "hidden from partners"),
        ("hidden from partners", False, "open"),
        ("open", False, "open"),
    ],
)
def test_yes_hides_from_the_public_and_never_makes_a_stricter_level_milder(before, said, after):
    company = Company(confidentiality=before)
    company.is_confidential = said
    assert company.confidentiality == after


def test_nothing_is_confidential_unless_somebody_says_so():
    assert Company().confidentiality == "open"
