"""Conditions over one article: what they hold for, which words decided, and which names are refused."""

from __future__ import annotations

import pytest

from monitor.errors import ConfigError
from tests.matching.articles import STATE, Facts, condition, facts


def words(text: str, about: Facts) -> list[str] | None:
    """The surfaces that decided, None if the condition does not hold."""
    found = condition(text).decide(about)
    return None if found is None else [mention.surface for mention in found]


TURNOVER = facts(
    "EAEU meets in Minsk",
    "Trade turnover was discussed. Azerbaijan sent guests. Baku and Armenia said nothing. The tractors of Belarus work.",
)


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("belarus", ["Minsk", "Belarus"]),
        ("BY", ["Minsk", "Belarus"]),
        ("bеlarus", ["Minsk", "Belarus"]),  # with a Cyrillic е: what is meant is plain
        ("country.belarus and eaeu", ["EAEU", "Minsk", "Belarus"]),
        ("lukashenko", None),
        ("lukashenko or eaeu", ["EAEU"]),
        ("not lukashenko and eaeu", ["EAEU"]),
        ("eaeu and not armenia", None),
        ("south-caucasus", ["Azerbaijan", "Baku", "Armenia"]),
        ("by-firms", ["EAEU"]),
        ('"tractor*"', ["tractors"]),
        ('"tractor*" and (lukashenko or armenia)', ["Armenia", "tractors"]),
        ("title(belarus)", ["Minsk"]),
        ("title(azerbaijan)", None),
        ("lead(belarus and azerbaijan)", ["Minsk", "Azerbaijan"]),
        ("lead(armenia)", None),
        ("sentence(azerbaijan and armenia)", ["Baku", "Armenia"]),
        ("sentence(azerbaijan and not armenia)", ["Azerbaijan"]),
        ("sentence(azerbaijan and belarus)", None),
        ("sentence(south-caucasus)", ["Azerbaijan", "Baku", "Armenia"]),
        ("lead(sentence(eaeu and belarus))", ["EAEU", "Minsk"]),
        ("2 of (eaeu, lukashenko, armenia)", ["EAEU", "Armenia"]),
        ("2 of (sport, lukashenko, armenia)", None),
        ('"tractor*" near/2 belarus', ["tractors", "Belarus"]),
        ('"tractor*" near/1 belarus', None),
        ("eaeu near/100 azerbaijan", None),
        ("(lukashenko or eaeu) near/4 belarus", ["EAEU", "Minsk"]),
        ("belarus near/4 (eaeu or (sport or armenia))", ["EAEU", "Minsk"]),
        ("2 of (south-caucasus, sport, eaeu)", ["EAEU", "Azerbaijan", "Baku", "Armenia"]),
        ("south-caucasus near/1 (azerbaijan or sport)", None),
        ("armenia near/2 south-caucasus", ["Baku", "Armenia"]),
        ("lang(en, ru) and eaeu", ["EAEU"]),
        ("lang(az)", None),
        ("source(kind=state)", None),
    ],
)
def test_what_holds_and_the_words_that_decided(text: str, decided: list[str] | None) -> None:
    """Evidence comes from true parts only, in reading order, nothing twice."""
    assert words(text, TURNOVER) == decided


def test_names_are_found_inflected_and_in_any_alphabet() -> None:
    text = facts("Товарооборот с Беларусью обсудили в Bakıda", language="ru")
    assert words("sentence(trade-turnover and belarus and azerbaijan)", text) == ["Товарооборот", "Беларусью", "Bakıda"]


def test_any_ending_inside_a_phrase() -> None:
    text = facts("Минск голосовала против", language="ru")
    assert words('"голосовал* против" near/3 belarus', text) == ["Минск", "голосовала против"]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("source(kind=state)", True),
        ("source(kind=state, country=BY)", True),
        ("source(country=belarus)", True),
        ('source(outlet="belta")', True),
        ("source(kind=exile)", False),
        ("source(country=AZ)", False),
        ("not source(kind=exile) and belarus", True),
    ],
)
def test_source_looks_at_the_outlet(text: str, *, holds: bool) -> None:
    assert (condition(text).decide(facts("Belarus", source=STATE)) is not None) is holds


@pytest.mark.parametrize(
    ("language", "holds"), [("az", True), ("az-Latn", True), ("AZ", True), ("tr", False), ("", False)]
)
def test_language_is_the_articles_own(language: str, *, holds: bool) -> None:
    assert (condition("lang(az, ru)").decide(facts("Bakı", language=language)) is not None) is holds


def test_pair_asks_reading_for_countries_groups_and_any() -> None:
    about = facts("Armenia and Belarus")
    about.pairs = frozenset({frozenset({"country.armenia", "country.belarus"})})
    assert words("pair(belarus, armenia)", about) == ["Armenia", "Belarus"]
    assert words("pair(belarus, south-caucasus)", about) == ["Armenia", "Belarus"]
    assert words("pair(belarus, any)", about) == ["Armenia", "Belarus"]
    assert words("pair(azerbaijan, any)", about) is None
    assert about.asked[1] == (("country.belarus",), ("country.azerbaijan", "country.armenia"))


