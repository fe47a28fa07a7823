"""An edit of one file compiles and proves that one again, unless what the others mean has changed with it."""

from __future__ import annotations

import pytest

from monitor.errors import ConfigError
from monitor.matching.rules import Rule
from monitor.setup import Setup, load_files, loading
from monitor.setup.again import Again
from tests.test_setup import LEXICON, RULE, SOURCES, files, rule

OTHER = rule('eaeu and "budget"', match='"EAEU budget"')
OWN = rule("own", match='"Zzyzx opens"', head='names:\n  own: {any: ["Zzyzx"]}\n').replace("id: other", "id: own")


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_AGAIN", Again())


def built(**changed: str | None) -> Setup:
    return load_files(files(**{"extra__a": OTHER, **changed}))


def other(setup: Setup) -> Rule:
    return next(rule for rule in setup.rules if rule.id == "other")


def edited(words: str) -> str:
    """The rule `pair` asks for a quoted text as well."""
    return RULE.replace("belarus) and", f'belarus) and "{words}" and')


def test_what_nobody_touched_is_used_again() -> None:
    first, second = built(), built(rule=edited("contract"))
    assert other(first) is other(second)
    assert [proof.rule for proof in second.proofs] == [proof.rule for proof in first.proofs]
    assert first.version != second.version


def test_the_lexicon_is_compiled_again_only_where_a_name_or_a_quoted_text_is_another() -> None:
    first = built()
    assert built(sources=SOURCES.replace("kind: state", "kind: private")).lexicon is first.lexicon
    assert built(rule=edited("contract")).lexicon is not first.lexicon


@pytest.mark.parametrize(
    "changed",
    [
        {"lexicon": LEXICON.replace("EAEU]", "EAEU, Eurasian Economic Union]")},
        {"lexicon": LEXICON.replace("[RU, UA, PL]", "[RU, UA]")},
        {"sources": SOURCES.replace("kind: state", "kind: private")},
        {"extra__b": OWN},
    ],
    ids=["a form", "a group", "a source", "a file's own name"],
)
def test_nothing_is_used_again_where_names_or_sources_are_others(changed: dict[str, str]) -> None:
    assert other(built()) is not other(built(**changed))


def test_an_example_that_failed_is_said_again_and_not_forgotten_by_a_load_that_let_it_pass() -> None:
    broken = files(extra__a=OTHER.replace('"EAEU budget"', '"EAEU meets"'))
    assert [bool(proof.sentence) for proof in load_files(broken, strict=False).proofs] == [True, False, False]
    for _ in range(2):
        with pytest.raises(ConfigError, match="should match 'other' but does not"):
            load_files(broken)


def test_a_fault_is_said_each_time_and_the_sound_files_stay_compiled() -> None:
    first = built()
    for _ in range(2):
        with pytest.raises(ConfigError, match="'nobody' is no name"):
            built(rule=RULE.replace("about(sport)", "nobody"))
    assert other(built()) is other(first)
