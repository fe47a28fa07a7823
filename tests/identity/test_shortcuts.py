"""What is done quickly for nearly all entries is what the careful way gives."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.identify import keys
from monitor.identify.folding import plainly, words
from monitor.model.source import Entry

_LETTERS = (
    "aIiıİəƏşĞçÖö", "АаЁёЎўІіґЙй’'`", "ąŁłżéâßﬁ№²Σςσǅ", "ґ한어ก้ა漢", "\u0301\u0306\u00ad\u200b\ufeff", "𝐀🎉\udc80",
    " \u00a0\t\n\x1c\u2003", ".,-—…_:;«»“„°•\x00\ufffe12",
)  # fmt: skip
_TEXTS = st.lists(st.one_of(*map(st.sampled_from, _LETTERS)), max_size=30).map("".join)


@example("AЗЕРТАДЖ və Баку–Minsk: Ёлка’s й, И\u0306, 5 №7 … “XX əsr” \ufffe")
@example("AB" + "".join(map(chr, range(0x2200, 0x2220))) + "Ы")
@given(_TEXTS)
@settings(max_examples=150, deadline=None)
def test_folded_words_are_found_over_bytes_as_by_folding(text: str) -> None:
    assert words(text) == plainly(text)


def test_each_character_of_the_languages_of_the_beat_is_folded_alone_and_in_a_word_as_it_is_by_folding() -> None:
    for character in map(chr, (*range(0x530), *range(0x2000, 0x2070), 0x2116)):
        for text in (character, f"aə{character}b", f"жў{character}я", f" {character} "):
            assert words(text) == plainly(text)


_FEW = st.sampled_from(["", "https://b.example/", "https://b.example/1", "http://www.b.example/1", "x", "Курсы"])
_TITLES = st.sampled_from(
    ["", "Курсы", "İlham Əliyev BAKIDA beş söz", "Визит, визит и ещё визит", "визит визит и еще визит"]
)
_ENTRIES = st.builds(
    Entry, guid=_FEW, link=_FEW, title=_TITLES, summary=st.sampled_from(["", "Тэкст", "Сям’я " * 20, "сям'я " * 20]),
    published=st.sampled_from([None, 5, 86_400]),
)  # fmt: skip


@given(st.lists(_ENTRIES, max_size=4))
@settings(max_examples=150, deadline=None)
def test_drafts_that_have_nothing_in_common_are_each_alone_and_share_nothing(entries: list[Entry]) -> None:
    drafts = [keys._draft(entry) for entry in entries if keys._says_something(entry)]
    groups = keys._alike(keys._collapsed(drafts))
    if keys._apart(drafts):
        assert groups == [[draft] for draft in drafts]
        assert keys._shared(groups) == keys._NOTHING
