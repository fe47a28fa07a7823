"""Everything under rules/ as one value: what loads, and how each broken file is answered."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.judge import judge
from monitor.model.article import Article
from monitor.model.message import Delivery
from monitor.setup import Setup, load, load_files

RULES = Path(__file__).parents[1] / "rules"
LEXICON = """
version: 1
names:
  country.azerbaijan: {iso: AZ, en: [Azerbaijan~s, Baku], ru: [Азербайджан~c]}
  country.belarus: {iso: BY, en: [Belarus, Minsk], ru: [Беларус~i]}
  org.eaeu: {en: [EAEU], ru: [ЕАЭС]}
  topic.sport: {en: [football]}
groups:
  neighbours: {members: [RU, UA, PL]}
"""
SOURCES = "version: 1\nsources:\n  - {id: belta_ru, outlet: БелТА, url: https://a.example/, kind: state, side: BY, country: BY, language: ru}\n"
DIGESTS = """version: 1
subscriptions:
  - {id: daily, title: Day, rules: [pair], to: [{channel: file}], zone: Asia/Baku, at: "07:30"}
"""
RULE = """version: 1
rules:
  - id: pair
    when: |
      pair(azerbaijan, belarus) and not about(sport)
    examples:
      match: ["Belarus and Azerbaijan sign a contract"]
      skip: ["Belarus trades with Poland"]
