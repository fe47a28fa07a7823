"""Rule files: YAML -> rules with parsed conditions, not yet compiled because the lexicon needs their literals first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import Field

from monitor.errors import ConfigError, Problem
from monitor.lexicon.names import OWN, NameDef, NameEntry, names_from
from monitor.matching.factcalls import duration
from monitor.matching.syntax import Parsed, Phrase, parse, shown
from monitor.matching.typed import Place
from monitor.model.judgement import Priority
from monitor.yamlfile import BLOCK_FORM, Key, List, Loaded, Map, Node, Scalar, Strict, capped, closest, load

MAX_CONDITION = 20_000  # characters
RAISED: tuple[Priority, ...] = ("urgent", "high")


class ExampleModel(Strict):
    """An example with more than its text; `source` is an id of sources.yaml, `date` a day."""

    text: str = ""
    title: str = ""
    source: str = ""
    lang: str = ""
    date: str = ""
    priority: Priority | None = None


class ExamplesModel(Strict):
    """What the rule must find, and what it must leave alone."""

    match: list[str | ExampleModel] = Field(default_factory=list)
    skip: list[str | ExampleModel] = Field(default_factory=list)


class PriorityModel(Strict):
    """Conditions that raise the priority of what the rule has found."""

    urgent: str | None = None
    high: str | None = None


class RuleModel(Strict):
    """One entry under `rules:`."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    title: str = ""
    when: str
    priority: PriorityModel = PriorityModel()
    remind_if_silent: str | None = None
    examples: ExamplesModel = ExamplesModel()


class RulesFile(Strict):
    """The whole of a rule file."""

    version: Literal[1]
    names: dict[str, NameEntry] = Field(default_factory=dict)
    rules: list[RuleModel]


_OPERATOR = re.compile(r"(?i)\b(?:and|or|not)\b|\bnear/|[a-z]\(")


def _in_brackets(condition: str) -> bool:
    """True if the condition begins with a bracket, remarks apart."""
    return next((line.strip() for line in condition.splitlines() if line.split("#")[0].strip()), "").startswith("(")


@dataclass(frozen=True, slots=True)
class Example:
    """One example as written, with its place."""

    model: ExampleModel
    matches: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule read but not compiled. `text` is what its version is a hash of: everything but its examples."""

    id: str
    title: str
    text: str
    file: str
    line: int
    column: int
    when: Parsed
    priorities: tuple[tuple[Priority, Parsed], ...]
    examples: tuple[Example, ...]
    local: dict[str, str]

    def conditions(self) -> Iterator[Parsed]:
        """`when` and all that raises its priority."""
        yield self.when
        yield from (parsed for _, parsed in self.priorities)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule file read: `ids` are those of all its rules; one with faults is in `problems` and not in `drafts`."""

    ids: dict[str, tuple[int, int]]
    names: tuple[NameDef, ...]
    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...]


def read_rule_file(name: str, data: bytes) -> RuleFile:
    """The rule file called `name`; faults of single rules are kept. Raises ConfigError where it is no rule file."""
    loaded = load(name, data, RulesFile, with_texts)
    stem = name.replace("\\", "/").rpartition("/")[2].removesuffix(".yaml").lower()
    prefix = f"{OWN}{''.join(map(_plain, stem))}."
    names: tuple[NameDef, ...] = ()
    problems: list[Problem] = []
    try:
        names = names_from(loaded.value.names, loaded, prefix=prefix)
    except ConfigError as fault:
        problems += fault.problems
    local = {alias: found.id for found in names for alias in (found.id.removeprefix(prefix), *found.aliases)}
    local = {alias.replace("_", "-").casefold(): target for alias, target in local.items()}
    ids: dict[str, tuple[int, int]] = {}
    drafts = []
    for number, model in enumerate(loaded.value.rules):
        reader = _RuleReader(loaded, number, local)
        draft = reader.draft(model)
        problems += reader.problems
        if model.id in ids:
            problems.append(_twice(loaded, number, model.id, ids[model.id][0]))
        ids.setdefault(model.id, loaded.at("rules", number, "id"))
        if draft and not reader.problems:
            drafts.append(draft)
    return RuleFile(ids, names, tuple(drafts), tuple(capped(problems)))


def _plain(letter: str) -> str:
    """A letter of a file's name as an id may hold it: az-by and azby, нефть and газ come to ids of their own."""
    return (letter if letter.isalnum() else "_") if letter.isascii() else f"{ord(letter):x}"


def with_texts(root: Node, source: str) -> Node:
    """`- Lukashenko: we will help` among examples is YAML's mapping and an analyst's text: read as the text."""
    rules = root.items.get("rules") if isinstance(root, Map) else None
    if not isinstance(root, Map) or not isinstance(rules, List):
        return root
    read = tuple(_rule_with_texts(rule, source) if isinstance(rule, Map) else rule for rule in rules.items)
    return replace(root, items={**root.items, "rules": replace(rules, items=read)})


def _rule_with_texts(rule: Map, source: str) -> Map:
    examples = rule.items.get("examples")
    if not isinstance(examples, Map):
        return rule
    read = {
        kind: replace(listed, items=tuple(_as_text(item, source) for item in listed.items))
        for kind, listed in examples.items.items()
        if isinstance(listed, List)
    }
    return replace(rule, items={**rule.items, "examples": replace(examples, items={**examples.items, **read})})


