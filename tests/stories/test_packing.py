"""A footprint packed and unpacked is the same, whatever outlets, headlines and words hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.story import EventSign, Footprint, Marks, Signs
from monitor.stories.packing import cites_of, keys, pack, shingles_of, spaces, unpack

WORDS = st.frozensets(st.text(min_size=1).filter(str.isprintable))
VISIT = EventSign("state_visit", ("AZ", "BY"), host="AZ", guest="BY", day="2024-05-16", sure=True)
SIGNS = st.builds(
    Signs, title=WORDS, lead=WORDS, body=WORDS, names=WORDS, all_names=WORDS, numbers=WORDS, skeletons=WORDS,
    concepts=WORDS, events=st.sampled_from([(), (VISIT,)]),
)  # fmt: skip
MARKS = st.builds(
    Marks, shingles=st.lists(st.integers(0, 2**64 - 1), unique=True).map(lambda found: tuple(sorted(found))),
    text=st.binary(), values=st.just("5\n7"), cites=WORDS, words=st.integers(0, 10**6),
)  # fmt: skip
FOOTPRINTS = st.builds(
    Footprint, article=st.just(7), outlet=st.text(), language=st.sampled_from(["az", "be", ""]), when=st.just(9),
    headline=st.text(), marks=MARKS, signs=SIGNS,
)  # fmt: skip


@given(FOOTPRINTS)
def test_what_is_unpacked_is_what_was_packed(one: Footprint) -> None:
    found = unpack(7, 9, *pack(one))
    assert (found.outlet, found.language, found.headline, found.marks) == (
        one.outlet, one.language, one.headline, one.marks,
    )  # fmt: skip
    assert found.signs == one.signs
    assert found == one
    assert one == found
    assert hash(found) == hash(unpack(7, 9, *pack(found)))


@given(FOOTPRINTS)
def test_an_index_gets_the_same_signs_of_a_stored_article_as_of_a_new_one(one: Footprint) -> None:
    stored = unpack(7, 9, *pack(one))
    assert [sorted(part) for part in spaces(stored)] == [sorted(part) for part in spaces(one)]
    assert keys(stored) == keys(one)
    assert set(cites_of(stored)) == one.marks.cites
    assert list(shingles_of(stored)) == list(one.marks.shingles)


def test_marks_of_the_file_itself_in_a_word_become_blanks() -> None:
    """No feed's words hold them, as they are taken for blanks; a name of an outlet might."""
    one = Footprint(7, "a\x1eb", "az\x1f", 9, "c\x1fd", Marks(cites=frozenset({"e\x1ff"})), Signs())
    found = unpack(7, 9, *pack(one))
    assert (found.outlet, found.language, found.headline) == ("a\x1eb", "az ", "c\x1fd")
    assert found.marks.cites == {"e f"}