"""


def files(**changed: str | None) -> dict[str, bytes]:
    """A small sound set of files; `rule=...` and so on replace one, `extra__name` adds name.yaml, None takes one away."""
    texts: dict[str, str | None] = {
        "lexicon/names.yaml": changed.pop("lexicon", LEXICON),
        "sources.yaml": changed.pop("sources", SOURCES),
        "digests.yaml": changed.pop("digests", DIGESTS),
        "pair.yaml": changed.pop("rule", RULE),
    }
    texts |= {name.removeprefix("extra__") + ".yaml": text for name, text in changed.items()}
    return {name: text.encode() for name, text in texts.items() if text is not None}


def setup(**changed: str | None) -> Setup:
    return load_files(files(**changed))


def faults(**changed: str | None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        setup(**changed)
    return [str(problem) for problem in caught.value.problems]


def rule(when: str = "eaeu", more: str = "", match: str = '"EAEU meets"', skip: str = "", head: str = "") -> str:
    """A file of one rule."""
    lines = [f"version: 1\n{head}rules:", "  - id: other", "    when: |", f"      {when}", *([more] if more else [])]
    return "\n".join([*lines, "    examples:", f"      match: [{match}]", f"      skip: [{skip}]", ""])


@cache
def shipped() -> Setup:
    return load(RULES)


def test_the_shipped_rules_load_with_all_their_examples() -> None:
    assert [found.id for found in shipped().rules] == ["azerbaijan-belarus", "eaeu", "trade-turnover"]
    assert [found.pair for found in shipped().rules] == [("AZ", "BY"), None, None]
    assert shipped().subscriptions[0].to == (Delivery("file", "digests"), Delivery("console", ""))
    assert set(shipped().rule_texts) == {found.version for found in shipped().rules}


def test_a_small_setup() -> None:
    found = setup()
    assert (found.rules[0].file, found.rules[0].line, found.rules[0].title) == ("rules/pair.yaml", 3, "pair")
    assert '"when": "pair(azerbaijan, belarus) and not about(sport)"' in found.rule_texts[found.rules[0].version]


def test_versions_change_with_the_rule_and_the_lexicon_and_not_with_examples_or_remarks() -> None:
    before = setup()
    same = setup(
        rule=RULE.replace("sign a contract", "sign a treaty").replace("      pair", "      # a remark\n      pair")
    )
    other_rule = setup(rule=RULE.replace("not about(sport)", "not eaeu"))
    other_names = setup(lexicon=LEXICON.replace("[EAEU]", "[EAEU, EEU]"))
    assert same.rules[0].version == before.rules[0].version
    assert same.version == before.version
    assert len({s.version for s in (before, other_rule, other_names)}) == 3
    assert len({s.rules[0].version for s in (before, other_rule, other_names)}) == 3


def test_another_files_quoted_text_changes_no_other_rule() -> None:
    before, after = setup(extra__b=rule()), setup(extra__b=rule('eaeu or "tariff*"'))
    assert after.version != before.version
    assert [r.version for r in after.rules if r.id == "pair"] == [r.version for r in before.rules if r.id == "pair"]


# -- names of a file ---------------------------------------------------------------------------------------------------

OWN = "names:\n  az-oil: {en: [Azeri Light], ru: [азербайджанск* нефт*]}\n"


def test_a_files_own_names_are_inflected_and_found() -> None:
    text = rule("az-oil", head=OWN, match='"Azeri Light is shipped", "О поставках азербайджанской нефти"')
    found = setup(extra__oil=text)
    judgement = judge(Article(1, "", "Поставки азербайджанской нефти", ""), found)
    assert [evidence.surface for match in judgement.matches for evidence in match.evidence] == ["азербайджанской нефти"]


def test_a_files_own_names_are_not_known_elsewhere() -> None:
    text = rule("az-oil", head=OWN, match='"Azeri Light is shipped"')
    (fault,) = faults(extra__oil=text, extra__b=rule("az-oil or eaeu").replace("other", "b"))
    assert fault.startswith("rules/b.yaml:5:7 'az-oil' is no name")


def test_two_files_may_use_the_same_word_for_their_own() -> None:
    one = rule("oil", head="names: {oil: {en: [crude]}}\n", match='"crude is dear"', skip='"gasoline is dear"')
    two = rule("oil", head="names: {oil: {en: [gasoline]}}\n", match='"gasoline is dear"', skip='"crude is dear"')
    assert len(setup(extra__a=one, extra__b=two.replace("other", "b")).rules) == 3


@pytest.mark.parametrize(("one", "other"), [("az-by", "azby"), ("нефть", "газ")])
def test_names_of_files_called_alike_are_not_mixed_up(one: str, other: str) -> None:
    head = "names: {oil: {en: [crude], alias: [nafta]}}\n"
    text = rule("oil and nafta", head=head, match='"crude is dear"', skip='"gasoline is dear"')
    assert len(setup(**{f"extra__{one}": text, f"extra__{other}": text.replace("other", "b")}).rules) == 3


def test_a_files_own_name_takes_no_state_of_the_world_from_other_files() -> None:
    own = rule("chad", head="names: {chad: {en: [Brother Chad]}}\n", match='"Brother Chad sings"', skip='"Chad votes"')
    state = rule("chad", match='"Chad votes"', skip='"Brother sings"').replace("id: other", "id: b")
    assert len(setup(extra__a=own, extra__b=state).rules) == 3


def test_a_files_own_alias_may_be_a_word_of_the_lexicon() -> None:
    text = rule("eaeu", head="names: {club: {en: [Customs Club], alias: [eaeu]}}\n", match='"Customs Club meets"')
    assert len(setup(extra__a=text).rules) == 2


def test_a_files_name_may_hide_one_of_the_lexicon() -> None:
    text = rule("eaeu", head="names: {eaeu: {en: [Customs Club]}}\n", match='"Customs Club meets"', skip='"EAEU meets"')
    assert len(setup(extra__a=text).rules) == 2


# -- examples ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            rule(match='"Weather in Baku"'),
            "rules/b.yaml:7:15 the example 'Weather in Baku' should match 'other' but does not: 'eaeu' is not named",
        ),
        (
            rule(skip='"The EAEU rests"'),
            "rules/b.yaml:8:14 the example 'The EAEU rests' should not match 'other' but does, through 'EAEU'",
        ),
        (
            rule(match='{text: "EAEU meets", priority: high}'),
            "the example 'EAEU meets' should have the priority high in 'other' but has normal",
        ),
        (
            rule("pair(AZ, BY)", match='"Belarus, Azerbaijan, Armenia and Russia were there"'),
            "but does not: named only in a list of countries",
        ),
        (rule("pair(AZ, BY)", match='"Belarus rests"'), "but does not: not both countries are named"),
        (rule("eaeu and not about(sport)", match='"EAEU plays football"'), "but does not: about sport"),
        (rule(match=""), "rules/b.yaml:7:7 the rule 'other' has no example of what it must find; add at least one"),
        (
            rule(match='{text: "EAEU", source: belta}'),
            "the example's source 'belta' is not in sources.yaml; did you mean 'belta_ru'?",
        ),
        (rule(match='{text: "EAEU", date: yesterday}'), "the example's date 'yesterday' is no day; as in 2024-05-16"),
        (rule(match="{lang: en}"), "an example without text or title"),
        (rule(skip='{text: "x", priority: high}'), "an example that is to be skipped has no priority"),
        (rule(match='"EAEU", {texts: "x"}'), "unknown key 'texts'; did you mean 'text'?"),
    ],
)
def test_a_rule_whose_examples_fail_is_refused_with_the_example(text: str, said: str) -> None:
    found = faults(extra__b=text)
    assert any(said in fault for fault in found), found


def test_a_remark_that_cuts_an_example_is_refused() -> None:
    text = rule().replace('["EAEU meets"]', "\n        - EAEU seeks ways #diplomacy").replace("match: \n", "match:\n")
    assert any(
        "' #' ends this example: what follows is lost; put the text in quotation marks" in f
        for f in faults(extra__b=text)
    )


def test_an_example_may_have_title_source_language_and_priority() -> None:
    text = rule(
        "title(eaeu) and source(kind=state, country=BY) and lang(ru)",
        more="    priority:\n      high: |\n        lead(belarus)",
        match='{title: "ЕАЭС", text: "Беларусь за", source: belta_ru, date: 2024-05-16, priority: high}',
        skip='{title: "ЕАЭС", text: "Беларусь за", lang: ru}',
    )
    assert len(setup(extra__b=text).rules) == 2


def test_a_bare_example_reads_as_title_and_text() -> None:
    """Its first sentence is the title, so that two sentences are never taken for one."""
    text = rule("title(eaeu) and not sentence(eaeu and belarus)", match='"EAEU meets. Belarus is host."')
    assert len(setup(extra__b=text).rules) == 2


# -- conditions in their files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ('when: "belarus"', "rules/b.yaml:4:11 a condition in quotation marks: YAML takes them away"),
        ("when: eaeu and belarus #and not sport", "rules/b.yaml:4:11 ' #' ends a condition on the line of its key"),
        ("when: eaeu and belrus", "rules/b.yaml:4:20 'belrus' is no name; did you mean 'belarus'?"),
        ("when: |\n      eaeu and\n        belrus", "rules/b.yaml:6:9 'belrus' is no name; did you mean 'belarus'?"),
        ("when: >-\n      eaeu and\n      belrus", "rules/b.yaml:6:7 'belrus' is no name"),
        ("when: eaeu and\n      belrus", "rules/b.yaml:5:7 'belrus' is no name"),
        ("when: not eaeu", "only 'not'"),
        ("when: event(state_visit)", "'b' but does not: no event of the kind in 'event(state_visit)' is told"),
        (
            "when: eaeu\n    remind_if_silent: 60d",
            "rules/b.yaml:5:23 remind_if_silent is understood but not available yet: silence",
        ),
        (
            "when: eaeu\n    remind_if_silent: soon",
            "rules/b.yaml:5:23 'soon' is no length of time; as in remind_if_silent: 60d",
        ),
        ("when: eaeu\n    priority: {urgent: 'story(age>=12h)'}", "a condition in quotation marks"),
        (
            "when: eaeu\n    priority: {urgent: story(sides=one)}",
            "rules/b.yaml:5:30 nothing says which two sides are meant by 'sides='; ask for the two in",
        ),
        ("when: eaeu\n    priority: {urgnt: eaeu}", "unknown key 'urgnt'; did you mean 'urgent'?"),
        ('when: |\n      "x"', "rules/b.yaml:5:7 'x' is too short"),
        ("when: 2", "'when' must be a text, not the number 2"),
    ],
)
def test_a_wrong_condition_is_said_where_it_stands_in_the_file(condition: str, said: str) -> None:
    text = f"version: 1\nrules:\n  - id: b\n    {condition}\n    examples: {{match: [EAEU]}}\n"
    found = faults(extra__b=text)
    assert any(said in fault for fault in found), found


def test_crlf_and_a_byte_order_mark_move_nothing() -> None:
    text = "\ufeffversion: 1\nrules:\n  - id: b\n    when: |\n      eaeu and\n      belrus\n    examples: {match: [EAEU]}\n"
    assert faults(extra__b=text.replace("\n", "\r\n"))[0].startswith("rules/b.yaml:6:7 'belrus' is no name")


# -- files against each other ------------------------------------------------------------------------------------------


def test_all_problems_of_all_files_are_said_at_once() -> None:
    found = faults(
        rule=RULE.replace("belarus)", "belrus)"),
        sources=SOURCES.replace("kind: state", "kind: stat"),
        digests=DIGESTS.replace("[pair]", "[pear]"),
        lexicon=LEXICON + "  none: {members: [XX]}\n",
        extra__b=rule("eaeu or"),
    )
    assert {fault.split(":")[0] for fault in found} >= {
        "rules/b.yaml",
        "rules/digests.yaml",
        "rules/lexicon/names.yaml",
        "rules/sources.yaml",
    }


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sources": None}, "rules/sources.yaml the file is missing"),
        ({"digests": None}, "rules/digests.yaml the file is missing"),
        ({"rule": RULE.replace("id: pair", "id: other")}, "there is no rule 'pair'"),
        (
            {"extra__b": RULE},
            "rules/pair.yaml:3:9 the rule 'pair' stands in two files; the other one is in rules/b.yaml",
        ),
        (
            {"extra__b": rule() + rule().partition("rules:\n")[2]},
            "rules/b.yaml:9:9 the rule 'other' stands twice; it is already on line 3",
        ),
        ({"extra__b": ""}, "rules/b.yaml the file is empty"),
        ({"extra__b": rule().replace("id: other", "id: Other Rule")}, "'id'"),
        ({"lexicon": "version: 1\nnames: {a: {en: [x]}}\n"}, "rules/lexicon/names.yaml:2:"),
        (
            {"sources": SOURCES.replace("kind: state", "format: gdelt")},
            "rules/sources.yaml:3:5 no reader for the format 'gdelt'",
        ),
        ({"sources": SOURCES.replace("country: BY", "country: XX")}, "'XX' is no ISO code of a country"),
        (
            {"digests": DIGESTS + "channels: {mail: {kind: email, host: a, sender: a@b.example, security: ssl}}\n"},
            "tls (port 465) or starttls",
        ),
        (
            {"digests": DIGESTS + "channels: {mail: {kind: emial, host: a}}\n"},
            "'emial' is no kind of channel; did you mean 'email'?",
        ),
        (
            {"digests": DIGESTS + "channels: {mail: {kind: email}}\n"},
            "rules/digests.yaml:4:12 channel 'mail': the key 'host' is missing",
        ),
        (
            {"digests": DIGESTS + "channels: {mail: {kind: email, host: a, sender: a@b.example, hots: b}}\n"},
            "unknown key 'hots'",
        ),
    ],
)
def test_files_that_do_not_fit_together(changed: dict[str, str | None], said: str) -> None:
    found = faults(**changed)
    assert any(said in fault for fault in found), found


def test_unreadable_rules_hide_no_unknown_rule_of_a_digest() -> None:
    """A digest is not told that its rule does not exist while the file that holds it cannot be read."""
    assert [fault.partition(":")[0] for fault in faults(rule="version: 1\nrules: [")] == ["rules/pair.yaml"]


def test_a_source_that_is_not_asked_may_wait_for_its_reader() -> None:
    assert (
        not setup(sources=SOURCES.replace("kind: state", "enabled: false, format: gdelt")).sources["belta_ru"].enabled
    )


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such directory"):
        load(tmp_path / "rules")


def test_a_file_in_another_folder_is_not_ignored_in_silence() -> None:
    (found,) = faults(**{"themes/oil": rule()})
    assert found.startswith("rules/themes/oil.yaml only files in rules itself and in its folder 'lexicon' are read")


def test_a_file_with_another_ending_is_not_ignored_in_silence(tmp_path: Path) -> None:
    for name, data in files().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert load(tmp_path).rules[0].id == "pair"
    (tmp_path / "more.yml").write_text(RULE, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"only files that end in \.yaml are read; rename it"):
        load(tmp_path)


def test_a_change_of_what_source_asks_for_is_another_version_of_the_rules() -> None:
    """So that what nobody was told of is judged again; a rule without source() does not care."""
    asks = RULE.replace("not about(sport)", "not source(kind=exile)")
    exile = SOURCES.replace("kind: state", "kind: exile")
    assert setup(rule=asks).version != setup(rule=asks, sources=exile).version
    assert setup().version == setup(sources=exile).version


def test_what_is_no_ordinary_file_is_said_and_not_waited_for(tmp_path: Path) -> None:
    for name, data in files().items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(ConfigError, match=r"pipe\.yaml the file cannot be read: it is no ordinary file"):
        load(tmp_path)
