"""An edit reads one file again, not all; what a version is a hash of."""

from __future__ import annotations

import pytest

from monitor.matching.rulefile import RuleFile, read_rule_file
from monitor.setup import loading
from monitor.setup.kept import Kept
from tests.test_setup import LEXICON, files, rule, setup


class Counted:
    """A reader that remembers what it was asked to read."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, name: str, data: bytes) -> str:
        self.names.append(name)
        return f"{name}: {data.decode()}"


def test_the_same_bytes_under_the_same_name_are_read_once() -> None:
    kept, read = Kept(), Counted()
    assert kept.read(read, "a.yaml", b"one") is kept.read(read, "a.yaml", b"one")
    kept.read(read, "b.yaml", b"one")  # places name the file, so that another name is another reading
    kept.read(read, "a.yaml", b"two")
    kept.read(read, "a.yaml", b"one")
    assert read.names == ["a.yaml", "b.yaml", "a.yaml"]


def test_of_a_file_that_was_edited_often_the_newest_stays() -> None:
    kept, read = Kept(), Counted()
    for data in (b"one", b"two", b"one"):
        kept.read(read, "a.yaml", data)
    kept.read(read, "b.yaml", b"three")
    kept.only_newest()
    kept.read(read, "a.yaml", b"one")
    kept.read(read, "b.yaml", b"three")
    kept.read(read, "a.yaml", b"two")
    assert read.names == ["a.yaml", "a.yaml", "b.yaml", "a.yaml"]


def test_what_only_reading_needs_may_go_between_two_readings() -> None:
    first = setup()
    loading.forget()
    edited = setup(lexicon=LEXICON.replace("groups:", "  topic.oil: {en: [oil~s], az: [Neft]}\ngroups:"))
    assert first.lexicon.scan("Neft", "").mentions == ()
    assert [mention.name for mention in edited.lexicon.scan("Neftin oil's", "").mentions] == ["topic.oil", "topic.oil"]


def test_what_was_not_asked_for_for_long_goes_first() -> None:
    kept, read = Kept(most=10), Counted()
    for data in (b"1234", b"5678", b"1234", b"90ab"):  # the second is the oldest when the last comes
        kept.read(read, "a.yaml", data)
    kept.read(read, "a.yaml", b"1234")
    assert len(read.names) == 3
    kept.read(read, "a.yaml", b"5678")
    assert len(read.names) == 4


def test_what_cannot_be_read_is_tried_again() -> None:
    kept, asked = Kept(), []

    def refuse(name: str, _: bytes) -> None:
        asked.append(name)
        raise ValueError(name)

    for _ in range(2):
        with pytest.raises(ValueError, match=r"a\.yaml"):
            kept.read(refuse, "a.yaml", b"")
    assert len(asked) == 2


def test_an_edit_of_one_file_reads_that_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_READ", Kept())
    read: list[str] = []

    def reading(name: str, data: bytes) -> RuleFile:
        read.append(name)
        return read_rule_file(name, data)

    monkeypatch.setattr(loading, "read_rule_file", reading)
    first = files(extra__b=rule())
    loading.load_files(first)
    assert read == ["rules/b.yaml", "rules/pair.yaml"]
    loading.load_files(first | {"b.yaml": rule("eaeu and belarus", match='"Belarus in the EAEU"').encode()})
    assert read == ["rules/b.yaml", "rules/pair.yaml", "rules/b.yaml"]


def test_a_remark_in_the_lexicon_makes_no_rule_another() -> None:
    before, after = setup(), setup(lexicon=f"# who is who\n{LEXICON}")
    assert [each.version for each in after.rules] == [each.version for each in before.rules]


def test_a_name_in_dictionary_form_and_the_same_name_exact_are_two_meanings() -> None:
    before = setup(lexicon=LEXICON.replace("ru: [ЕАЭС]", "ru: [ЕАЭС, Евразийский союз]"))
    after = setup(lexicon=LEXICON.replace("ru: [ЕАЭС]", "ru: [ЕАЭС, =Евразийский союз]"))
    assert before.rules[0].version != after.rules[0].version


def test_a_name_of_another_files_own_makes_no_rule_another() -> None:
    before = setup(extra__b=rule())
    after = setup(extra__b=rule(head="names: {pact: {en: [Pact]}}\n"))
    assert [each.version for each in after.rules if each.id == "pair"] == [
        each.version for each in before.rules if each.id == "pair"
    ]
