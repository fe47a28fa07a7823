"""What never gets into a stored string, and how one is cut."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text.clean import clean, cut, sha


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("Азер\u00adбай\u200bджан", "Азербайджан"),
        ("Лукашэнка\x00 ў\x07 Баку\ufeff", "Лукашэнка ў Баку"),
        ("\u202egro.live\u202c Minsk", "gro.live Minsk"),
        ("a\ud800b", "ab"),
        ("\x1b[31mİlham Əliyev", "[31mİlham Əliyev"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\tstays", "tab\tstays"),
        ("сям'я сям’я сямʼя", "сям'я сям’я сямʼя"),
    ],
)
def test_what_hides_or_breaks_is_removed(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected


@settings(deadline=None)
@given(st.text(alphabet=st.characters()))
def test_cleaning_twice_changes_nothing_more_and_the_result_can_be_encoded(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once.encode().decode() == once
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in once if c not in "\n\t")


@settings(deadline=None)
@given(st.text(), st.integers(0, 40))
def test_a_cut_fits_and_is_a_beginning(text: str, limit: int) -> None:
    kept, left_off = cut(text, limit)
    assert len(kept.encode()) <= limit
    assert text.startswith(kept)
    assert left_off == (kept != text)


def test_a_cut_never_splits_a_letter() -> None:
    assert cut("Баку", 5) == ("Ба", True)
    assert cut("и\u0306", 3) == ("", True)  # й as two characters
    assert cut("Мінск", 10) == ("Мінск", False)


def test_a_heap_of_marks_is_cut_all_the_same() -> None:
    assert len(cut("a" + "\u0301" * 5000, 1001)[0]) == 501


def test_the_hash_is_of_the_utf8_bytes_and_takes_any_string() -> None:
    assert sha("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sha("\ud800") != sha("\ud801")
