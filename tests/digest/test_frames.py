"""The digest's own words in three languages: nothing is missing, nothing is left in another language by neglect."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from monitor.digest import figureline, known
from monitor.digest.frame import MissingPhraseError, frame_of
from monitor.digest.phrases import FRAMES, locale, phrases, slots_of, table
from monitor.model.kinds import CURRENCIES, EVENTS, FIGURE_KINDS, LEVELS, METRICS, SECTORS, STATUSES
from monitor.model.message import FrameLanguage
from monitor.model.source import OUTLET_KINDS

HOUSE = Path(__file__).parents[2] / "monitor"
OF_ONE = ("gender.", "status_gendered.", "state.", "city.", "count.")  # what a language needs for itself
BESIDE_ENGLISH = ("news.", "changed.", "reason.")  # said in English where they are found
SAME = {  # words that two languages share
    "Minsk", "Yerevan", "Astana", "Berlin", "Paris", "London", "Tehran", "Ankara", "Tbilisi", "Tallin", "{month} {year}",
    "abbreviated", "wide", "mln", "lari",
}  # fmt: skip
LATIN_IN_RUSSIAN = ("monitor show story N", "robots.txt", "TLS", "410 Gone")
TABOO = re.compile(
    r"liberat|occupi|regime|so-called|terroris|separatis|aggress|puppet|освобожд|оккуп|режим|так называем|террор|"
    r"сепарат|агресс|марионет|işğal|azad edil|rejim|qondarma|separat|təcavüz|терорис|occupat",
    re.IGNORECASE,
)


def compared(tag: FrameLanguage, *, english: bool) -> dict[str, str]:
    left = OF_ONE + (BESIDE_ENGLISH if english else ())
    return {key: said for key, said in phrases(tag).items() if not key.startswith(left)}


@pytest.mark.parametrize("tag", FRAMES)
def test_each_language_has_every_key_and_every_slot(tag: FrameLanguage) -> None:
    assert set(compared(tag, english=True)) == set(compared("en", english=True))
    if tag != "en":
        assert set(compared(tag, english=False)) == set(compared("ru", english=False))
    other = compared("ru" if tag == "en" else "en", english=True)
    for key, said in compared(tag, english=True).items():
        if not key.startswith("calendar."):
            assert slots_of(said) == slots_of(other[key]), key


@pytest.mark.parametrize("tag", FRAMES)
def test_each_number_has_its_plural(tag: FrameLanguage) -> None:
    forms = {*locale(tag).plural_form.rules, "other"}
    found: dict[str, set[str]] = {}
    for key in table(tag, "count"):
        name, _, form = key.partition(".")
        found.setdefault(name, set()).add(form)
    assert {name: each for name, each in found.items() if each != forms} == {}
    assert set(found) == {key.partition(".")[0] for key in table("en", "count")}
    for key, said in table(tag, "count").items():
        assert slots_of(said) <= {"n"}, key


def same_words(one: FrameLanguage, other: FrameLanguage) -> Iterator[str]:
    for key, said in phrases(one).items():
        if key.startswith(("calendar.", "currency.")) or said in SAME or said != phrases(other).get(key):
            continue
        if re.search(r"[^\W\d_]{3,}", "".join(text for text, *_ in Formatter().parse(said))):
            yield f"{key}: {said}"


@pytest.mark.parametrize(("one", "other"), [("ru", "en"), ("az", "en"), ("az", "ru")])
def test_no_phrase_is_left_in_another_language(one: FrameLanguage, other: FrameLanguage) -> None:
    assert list(same_words(one, other)) == []


def test_the_russian_words_are_in_cyrillic() -> None:
    odd = []
    for key, said in phrases("ru").items():
        words = "".join(text for text, *_ in Formatter().parse(said))
        for allowed in LATIN_IN_RUSSIAN:
            words = words.replace(allowed, "")
        if re.search("[A-Za-z]", words) and not key.startswith(("calendar.", "gender.", "alert.number")):
            odd.append(key)
    assert odd == []


@pytest.mark.parametrize("tag", FRAMES)
def test_no_side_speaks_in_our_own_words(tag: FrameLanguage) -> None:
    assert {key: said for key, said in phrases(tag).items() if TABOO.search(said)} == {}


@pytest.mark.parametrize("tag", FRAMES)
def test_whatever_is_read_has_a_word(tag: FrameLanguage) -> None:
    """Kinds that reading may write; a kind without a word would be shown as an id."""
    wanted = {
        "event": EVENTS, "level": LEVELS, "status": STATUSES, "metric": METRICS, "sector": SECTORS,
        "figure_kind": FIGURE_KINDS, "currency": CURRENCIES, "kind": OUTLET_KINDS,
    }  # fmt: skip
    has = phrases(tag)
    assert [f"{name}.{each}" for name, words in wanted.items() for each in words if f"{name}.{each}" not in has] == []


def test_russian_statuses_agree_with_every_kind() -> None:
    gender = table("ru", "gender")
    assert set(gender) == set(table("ru", "event"))
    assert {f"{status}_{each}" for status in (*STATUSES, "off") for each in ("m", "f", "n", "pl")} == set(
        table("ru", "status_gendered")
    )
    assert set(gender.values()) == {"m", "f", "n", "pl"}


def keys_said(name: str) -> set[str]:
    """The keys of phrases that a module makes, as far as they are written out."""
    found = set()
    for path in (HOUSE / name).rglob("*.py") if (HOUSE / name).is_dir() else [HOUSE / name]:
        for node in ast.walk(ast.parse(path.read_bytes())):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) in ("Phrase.of", "Phrase", "_of_held")
                and node.args
            ):
                key = node.args[0]
                parts = [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]
                found |= {part.value for part in parts if isinstance(part, ast.Constant)}
            elif (
                isinstance(node, ast.Assign)
                and ast.unparse(node.targets[0]) == "key"
                and isinstance(node.value, ast.IfExp)
            ):
                found |= {part.value for part in (node.value.body, node.value.orelse) if isinstance(part, ast.Constant)}
    return {key for key in found if isinstance(key, str)}


@pytest.mark.parametrize("tag", ["ru", "az"])
@pytest.mark.parametrize(
    ("made", "name", "computed"),
    [
        (
            "stories/wordsof.py",
            "news",
            ("postponed", "cancelled", "after_postponed", "after_cancelled", "new_plan", "new_goal", "new_undertaking"),
        ),
        ("revising", "changed", ()),
        ("pipeline/revising.py", "changed", ()),
    ],
)
def test_every_phrase_that_is_made_is_in_the_table(
    tag: FrameLanguage, made: str, name: str, computed: tuple[str, ...]
) -> None:
    found = keys_said(made)
    assert found
    has = table(tag, name)
    assert [key for key in (*found, *computed) if key not in has] == []


@pytest.mark.parametrize("tag", ["ru", "az"])
def test_every_known_sentence_has_its_translation(tag: FrameLanguage) -> None:
    assert {key for _, key in known._KNOWN} == set(table(tag, "reason"))


def test_a_missing_key_and_a_missing_slot_are_faults() -> None:
    frame = frame_of("en")
    with pytest.raises(MissingPhraseError, match="no\\.such"):
        frame.say("no.such")
    with pytest.raises(MissingPhraseError, match="place"):
        frame.say("line.placed", title="x")


def test_azerbaijani_capitals_keep_their_dots() -> None:
    assert frame_of("az").upper("imzalanma, ışıq") == "İMZALANMA, IŞIQ"
    assert frame_of("en").upper("signing") == "SIGNING"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert [frame_of(tag).number(1912.5) for tag in FRAMES] == ["1,912.5", "1\u00a0912,5", "1.912,5"]
    assert [frame_of("ru").count("story", n) for n in (1, 3, 5, 11, 21)] == [
        "1 сюжет", "3 сюжета", "5 сюжетов", "11 сюжетов", "21 сюжет",
    ]  # fmt: skip


def test_dates_stand_as_native_readers_expect_with_their_zone() -> None:
    at = 1715873580  # 16 May 2024, 15:33 UTC
    said = {tag: frame_of(tag).moments("Asia/Baku", at) for tag in FRAMES}
    assert [each.stamp(at) for each in said.values()] == [
        "16 May 19:33 Baku",
        "16 мая 19:33, Баку",
        "16 may 19:33, Bakı",
    ]
    assert said["ru"].now(at) == "чт, 16 мая 2024 г., 19:33, Баку (UTC+4)"
    assert said["az"].now(at) == "16 may 2024, cümə axşamı, 19:33, Bakı (UTC+4)"
    assert frame_of("ru").moments("Etc/UTC", at).stamp(at) == "16 мая 15:33, UTC"
    assert [frame_of(tag).day("2024-05") for tag in FRAMES] == ["May 2024", "май 2024 г.", "may 2024"]


def test_an_unknown_sentence_stands_in_quotation_marks() -> None:
    assert known.reason("about sport", frame_of("ru")) == "о спорте"
    assert known.reason("the dog ate it", frame_of("ru")) == "«the dog ate it»"
    assert known.reason("the dog ate it", frame_of("en")) == "the dog ate it"
    assert known.reason("'oil' is not named", frame_of("az")) == "adı çəkilməyib: 'oil'"


@pytest.mark.parametrize("tag", FRAMES)
def test_periods_have_words(tag: FrameLanguage) -> None:
    frame = frame_of(tag)
    said = {
        figureline._period(each, frame) for each in ("2024", "2024-05", "2019-01/2019-07", "2018-YTD", "P2Y", "2020-Q1")
    }
    assert len(said) == 6
    assert not any("YTD" in each or "P2Y" in each or "Q1" in each for each in said)
