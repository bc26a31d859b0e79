"""Words are found however they are spelt."""

import re

import pytest

from common.spelling import bare, pattern_for

SAME = [
    ("Munchen", "MÜNCHEN"),
    ("muenchen", "München"),
    ("MÜNCHEN", "Munchen"),
    ("münchen", "Muenchen"),
    ("lodz", "Łódź"),
    ("Łódź", "lodz"),
    ("strasse", "Straße"),
    ("Straße", "STRASSE"),
    ("αθηνα", "Αθήνα"),
    ("søren", "Soren"),
    ("ecole", "École"),
    ("日本", "日本"),
    ("c++", "C++ Solutions"),
    ("[a]\\", "x[A]\\"),
]


@pytest.mark.parametrize(("typed", "kept"), SAME)
def test_a_word_is_found_however_it_is_spelt(typed, kept):
    assert re.search(pattern_for(typed), kept)


@pytest.mark.parametrize(
    ("typed", "kept"), [("%", "abc"), (".", "abc"), ("munchen", "minchen"), ("ue", "ö")]
)
def test_another_word_is_not_found(typed, kept):
    assert not re.search(pattern_for(typed), kept)


def test_letters_come_down_to_small_ones_without_accents():
    assert bare("Ångström Œuvre ÐÞ") == "angstrom oeuvre dth"