def test_about_asks_reading() -> None:
    about = facts("Belarus football")
    about.topics = frozenset({"topic.sport"})
    assert words("about(sport)", about) == ["football"]
    assert words("belarus and not about(sport)", about) is None
    assert words("belarus and not about(eaeu)", about) == ["Belarus"]


def test_a_condition_knows_what_it_needs() -> None:
    found = condition('pair(AZ, BY) and (eaeu or "tractor*") and not about(sport)')
    assert found.needs == {"org.eaeu", "text:tractor*"}
    assert found.pairs == ((("country.azerbaijan",), ("country.belarus",)),)
    assert condition("eaeu or pair(AZ, BY)").needs == frozenset()
    assert condition("2 of (eaeu, not belarus, armenia) ").needs == frozenset()
    assert condition("eaeu and not armenia").names == {"org.eaeu"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("belrus and eaeu", "x.yaml:6:5 'belrus' is no name; did you mean 'belarus'?"),
        ("eaeu and (by-firm or KZ)", "x.yaml:6:15 'by-firm' is no name; did you mean 'by-firms'?"),
        ("eaeu and qqqq", "'qqqq' is no name; for these very letters write \"qqqq\""),
        ("eaeu and bу-firms", "x.yaml:6:14 'bу-firms' has a Cyrillic у (its letter 2) that looks like the Latin y"),
        ("kz", "x.yaml:6:5 'kz' is no name; codes of countries are written in capitals: KZ"),
        ("eaeu and state-visit", "'state-visit' is no name; a kind of event stands in brackets: event(state-visit)"),
        ("quote and eaeu", "'quote' is no name; write quote(...) with what it asks for"),
        ("belarus near/5 any", "x.yaml:6:20 'any' stands only where a country may stand"),
        ("belarus near/5 (eaeu and sport)", "x.yaml:6:21 near joins names and quoted texts, or several of them with"),
        ("about(any)", "'any' stands only where a country may stand"),
        ("2 of (not eaeu, not sport)", "only 'not'"),
        ("any", "'any' stands only where a country may stand"),
        ("not eaeu", "x.yaml:6:5 only 'not': this would hold for every text"),
        ("eaeu or not armenia", "only 'not'"),
        ("not eaeu and not armenia", "only 'not'"),
        ("belarus and sentence(not armenia)", "x.yaml:6:26 only 'not'"),
        ("раir(AZ, BY)", "x.yaml:6:5 'раir' has a Cyrillic р (its letter 1) that looks like the Latin p"),
        (
            'title(re("a+"))',
            "re() speaks of the whole article; it cannot stand inside title(); write title(...) and re(",
        ),
        ("titel(eaeu)", "x.yaml:6:5 'titel' is nothing that can be asked with brackets; did you mean 'title'?"),
        ("eaeu (armenia)", "'and', 'or' is missing before '('"),
        ("title(eaeu, armenia)", "title() takes one condition"),
        ("title(eaeu, x=1)", "title() takes no 'x='"),
        ("about(eaeu or armenia)", "about() takes one name"),
        ("pair(azerbaijan)", "pair() takes two countries"),
        ("pair(azerbaijan, lukashenko)", "'lukashenko' is no country"),
        ("pair(any, any)", "pair() needs a country or a group on at least one side"),
        ("pair(AZ, azerbaijan)", "pair() needs two different countries"),
        ("sentence(pair(AZ, BY))", "pair() speaks of the whole article; it cannot stand inside sentence()"),
        ("title(source(kind=state) and eaeu)", "source() speaks of the whole article"),
        ("source(kind=stat)", "x.yaml:6:12 'stat' is no kind of outlet; did you mean 'state'?"),
        ("source(country=Atlantis)", "'Atlantis' is no country"),
        ("source(kind>=state)", "'kind' is asked once, with '='"),
        ("source(land=AM)", "source() has no 'land'"),
        ("source(state)", "source() takes kind=, country= and outlet="),
        ('source(outlet="BelTa 2")', "no source in sources.yaml has the outlet 'BelTa 2'; did you mean 'BelTA'?"),
        ("lang(azeri)", "lang() takes codes of languages; write lang(az) or lang(ru, be)"),
        ("title(eaeu) near/5 belarus", "near joins names and quoted texts"),
    ],
)
def test_what_cannot_be_asked_is_refused(text: str, said: str) -> None:
    """A name that does not exist, or a part not built yet, is never silently false."""
    with pytest.raises(ConfigError) as caught:
        condition(text, outlets=frozenset({"BelTA"}))
    assert said in str(caught.value)


def test_all_unknown_names_of_a_condition_are_said_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        condition("belrus and\n  (armania or not eeau)")
    assert [(problem.line, problem.column) for problem in caught.value.problems] == [(6, 5), (7, 4), (7, 19)]
