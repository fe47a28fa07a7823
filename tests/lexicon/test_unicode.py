"""The kinds of Unicode case that no search engine passes alone, each shown through a scan; and whatever a text does to a
name, the place that is marked in it folds to the form that was found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text.fold import folded
from tests.lexicon.shipped import shipped
from tests.lexicon.table import Row, rows

ALIYEV, LUKASHENKO = "person.ilham_aliyev", "person.alexander_lukashenko"
BELARUS, AZERBAIJAN = "country.belarus", "country.azerbaijan"


@pytest.mark.parametrize(
    ("kind", "text", "name", "surface"),
    [
        ("dotted capital İ", "görüş: İLHAM ƏLİYEV gəldi", ALIYEV, "İLHAM ƏLİYEV"),
        ("capital I typed for İ", "ILHAM ƏLIYEV gəldi", ALIYEV, "ILHAM ƏLIYEV"),
        ("dotless ı and its capital", "BAKIDA və Bakıda", AZERBAIJAN, "BAKIDA"),
        ("İ as i with a combining dot above", "i\u0307lham Əliyev, İlham Əliyev", ALIYEV, "İlham Əliyev"),
        ("ə and its capital", "AZƏRBAYCANIN", AZERBAIJAN, "AZƏRBAYCANIN"),
        ("ё written as е", "освобожденных территорий", "place.liberated_territories", "освобожденных территорий"),
        ("ё with its dots", "освобождённых территорий", "place.liberated_territories", "освобождённых территорий"),
        ("ў for у", "Андрэя Раўкова", "person.by_ambassador_to_az", "Андрэя Раўкова"),
        ("Cyrillic ә in two alphabets", "Азәрбајҹан", AZERBAIJAN, "Азәрбајҹан"),
        ("a letter and its mark apart (NFD)", "Bela\u0301rus, Bi\u00e9lorussie, Bie\u0301lorussie", BELARUS, "Bie\u0301lorussie"),
        ("й as и with its mark", "Азербаи\u0306джан", AZERBAIJAN, "Азербаи\u0306джан"),
        ("stress mark", "Лукаше\u0301нко", LUKASHENKO, "Лукаше\u0301нко"),
        ("soft hyphen", "Бела\u00adрусь", BELARUS, "Бела\u00adрусь"),
        ("zero-width space and joiner", "Azer\u200bbai\u200djan", AZERBAIJAN, "Azer\u200bbai\u200djan"),
        ("curly apostrophe", "Belarus’un", BELARUS, "Belarus’un"),
        ("modifier apostrophe", "Aliyevʼin, İlham Aliyevʼin", ALIYEV, "İlham Aliyevʼin"),
        ("line break inside a phrase", "Ильхам\nАлиев", ALIYEV, "Ильхам\nАлиев"),
        ("carriage return, tab and several spaces inside a phrase", "Ильхам \r\n\t Алиев", ALIYEV, "Ильхам \r\n\t Алиев"),
        ("no-break space", "Ilham\u00a0Aliyev", ALIYEV, "Ilham\u00a0Aliyev"),
        ("narrow no-break space", "Ilham\u202fAliyev", ALIYEV, "Ilham\u202fAliyev"),
        ("dashes", "Azerbaijan–Belarus", "pair.az_by", "Azerbaijan–Belarus"),
        ("no-break hyphen", "Нагорно, Haut\u2011Karabakh", "place.karabakh", "Haut\u2011Karabakh"),
        ("a Latin letter in a Cyrillic word", "Aзербaйджан", AZERBAIJAN, "Aзербaйджан"),
        ("Cyrillic letters in a Latin word", "Вelаrus", BELARUS, "Вelаrus"),
        ("Cyrillic і for Latin i", "Іlham Aliyev", ALIYEV, "Іlham Aliyev"),
        ("ł and ß", "BIAŁORUŚ, WEISSRUSSLAND, Weißrussland", BELARUS, "Weißrussland"),
        ("full-width letters", "Ｂｅｌａｒｕｓ", BELARUS, "Ｂｅｌａｒｕｓ"),
        ("an ending after an abbreviation and a hyphen", "Aİİ\u2010yə", "org.eaeu", "Aİİ\u2010yə"),
        ("all capitals", "ГЛАВА ПРАВИТЕЛЬСТВА АЗЕРБАЙДЖАНА", AZERBAIJAN, "АЗЕРБАЙДЖАНА"),
    ],
)  # fmt: skip
def test_a_kind_of_unicode_case(kind: str, text: str, name: str, surface: str) -> None:
    mentions = [m for m in shipped().scan("", text).mentions if m.name == name]
    assert surface in [m.surface for m in mentions], kind
    assert all(folded(m.surface) == m.form for m in mentions), kind


FORMS = [row.text for row in rows() if row.found == row.text and not row.fails]
INSIDE = ("\u00ad", "\u0301", "\u200b", "\u200d", "\u2060", "\ufeff", "\u200e")
SPACES = (" ", "\n", "\u00a0", "\r\n", "\t  ", " \u00ad ", "\u202f", "\u2009")
DASHES = ("-", "‐", "‑", "–", "—", "−")
APOSTROPHES = ("'", "’", "ʼ", "‘", "`")
LOOK_ALIKES = str.maketrans("асеорхіАСЕОРХІВКМНТ", "aceopxiACEOPXIBKMHT")


@st.composite
def disfigured(draw: st.DrawFn) -> str:
    """A form of the table as some outlet may print it."""
    form = draw(st.sampled_from(FORMS))
    if draw(st.booleans()):
        form = form.upper()
    pieces = []
    for letter in form:
        if letter == " ":
            pieces.append(draw(st.sampled_from(SPACES)))
        elif letter in DASHES:
            pieces.append(draw(st.sampled_from(DASHES)))
        elif letter in APOSTROPHES:
            pieces.append(draw(st.sampled_from(APOSTROPHES)))
        else:
            drawn = letter.translate(LOOK_ALIKES) if draw(st.integers(0, 9)) == 0 else letter
            pieces.append(drawn + (draw(st.sampled_from(INSIDE)) if draw(st.integers(0, 7)) == 0 else ""))
    return "".join(pieces)


@settings(deadline=None, max_examples=150)  # the first text builds the lexicon
@given(
    st.lists(
        disfigured() | st.sampled_from(["и", "and", "—", "«", "»", "(", "№ 5", "\u0301", "ß", "½", "ﬁ"]), max_size=6
    )
)
def test_every_match_is_a_slice_of_the_original_that_folds_to_the_form_that_matched(parts: list[str]) -> None:
    for joint in (" ", ", ", "\n"):
        text = joint.join(parts)
        for mention in shipped().scan(text, text).mentions:
            assert mention.surface == text[mention.start : mention.end]
            assert folded(mention.surface) == mention.form
            assert mention.surface.strip() == mention.surface


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([row for row in rows() if row.found == row.text and not row.fails]), st.data())
def test_marks_and_breaks_hide_no_form(row: Row, data: st.DataObject) -> None:
    """Soft hyphens, stress marks and zero-width characters inside, other spaces and dashes between: found all the same."""
    text, name, hint = row.text, row.name, row.hint
    changed = "".join(
        data.draw(st.sampled_from(SPACES)) if letter == " "
        else data.draw(st.sampled_from(DASHES)) if letter == "-" and " - " not in text
        else letter + (data.draw(st.sampled_from(INSIDE)) if n + 1 < len(text) and data.draw(st.integers(0, 5)) == 0 else "")
        for n, letter in enumerate(text)
    )  # fmt: skip
    assert any(folded(m.surface) == folded(text) for m in shipped().scan("", changed, hint).mentions if m.name == name)
