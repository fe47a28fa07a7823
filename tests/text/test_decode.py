"""Bytes to text: a declaration is believed while the bytes agree with it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text.decode import decode, inverted

BE = "Прэзідэнт Беларусі прыбыў у Баку з дзяржаўным візітам"
RU = "Президент Беларуси прибыл в Баку с государственным визитом"
AZ = "Belarus Prezidenti Azərbaycana dövlət səfərinə gəlib, İlham Əliyev qarşıladı"


def declared(charset: str, text: str) -> str:
    return f'<?xml version="1.0" encoding="{charset}"?><rss>{text}'


@pytest.mark.parametrize("text", [BE, RU, RU.upper(), AZ])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-u", "utf-16", "utf-8-sig"])
def test_an_honest_declaration_is_followed(text: str, charset: str) -> None:
    if text == AZ and not charset.startswith("utf"):
        charset = "utf-8"  # no Cyrillic charset holds these letters
    text = text.replace("ў", "у") if charset == "koi8-u" else text  # nor KOI8-U this one
    decoded, notes = decode(declared(charset, text).encode(charset))
    assert decoded.endswith(text)
    assert notes == ()


@pytest.mark.parametrize("text", [BE, RU, RU.upper(), "Баку"])
@pytest.mark.parametrize("charset", ["windows-1251", "koi8-u"])
@pytest.mark.parametrize("lie", ["utf-8", "nonsense", "us-ascii"])
def test_cyrillic_under_a_false_name_is_found_by_its_letters(text: str, charset: str, lie: str) -> None:
    if lie == "us-ascii" and text == "Баку":
        return  # four letters against a charset that fits any bytes: the declaration stays
    text = text.replace("ў", "у") if charset == "koi8-u" else text
    decoded, notes = decode(declared(lie, text).encode(charset))
    assert decoded.endswith(text)
    assert charset in notes[0]


@pytest.mark.parametrize("lie", ["windows-1251", "iso-8859-1", "koi8-r", "shift_jis"])
@pytest.mark.parametrize("text", [AZ, BE])
def test_utf_8_wins_over_a_declared_single_byte_charset(text: str, lie: str) -> None:
    decoded, notes = decode(declared(lie, text).encode())
    assert decoded.endswith(text)
    assert "but the bytes are utf-8" in notes[0]


def test_windows_1251_and_koi8_are_not_taken_for_each_other() -> None:
    assert decode(RU.encode("koi8-r"), "text/xml; charset=windows-1251")[0] == RU
    assert decode(RU.encode("windows-1251"), 'text/xml; charset="KOI8-R"')[0] == RU


def test_the_header_comes_before_the_document() -> None:
    body = declared("utf-8", "ISO: é").encode("windows-1252")
    assert decode(body, "text/xml; charset=iso-8859-1") == (declared("utf-8", "ISO: é"), ())


def test_a_pages_meta_tag_counts() -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>{BE}'
    assert decode(page.encode("windows-1251"), "text/html") == (page, ())


def test_a_few_damaged_characters_do_not_turn_utf_8_into_something_else() -> None:
    decoded, notes = decode(BE.encode()[:-1] + b"<p>")
    assert decoded == BE[:-1] + "\ufffd<p>"
    assert notes == ("1 characters of its utf-8 are damaged",)


def test_halves_of_characters_are_put_together() -> None:
    """CESU-8, as old databases give it."""
    body = "Сустрэча ".encode() + b"\xed\xa0\xbd\xed\xb8\x80"
    assert decode(body) == ("Сустрэча 😀", ("its utf-8 holds halves of characters",))


def test_western_text_is_the_last_guess() -> None:
    assert decode("naïve café".encode("latin-1")) == (
        "naïve café",
        ("no charset declared and not utf-8: read as windows-1252, a guess",),
    )


@settings(deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from(["", "charset=utf-7", "charset=hex", "charset=\x00", "charset=idna", "charset=utf-16"]),
)
def test_any_bytes_are_some_text(body: bytes, content_type: str) -> None:
    text, notes = decode(body, content_type)
    assert text.encode("utf-8", "surrogatepass") or not text
    assert all(notes)


@given(st.binary(max_size=60), st.sampled_from(["windows-1251", "koi8-u", "windows-1254", "iso8859-5"]))
@settings(max_examples=100)
def test_words_that_turn_into_capitals_are_counted_by_bytes_as_they_are_by_letters(sample: bytes, charset: str) -> None:
    words = sample.decode(charset, "replace").split()
    by_letters = sum(word[0].islower() and not word.islower() for word in words)
    assert inverted(sample, charset) == by_letters
