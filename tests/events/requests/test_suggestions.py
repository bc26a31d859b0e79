"""Who suits whom: words compared whatever their case, accents and plural, both ways, best first."""

import pytest

from events.suggestions import Profile, Suggestion, stem, suggest

OURS = Profile("us", ("Clinical trials in Europe",), ("Point-of-care diagnostics",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Diagnostics", "diagnostic"),
        ("batteries", "Battery"),
        ("Batterien", "Batterie"),
        ("Sensoren", "sensor"),
        ("Maschinen", "Maschine"),
        ("matériaux", "materiaux"),
        ("hôpitaux", "hôpital"),
        ("protéines", "Protein"),
        ("boxes", "box"),
        ("PROCESSES", "process"),
    ],
)
def test_spellings_of_a_word_are_the_same(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("diagnosis", "diagnostic"), ("gas", "gap")])
def test_different_words_stay_apart(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["and", "für", "des", "The", "à"])
def test_small_words_do_not_count(word):
    assert stem(word) == ""


def test_what_they_offer_and_we_seek_is_told_in_their_words():
    lab = Profile("lab", ("Diagnostic kits", "Training"), ())
    assert suggest(OURS, [lab]) == [
        Suggestion(key="lab", they_offer=("Diagnostic",), they_seek=(), score=1)
    ]


def test_words_that_follow_each_other_are_one_phrase():
    hospital = Profile("hospital", (), ("Trials, clinical and others", "A partner in Europe"))
    assert suggest(OURS, [hospital]) == [
        Suggestion(key="hospital", they_offer=(), they_seek=("Trials, clinical", "Europe"), score=3)
    ]


def test_who_has_something_for_us_and_wants_something_of_us_comes_first():
    both = Profile("both", ("Diagnostics",), ("Trials",))
    more = Profile("more", ("Point of care diagnostics",), ())
    one = Profile("one", ("Diagnostics",), ())
    found = suggest(OURS, [one, more, both])
    assert [(row.key, row.score) for row in found] == [("both", 4), ("more", 3), ("one", 1)]


def test_equals_keep_their_order_and_only_the_best_are_told():
    rows = [Profile(number, ("Diagnostics",), ()) for number in range(9)]
    assert [row.key for row in suggest(OURS, rows, most=4)] == [0, 1, 2, 3]


def test_small_words_bring_nobody_together():
    assert suggest(OURS, [Profile("x", ("In the of and",), ("In", "of"))]) == []


def test_a_word_in_several_lines_is_told_once():
    rows = [Profile("x", ("Diagnostics", "diagnostics for animals"), ())]
    assert suggest(OURS, rows)[0].they_offer == ("Diagnostics",)
