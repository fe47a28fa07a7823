"""Lexicon files: what is read, and that each fault is reported at its line with a cure."""

import pytest

from monitor.errors import ConfigError
from monitor.lexicon import build, load_names
from monitor.lexicon.names import NameDef


def problems(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        build(load_names("lexicon/people.yaml", text.encode()))
    return [str(problem) for problem in caught.value.problems]


def read(text: str) -> tuple[NameDef, ...]:
    return load_names("lexicon/people.yaml", text.encode())


def test_a_name_may_give_its_languages_at_once_or_under_strong() -> None:
    at_once = read("version: 1\nnames:\n  az-oil: {en: [Azeri Light], ru: [азербайджанская нефть]}\n")
    under = read("version: 1\nnames:\n  az-oil: {strong: {en: [Azeri Light], ru: [азербайджанская нефть]}}\n")
    assert [name.id for name in at_once] == ["az_oil"]
    assert at_once[0].strong == under[0].strong


def test_an_unknown_class_is_reported_at_its_place_with_a_suggestion() -> None:
    text = "version: 1\nnames:\n  person.x:\n    ru: [Минск~c, Алиев~uow]\n"
    assert problems(text) == ["lexicon/people.yaml:4:19 'uow' is no class of endings; did you mean 'uov'?"]


def test_every_fault_of_a_file_is_reported() -> None:
    text = "version: 1\nnames:\n  person.x:\n    side: by\n    en: [a, '']\n  person.y: {alias: [z]}\n"
    found = problems(text)
    assert len(found) == 4
    assert found[0].startswith("lexicon/people.yaml:4:11 'by' is no ISO code")
    assert "too short" in found[1]
    assert "must not be empty" in found[2]
    assert found[3].startswith("lexicon/people.yaml:6:13 the name has no forms")


def test_an_unknown_language_is_an_unknown_key() -> None:
    assert problems("version: 1\nnames:\n  person.x:\n    rus: [Алиев]\n") == [
        "lexicon/people.yaml:4:5 unknown key 'rus'; did you mean 'ru'?"
    ]


def test_a_file_may_bring_its_own_endings() -> None:
    names = read("version: 1\nclasses: {x: '(?:а|у)'}\nnames:\n  place.naftan: {ru: [Нафтан~x]}\n")
    lexicon = build(names)
    assert {m.surface for m in lexicon.scan("", "Нафтана, Нафтану и Нафтаном").mentions} == {"Нафтана", "Нафтану"}


def test_an_endless_class_of_a_file_is_reported_where_it_is_used() -> None:
    text = "version: 1\nclasses: {x: а*}\nnames:\n  place.naftan: {ru: [Нафтан~x]}\n"
    assert problems(text) == [
        "lexicon/people.yaml:4:23 the class 'x' cannot be used: '*' would stand for endlessly many endings, or none"
    ]


def test_an_id_given_twice_over_two_files_is_refused() -> None:
    one = read("version: 1\nnames:\n  person.x: {en: [Xavier]}\n")
    two = load_names("two.yaml", b"version: 1\nnames:\n  person.x: {en: [Yves]}\n")
    with pytest.raises(
        ConfigError, match=r"two.yaml:3:3 'person.x' already means 'person.x' \(lexicon/people.yaml:3\)"
    ):
        build([*one, *two])


def test_an_alias_may_not_mean_two_names() -> None:
    text = "version: 1\nnames:\n  person.x: {alias: [zed], en: [Xavier]}\n  person.y: {alias: [zed], en: [Yves]}\n"
    assert problems(text) == [
        "lexicon/people.yaml:4:3 'zed' already means 'person.x' (lexicon/people.yaml:3); choose another id or alias"
    ]


def test_an_unknown_member_of_a_group_is_refused() -> None:
    assert problems("version: 1\ngroups:\n  pals: {members: [BY, belarsu]}\n") == [
        "lexicon/people.yaml:3:3 'belarsu' in the group 'group.pals' is not known; did you mean 'belarus'?"
    ]


def test_groups_may_hold_groups_and_themselves_without_end() -> None:
    text = "version: 1\ngroups:\n  small: {members: [AZ, BY]}\n  big: {members: [small, big, country.belarus, KZ]}\n"
    lexicon = build(read(text))
    assert lexicon.members("group.big") == ("country.azerbaijan", "country.belarus", "country.kazakhstan")