def _as_text(item: Node, source: str) -> Node:
    """A mapping of one pair, typed without braces, whose key is none of an example's and like none of them."""
    if not isinstance(item, Map) or item.flow or len(item.items) != 1:
        return item
    ((key, value),) = item.items.items()
    if not isinstance(value, Scalar) or value.style in ("literal", "folded") or closest(key, ExampleModel.model_fields):
        return item
    typed = item.keys[key]
    if source[item.start] != source[typed.start]:  # `? key`
        return item
    raw = source[typed.start : max(value.end, typed.end)]
    cut = value.cut or bool(re.match(r"[ \t]*#", source[value.end :]))
    return Scalar(raw, " ".join(raw.split()), "plain", typed.line, typed.column, cut, typed.start, value.end)


def _twice(loaded: Loaded[RulesFile], number: int, rule: str, line: int) -> Problem:
    cure = f"it is already on line {line}"
    return loaded.problem(f"the rule '{rule}' stands twice", "rules", number, "id", suggestion=cure)


def _silence(value: str) -> tuple[str, str]:
    """What is said of a remind_if_silent: its value is checked, and then it is refused, as silence is not watched."""
    if duration(value) is None:
        return f"'{value}' is no length of time", "as in remind_if_silent: 60d"
    sentence = "remind_if_silent is understood but not available yet: silence is not watched so far"
    return sentence, "leave this line out for now"


class _RuleReader:
    """Reads one rule and collects its problems."""

    def __init__(self, loaded: Loaded[RulesFile], number: int, local: dict[str, str]) -> None:
        self.problems: list[Problem] = []
        self._loaded = loaded
        self._path = ("rules", number)
        self._local = local

    def draft(self, model: RuleModel) -> Draft | None:
        """The rule with its conditions parsed, None if one of them cannot be."""
        when = self._condition("when")
        raised = [(level, self._condition("priority", level)) for level in RAISED if getattr(model.priority, level)]
        if model.remind_if_silent is not None:
            sentence, cure = _silence(model.remind_if_silent)
            self._add(sentence, "remind_if_silent", suggestion=cure)
        examples = tuple(self._examples("match", model.examples.match) + self._examples("skip", model.examples.skip))
        if not model.examples.match:
            self._add(
                f"the rule '{model.id}' has no example of what it must find",
                "examples",
                suggestion="add at least one text under examples: match:",
            )
        sound = tuple((level, parsed) for level, parsed in raised if parsed)
        if when is None or len(sound) < len(raised):
            return None
        line, column = self._loaded.at(*self._path, "id")
        return Draft(
            model.id, model.title or model.id, self._text(model, when, sound),
            self._loaded.name, line, column, when, sound, examples, self._local,
        )  # fmt: skip

    def _add(self, sentence: str, *path: Key, suggestion: str = "") -> None:
        self.problems.append(self._loaded.problem(sentence, *self._path, *path, suggestion=suggestion))

    def _condition(self, *path: Key) -> Parsed | None:
        """The condition at `path`, read from the raw slice of the file."""
        scalar = self._loaded.raw(*self._path, *path)
        if len(scalar.text) > MAX_CONDITION:
            sentence = f"the condition has {len(scalar.text):,} characters; at most {MAX_CONDITION:,} are read"
            self._add(sentence, *path, suggestion="make names of its parts, or several rules")
            return None
        if scalar.style in ("single", "double"):
            sentence = "a condition in quotation marks: YAML takes them away"
            words = " ".join(scalar.value.split())
            cure = f"under 'when: |' write {words} if you mean names, or (\"{words}\") if you mean these very words"
            self._add(sentence, *path, suggestion=cure)
            return None
        if scalar.cut:
            self._add(
                "' #' ends a condition on the line of its key: what follows is lost", *path, suggestion=BLOCK_FORM
            )
            return None
        try:
            parsed = parse(Place(self._loaded.name, scalar.line, scalar.column, scalar.text))
        except ConfigError as fault:
            self.problems += fault.problems
            return None
        if isinstance(parsed.root, Phrase) and _OPERATOR.search(parsed.root.text) and not _in_brackets(scalar.text):
            words = parsed.root.text
            sentence = f"the whole condition stands in quotation marks, so it asks for the very words '{words}'"
            cure = (
                f'write {words} without the marks if you mean names; if you mean the words, set brackets: ("{words}")'
            )
            self.problems.append(parsed.place.problem(parsed.root.at, sentence, cure))
            return None
        return parsed

    def _examples(self, kind: Literal["match", "skip"], models: list[str | ExampleModel]) -> list[Example]:
        found = []
        for number, given in enumerate(models):
            path = ("examples", kind, number)
            model = ExampleModel(text=given) if isinstance(given, str) else given
            self._check_cut(path, given)
            if not (model.text.strip() or model.title.strip()):
                self._add("an example without text or title", *path)
            elif model.priority and kind == "skip":
                self._add("an example that is to be skipped has no priority", *path, "priority")
            else:
                found.append(Example(model, kind == "match", *self._loaded.at(*self._path, *path)))
        return found

    def _check_cut(self, path: tuple[Key, ...], given: str | ExampleModel) -> None:
        """` #` ends a plain text in silence."""
        places = [path] if isinstance(given, str) else [(*path, key) for key in ("text", "title")]
        for place in places:
            try:
                cut = self._loaded.raw(*self._path, *place).cut
            except KeyError:
                continue
            if cut:
                cure = "put the text in quotation marks"
                self._add("' #' ends this example: what follows is lost", *place, suggestion=cure)

    def _text(self, model: RuleModel, when: Parsed, raised: Iterable[tuple[Priority, Parsed]]) -> str:
        """What the rule means: remarks, layout and examples may change without making it another rule."""
        conditions = {"when": shown(when.root), "priority": {level: shown(parsed.root) for level, parsed in raised}}
        said = {"id": model.id, "title": model.title, **conditions}
        own = {key: entry.model_dump(exclude_defaults=True) for key, entry in self._loaded.value.names.items()}
        return json.dumps({**said, "names": own}, ensure_ascii=False, sort_keys=True, indent=1)
