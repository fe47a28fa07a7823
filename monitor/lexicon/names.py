"""Lexicon files: YAML -> NameDef, with every fault at its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from pydantic import Field

from monitor.errors import ConfigError, Problem
from monitor.lexicon.classes import BUILT_IN
from monitor.lexicon.forms import ANY_LANGUAGE, BadForm, Case, Form, form
from monitor.yamlfile import Key, Strict, closest, load

Part = Literal["name", "adjective", "metonym"]
OWN = "file_"  # before the id of a name that is a rule file's own
_KINDS = frozenset({"person", "country", "org", "place", "topic", "pair", "group"})
_ID = re.compile(r"(?:[a-z0-9][a-z0-9_]*\.)?[a-z0-9][a-z0-9_]*")
# Azerbaijani in the old Cyrillic spelling: its endings are Russian or Belarusian words elsewhere (беларус, a man).
OLD_CYRILLIC = "az_cyr"


class Forms(Strict):
    """Names by language; `any` where the language does not matter. The key says how a person wrote it, no more."""

    any: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)
    ru: list[str] = Field(default_factory=list)
    be: list[str] = Field(default_factory=list)
    be_lacinka: list[str] = Field(default_factory=list)
    az: list[str] = Field(default_factory=list)
    az_cyr: list[str] = Field(default_factory=list)
    tr: list[str] = Field(default_factory=list)
    uk: list[str] = Field(default_factory=list)
    pl: list[str] = Field(default_factory=list)
    de: list[str] = Field(default_factory=list)
    fr: list[str] = Field(default_factory=list)
    kk: list[str] = Field(default_factory=list)
    hy: list[str] = Field(default_factory=list)
    ka: list[str] = Field(default_factory=list)


class NameEntry(Forms):
    """A name as an analyst writes it. The languages may stand at once (`az-oil: {en: [...]}`) or under `strong:`."""

    alias: list[str] = Field(default_factory=list)
    side: str = ""  # ISO code of the country a person or organisation acts for
    iso: str = ""  # for a country
    case: Case | None = None
    own_language: list[str] = Field(default_factory=list)  # forms of these languages count only in texts of theirs
    strong: Forms = Field(default_factory=Forms)
    weak: Forms = Field(default_factory=Forms)
    context: list[str] = Field(default_factory=list)
    not_: list[str] = Field(default_factory=list, alias="not")
    adjective: list[str] | Forms = Field(default_factory=list)  # by language in dictionary form, or a list as typed
    metonym: list[str] | Forms = Field(default_factory=list)
    role: str = ""
    shown: str = ""  # a person's name as it is displayed, where the first full English form is not it
    note: str = ""


class GroupEntry(Strict):
    """Several names under one: `eaeu-states: {members: [RU, BY]}`."""

    members: list[str]
    alias: list[str] = Field(default_factory=list)
    note: str = ""


class LexiconFile(Strict):
    """A file under rules/lexicon/."""

    version: Literal[1]
    classes: dict[str, str] = Field(default_factory=dict)
    names: dict[str, NameEntry] = Field(default_factory=dict)
    groups: dict[str, GroupEntry] = Field(default_factory=dict)


class Places(Protocol):
    """Where things stand in a file: what `names_from` needs of `yamlfile.Loaded`."""

    @property
    def name(self) -> str:
        """The file's name."""

    def at(self, *path: Key) -> tuple[int, int]:
        """Line and column of the node at `path`."""

    def at_key(self, *path: Key) -> tuple[int, int]:
        """Line and column of the key that `path` ends with."""


@dataclass(frozen=True, slots=True)
class NameDef:
    """A name with all its forms. `file`, `line`, `column` say where it was defined ("" and 0 = built in)."""

    id: str  # "country.belarus"
    kind: str  # person, country, org, place, topic, pair, group; "name" for those of a rule file
    aliases: tuple[str, ...] = ()
    side: str = ""  # ISO code; a country's own
    iso: str = ""
    members: tuple[str, ...] = ()  # of a group, as written
    strong: tuple[tuple[Part, Form], ...] = ()
    weak: tuple[Form, ...] = ()
    context: tuple[Form, ...] = ()
    rejects: tuple[Form, ...] = ()
    role: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    shown: str = ""


def load_names(name: str, data: bytes) -> tuple[NameDef, ...]:
    """The names and groups of the lexicon file called `name`. Raises ConfigError with all problems of the file."""
    loaded = load(name, data, LexiconFile)
    names = names_from(loaded.value.names, loaded, classes={**BUILT_IN, **loaded.value.classes})
    groups = tuple(
        NameDef(
            f"group.{_underscored(key)}",
            "group",
            tuple(group.alias),
            members=tuple(group.members),
            file=name,
            line=loaded.at_key("groups", key)[0],
            column=loaded.at_key("groups", key)[1],
        )
        for key, group in loaded.value.groups.items()
    )
    return names + groups


