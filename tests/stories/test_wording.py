"""Words as copies are told by: the quick way of understanding many at once, and the way one by one."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from monitor.stories import wording

LETTERS = "abcABCзЖёЁўЎіәəƏıIİşŞğçöńŉĳßʼ’'ΣςАзербайджан"
WORDS = st.text(alphabet=f'{LETTERS}«»“”"().,;:!?…\u2029-7×ﷺ\u0301', min_size=1, max_size=9)


@given(st.lists(WORDS | st.sampled_from(["мая", "May", "mln", "млн.", "BelTA,", "(БЕЛТА)", "ΟΔΟΣ", "3"]), max_size=30))
@example(["ﷺ", "мая", "«Bakı»,", "Мінск.", "и", "\u2029", "ŉ", "İqtisad!"])
def test_words_learned_together_are_understood_as_one_by_one(words: list[str]) -> None:
    """A mark of no width inside a word, which is no letter of it, is what the quick way leaves to the other."""
    wording.forget()
    quick = wording.worded(" ".join(words))
    wording.forget()
    careful = wording.worded(" ".join(f"{word}\u200b" for word in words))
    for which in ("lower", "upper", "kinds", "values"):
        assert getattr(quick, which) == getattr(careful, which)
    assert quick.part(0, len(quick.words)) == careful.part(0, len(careful.words))
