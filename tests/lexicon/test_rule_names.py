"""Names of a rule file: the same form as the lexicon's, with an id of their own."""

import pytest
from pydantic import Field

from monitor.errors import ConfigError
from monitor.lexicon import NameEntry, build, names_from
from monitor.yamlfile import Strict, load


class RuleFile(Strict):
    """As much of a rule file as matters here."""

    names: dict[str, NameEntry] = Field(default_factory=dict)


def test_a_rule_files_names_are_found_under_their_prefix() -> None:
    loaded = load(
        "rules/az-by.yaml", "names:\n  az-oil: {en: [Azeri Light], ru: [азербайджанск* нефт*]}\n".encode(), RuleFile
    )
    lexicon = build(names_from(loaded.value.names, loaded, prefix="az_by."))
    mentions = lexicon.scan("", "Поставки азербайджанской нефти, то есть Azeri Light").mentions
    assert [(m.name, m.surface) for m in mentions] == [
        ("az_by.az_oil", "азербайджанской нефти"),
        ("az_by.az_oil", "Azeri Light"),
    ]
    assert lexicon.resolve("az-oil") == "az_by.az_oil"


def test_a_fault_in_them_is_reported_where_it_stands() -> None:
    loaded = load("rules/az-by.yaml", b"names:\n  az-oil:\n    en: [Azeri~x Light]\n", RuleFile)
    with pytest.raises(ConfigError, match=r"rules/az-by.yaml:3:10 'x' is no class of endings"):
        names_from(loaded.value.names, loaded, prefix="az_by.")


def test_two_files_may_use_one_word() -> None:
    one = load("a.yaml", b"names:\n  oil: {en: [crude oil]}\n", RuleFile)
    two = load("b.yaml", b"names:\n  oil: {en: [sunflower oil]}\n", RuleFile)
    lexicon = build([*names_from(one.value.names, one, prefix="a."), *names_from(two.value.names, two, prefix="b.")])
    assert {"a.oil", "b.oil"} <= set(lexicon.names)
    assert lexicon.resolve("b.oil") == "b.oil"
