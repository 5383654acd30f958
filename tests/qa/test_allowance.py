"""One question's calls and seconds, shared by all that is called for it."""

from qa.allowance import Allowance


def test_no_more_calls_are_admitted_than_there_are() -> None:
    allowance = Allowance(60, calls=2)
    allowance.spend()
    assert allowance.admits()
    allowance.spend()
    assert not allowance.admits()


def test_a_wait_beyond_the_deadline_is_not_admitted() -> None:
    allowance = Allowance(60)
    assert allowance.admits(50)
    assert not allowance.admits(61)
    assert not Allowance(0).admits()


def test_what_a_part_spends_is_spent() -> None:
    whole = Allowance(60, calls=3)
    part = whole.part(0.5)
    part.spend()
    assert (part.admits(), whole.calls) == (False, 2)
    assert 29 < part.seconds <= 30 < whole.seconds


def test_a_part_has_no_call_that_the_whole_has_not() -> None:
    whole = Allowance(60, calls=1)
    part = whole.part(1)
    whole.spend()
    assert not part.admits()
