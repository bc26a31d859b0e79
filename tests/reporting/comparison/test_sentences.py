"""Texts split into sentences and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.comparison import Change
from reporting.comparison.sentences import compare_texts, split_sentences
from reporting.comparison.words import TOKENS_AT_MOST, mark_words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("One. Two.", ["One.", "Two."]),
        ("See No. 5 of the call. It says so.", ["See No. 5 of the call.", "It says so."]),
        ("Markets, e.g. Japan, grew. Others, i.e. Canada, too.", None),
        ("We met Dr. Smith and J. Doe. They agreed.", ["We met Dr. Smith and J. Doe.", None]),
        ("It grew by 3.5 % to 1,200.50 EUR. Good.", ["It grew by 3.5 % to 1,200.50 EUR.", "Good."]),
        ("In the U.S. market we won. And then?", ["In the U.S. market we won.", "And then?"]),
        ("Signed on 5. Mai 2017 in Bonn. Done.", ["Signed on 5. Mai 2017 in Bonn.", "Done."]),
        ("It closed in 2017. The next began.", ["It closed in 2017.", "The next began."]),
        ("“We won!” she said. “Really.” So it was.", ["“We won!” she said.", "“Really.”", None]),
        ("Wait… what? Yes!", ["Wait… what?", "Yes!"]),
        ("Meetings, workshops, etc. were held. Fine.", None),
        ("A line\nthat goes on. Next.", ["A line that goes on.", "Next."]),
        ("- First entry\n- Second. Third.", ["- First entry", "- Second.", "Third."]),
        ("1. One thing\n2. Another", ["1. One thing", "2. Another"]),
        ("A title without an end\n\nA sentence.", ["A title without an end", "A sentence."]),
    ],
)
def test_a_text_is_split_where_sentences_end(text, sentences):
    found = [sentence for sentence, _ in split_sentences(text)]
    if sentences is None:
        assert len(found) == 2
    else:
        assert len(found) == len(sentences)
        assert all(wanted in (None, one) for wanted, one in zip(sentences, found, strict=True))


def test_a_paragraph_opens_with_its_first_sentence():
    assert [opens for _, opens in split_sentences("One. Two.\n\nThree.")] == [True, False, True]


texts = st.text(alphabet="ab AB.!?…“”\n-0159é", max_size=200)


@given(texts)
def test_nothing_but_spaces_is_lost(text):
    joined = "".join(sentence for sentence, _ in split_sentences(text))
    assert "".join(joined.split()) == "".join(text.split())


@given(texts)
def test_a_text_is_the_same_as_itself(text):
    assert all(sentence.change is Change.SAME for sentence in compare_texts(text, text))


@given(texts, texts)
def test_both_texts_can_be_read_from_their_comparison(before, after):
    found = compare_texts(before, after)
    sides = [
        [s.before for s in found if s.change is not Change.CAME],
        [s.after for s in found if s.change is not Change.WENT],
    ]
    assert sides == [[s for s, _ in split_sentences(text)] for text in (before, after)]


def test_a_reworded_sentence_is_the_same_one_changed():
    (same, changed, came) = compare_texts(
        "The office opened. In 2016 we held seven events in Japan.",
        "The office opened. In 2016 we held eight events in Japan. Everybody came.",
    )
    assert (same.change, changed.change, came.change) == (Change.SAME, Change.CHANGED, Change.CAME)
    assert changed.before == "In 2016 we held seven events in Japan."
    assert came.after == "Everybody came."


def test_another_sentence_in_its_place_is_another_one():
    found = compare_texts("Cows eat grass.", "Rockets fly to Mars.")
    assert {each.change for each in found} == {Change.WENT, Change.CAME}


def test_words_are_marked_as_phrases():
    assert mark_words("We held seven events.", "We held eight large events.") == [
        (Change.SAME, "We held "),
        (Change.WENT, "seven"),
        (Change.CAME, "eight large"),
        (Change.SAME, " events."),
    ]


@given(texts, texts)
def test_both_sentences_can_be_read_from_their_words(before, after):
    pieces = mark_words(before, after)
    assert "".join(text for change, text in pieces if change is not Change.CAME) == before
    assert "".join(text for change, text in pieces if change is not Change.WENT) == after


def test_a_very_long_text_is_replaced_as_a_whole():
    before, after = "word " * TOKENS_AT_MOST, "other " * TOKENS_AT_MOST
    assert mark_words(before, after) == [(Change.WENT, before), (Change.CAME, after)]
