"""Private links."""

from datetime import timedelta

import pytest
import time_machine

from common.links import LinkHasExpired, LinkIsForged, PrivateLinks

links = PrivateLinks("door")


def test_a_link_leads_to_its_record_and_version():
    target = links.read(links.make(12, 3))
    assert (target.pk, target.version) == (12, 3)


def test_a_link_needs_no_escaping_in_an_address():
    assert set(links.make(12, 3)) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.~-_"
    )


@pytest.mark.parametrize("forged", ["", "12.3", "12.3~x~y", "13.3{rest}", "12.4{rest}", "é~ü~ö"])
def test_a_link_that_was_changed_is_forged(forged):
    rest = links.make(12, 3).removeprefix("12.3")
    with pytest.raises(LinkIsForged):
        links.read(forged.format(rest=rest))


def test_a_link_of_one_purpose_opens_nothing_of_another():
    with pytest.raises(LinkIsForged):
        PrivateLinks("window").read(links.make(12, 3))


def test_a_link_with_a_term_ends_with_it():
    short = PrivateLinks("door", lasts=timedelta(days=7))
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        link = short.make(12, 3)
        clock.shift(timedelta(days=7))
        assert short.read(link).pk == 12
        clock.shift(timedelta(seconds=1))
        with pytest.raises(LinkHasExpired):
            short.read(link)


def test_a_link_without_a_term_lasts():
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        link = links.make(12, 3)
        clock.shift(timedelta(days=4000))
        assert links.read(link).pk == 12
