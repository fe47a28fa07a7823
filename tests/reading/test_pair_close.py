"""Whether a sentence on one stands close to one on the other: as its formula says, and in few steps however long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.reading.weighed import is_close


class Counted(Sequence[int]):
    """Sentence numbers that count how often one is looked at."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = numbers
        self.looks = 0

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        self.looks += 1
        return self.numbers[index]

    def __iter__(self) -> Iterator[int]:
        for number in self.numbers:
            self.looks += 1
            yield number


@settings(max_examples=40)
@given(number=st.integers(1, 14), others=st.sets(st.integers(0, 14)).map(sorted))
def test_close_is_two_sentences_of_the_body_at_most(number: int, others: list[int]) -> None:
    assert is_close(number, others) == any(other > 0 and abs(number - other) <= 2 for other in others)


def test_a_long_text_is_not_gone_through_for_each_sentence() -> None:
    others = Counted(range(20_000))
    assert not is_close(30_000, others)
    assert is_close(12_345, others)
    assert others.looks <= 40
