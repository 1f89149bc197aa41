from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from assistant.sign_in.attempts import ADDRESS_TRIES, FORGET_S, LONGEST_WAIT_S, MOST_REMEMBERED, NAME_TRIES, Attempts


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_wait_grows_up_to_five_minutes() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    assert [attempts.take("a", "1") for _ in range(NAME_TRIES)] == [0] * NAME_TRIES
    waits = []
    for _ in range(9):
        wait = attempts.take("a", f"other{clock.now}")
        waits.append(wait)
        assert attempts.take("a", "1") == wait, "asking while waiting makes it no longer"
        clock.now += wait
        assert attempts.take("a", f"again{clock.now}") == 0
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert max(waits) == LONGEST_WAIT_S


def test_an_address_waits_whatever_the_names() -> None:
    attempts = Attempts(Clock())
    assert {attempts.take(f"name{n}", "1") for n in range(ADDRESS_TRIES)} == {0}
    assert attempts.take("another", "1") > 0
    assert attempts.take("another", "2") == 0


def test_the_right_word_begins_anew() -> None:
    attempts = Attempts(Clock())
    for _ in range(ADDRESS_TRIES * 3):
        assert attempts.take("a", "1") == 0
        attempts.passed("a", "1")
    for _ in range(NAME_TRIES - 1):
        attempts.take("a", "1")
    attempts.passed("a", "1")
    assert [attempts.take("a", "1") for _ in range(NAME_TRIES)] == [0] * NAME_TRIES


def test_ones_own_right_word_does_not_clear_the_address() -> None:
    attempts = Attempts(Clock())
    for n in range(ADDRESS_TRIES):
        assert attempts.take(f"guessed{n}", "1") == 0
        if n < ADDRESS_TRIES - 1:
            attempts.take("own", "1")
            attempts.passed("own", "1")
    assert attempts.take("own", "1") > 0


def test_old_tries_are_forgotten() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(NAME_TRIES - 1):
        attempts.take("a", "1")
    clock.now += FORGET_S + 1
    assert [attempts.take("a", "1") for _ in range(NAME_TRIES)] == [0] * NAME_TRIES
    assert attempts.take("a", "1") > 0


def test_tries_at_once_do_not_slip_through() -> None:
    attempts = Attempts(Clock())
    with ThreadPoolExecutor(16) as pool:
        allowed = [wait == 0 for wait in pool.map(lambda n: attempts.take("a", str(n)), range(200))]
    assert sum(allowed) == NAME_TRIES


def test_invented_names_do_not_fill_the_memory() -> None:
    attempts = Attempts(Clock())
    for n in range(MOST_REMEMBERED + 100):
        attempts.take(f"name{n}", f"address{n}")
    assert len(attempts._tries) <= MOST_REMEMBERED