def names_from(
    entries: Mapping[str, NameEntry],
    loaded: Places | None = None,
    path: tuple[str, ...] = ("names",),
    classes: Mapping[str, str] = BUILT_IN,
    prefix: str = "",
) -> tuple[NameDef, ...]:
    """The names that a file holds under `path`; `prefix` goes before each id (OWN and the file's own name).

    A rule file's own name is resolved by its full id first (`prefix` + key, hyphens as underscores), for two files may
    use one word; `Lexicon.resolve` alone would give the first of them.
    Raises ConfigError with all problems, each at its place in `loaded`.
    """
    problems: list[Problem] = []
    found: list[NameDef] = []
    for key, entry in entries.items():

        def report(sentence: str, cure: str, *below: str | int, at: tuple[str, ...] = (*path, key)) -> None:
            line, column = loaded.at(*at, *below) if loaded else (0, 0)
            problems.append(Problem(loaded.name if loaded else "", line, column, sentence, cure))

        reader = _Entry(prefix + _underscored(key), entry, classes, report)
        line, column = loaded.at_key(*path, key) if loaded else (0, 0)
        found.append(reader.name_def(loaded.name if loaded else "", line, column))
    if problems:
        raise ConfigError(*problems)
    return tuple(found)


def _underscored(key: str) -> str:
    return key.replace("-", "_")


class _Entry:
    """Reads one entry and reports each fault at its place."""

    def __init__(self, name: str, entry: NameEntry, classes: Mapping[str, str], report: Callable[..., None]) -> None:
        self._entry, self._classes, self._report = entry, classes, report
        self._id = name
        head = name.partition(".")[0] if "." in name else ""
        self._kind = head if head in _KINDS else "name"
        self._case: Case = entry.case or ("abbreviations" if self._kind in ("topic", "name") else "proper")

    def name_def(self, file: str, line: int, column: int) -> NameDef:
        entry = self._entry
        if not _ID.fullmatch(self._id):
            self._report(f"'{self._id}' cannot be a name's id", "use small Latin letters, digits and hyphens")
        for key, code in (("side", entry.side), ("iso", entry.iso)):
            if code and not re.fullmatch("[A-Z]{2}", code):
                self._report(f"'{code}' is no ISO code of a country", "write two capitals, such as BY", key)
        strong: list[tuple[Part, Form]] = [("name", f) for f in self._by_language(entry)]
        strong += [("name", f) for f in self._by_language(entry.strong, "strong")]
        strong += [("adjective", f) for f in self._derived(entry.adjective, "any", "adjective")]
        strong += [("metonym", f) for f in self._derived(entry.metonym, self._case, "metonym")]
        weak = tuple(self._by_language(entry.weak, "weak"))
        if not self._typed():
            self._report("the name has no forms", "give at least one, such as en: [Baku]")
        return NameDef(
            self._id, self._kind, tuple(entry.alias), entry.side or entry.iso, entry.iso, (),
            tuple(strong), weak,
            tuple(self._list(entry.context, "any", "context")), tuple(self._list(entry.not_, "any", "not")),
            entry.role, file, line, column, entry.shown,
        )  # fmt: skip

    def _typed(self) -> bool:
        entry = self._entry
        by_language = any(getattr(f, key) for f in (entry, entry.strong, entry.weak) for key in Forms.model_fields)
        return by_language or bool(entry.adjective or entry.metonym)

    def _derived(self, typed: list[str] | Forms, case: Case, key: str) -> Iterator[Form]:
        """Adjectives and capitals: a mapping by language is inflected, a bare list is taken as typed."""
        return self._list(typed, case, key) if isinstance(typed, list) else self._by_language(typed, key, case=case)

    def _by_language(self, forms: Forms, *path: str, case: Case | None = None) -> Iterator[Form]:
        for language in Forms.model_fields:
            own = language == OLD_CYRILLIC or language in self._entry.own_language
            gate = frozenset({language}) if own else ANY_LANGUAGE
            spoken = "" if language == "any" else language
            given = getattr(forms, language)
            yield from self._list(given, case or self._case, *path, language, gate=gate, language=spoken)

    def _list(
        self, typed: list[str], case: Case, *path: str, gate: frozenset[str] = ANY_LANGUAGE, language: str = ""
    ) -> Iterator[Form]:
        for number, text in enumerate(typed):
            try:
                yield form(text, case, gate, self._classes, language)
            except BadForm as fault:
                cure = closest(text.rpartition("~")[2], self._classes) if "no class" in str(fault) else ""
                self._report(str(fault), cure or fault.suggestion, *path, number)
