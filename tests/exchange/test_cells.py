"""Cells: what is written is read as it was."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.faults import Place
from exchange.kinds.raw import Raw, decode, encode, neat
from exchange.kinds.values import Amount, Day, Lines, YesNo, join, split
from exchange.texts import LongTexts

ENTRY = st.text(min_size=1).filter(lambda text: neat(text) == text and "\n" not in text and text)


@given(st.lists(ENTRY, unique=True))
def test_a_list_is_read_as_it_was_written(entries):
    assert split(join(entries)) == entries


@given(st.text())
def test_a_text_is_read_as_it_was_written(text):
    assert decode(encode(text)) == text


@given(st.text(alphabet="ab[]long text1", max_size=40))
def test_no_text_is_taken_for_a_mark(text):
    texts = LongTexts()
    marked = texts.mark(text)
    texts.read([{1: Raw(n), 2: Raw(p), 3: Raw(content)} for n, p, content in texts.pieces])
    assert texts.whole(marked) == text


def test_a_long_text_stands_in_pieces():
    texts, text = LongTexts(), "x" * 70_000
    assert texts.mark(text) == "[[long text 1]]"
    assert max(len(piece) for _, _, piece in texts.pieces) <= 32_000


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=2))
def test_an_amount_is_read_as_it_was_written(amount):
    written = Amount().write(amount)
    assert Amount().read(Raw(float(written) if isinstance(written, int) else written)) == amount


def test_what_arithmetic_leaves_behind_the_last_place_is_no_part_of_an_amount():
    assert Amount().read(Raw(0.1 + 0.2)) == Decimal("0.3")


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("US; JP", ["US", "JP"]),
        ("US;JP;", ["US", "JP"]),
        (" ; ", []),
        ("US; US", ["US"]),
        ("one\ntwo", ["one", "two"]),
        (r"A\; B; C", ["A; B", "C"]),
        (r"C:\new", [r"C:\new"]),
    ],
)
def test_lists_as_people_type_them(text, entries):
    assert Lines().read(Raw(text)) == entries


@pytest.mark.parametrize(("typed", "meant"), [("Yes", True), (" no ", False), (True, True)])
def test_truth(typed, meant):
    assert YesNo().read(Raw(typed)) is meant


def test_days_are_read_from_iso_text():
    assert Day().read(Raw("2018-06-12 00:00:00")) == date(2018, 6, 12)


def test_a_place_reads_as_people_look_for_it():
    assert str(Place("events", 12, 5, "end")) == "sheet “events”, row 12, column E (end)"
