"""The directory of rules -> Setup, or every fault in it.

Order: lexicon files, sources.yaml, rule files (every other *.yaml), digests.yaml, toponyms.yaml and service.yaml where
they are; then one lexicon with the files' own names and quoted texts, then the rules compiled against it, then each
rule's examples judged. A rule whose examples fail does not run. Where names are still unknown to this process, a caller
that will not wait gets a Setup that is not ready: checked but for its examples.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import ValidationError

from monitor.ahead.files import contents, fingerprint
from monitor.config import BUILT_IN_CHANNELS, Digests, Sources, read_digests
from monitor.config.service import ServiceSettings, read_service
from monitor.errors import ConfigError, Problem
from monitor.examples import Proof, proved
from monitor.lexicon import Lexicon, NameDef, forms, load_names, wanted
from monitor.lexicon.classes import endings
from monitor.lexicon.dictionaries import stamp
from monitor.lexicon.forms import BadForm, Spellings, literal
from monitor.lexicon.inflection import beforehand
from monitor.lexicon.territories import territories
from monitor.lexicon.toponyms import NO_TOPONYMS, load_toponyms
from monitor.matching import syntax
from monitor.matching.compile import Condition, Names, compile_rule
from monitor.matching.index import Index
from monitor.matching.rulefile import Draft, RuleFile, read_rule_file
from monitor.matching.rules import Rule
from monitor.model.message import ChannelConfig
from monitor.setup.again import Again, Built, LastLexicon, LastMeaning, LastSources, World
from monitor.setup.frozen import Setup, watched
from monitor.setup.kept import Kept
from monitor.setup.pairs import with_pairs
from monitor.setup.spellings import known, worked_out
from monitor.sources import KINDS
from monitor.yamlfile import closest, translated

SOURCES = "sources.yaml"
DIGESTS = "digests.yaml"
TOPONYMS = "toponyms.yaml"
SERVICE = "service.yaml"
LEXICON = "lexicon"
T = TypeVar("T")


_READ = Kept()
_AGAIN = Again()
_LEXICON = LastLexicon()
_MEANING = LastMeaning()
_SOURCES = LastSources()


def cache_in(state: Path) -> Path:
    """The folder of a state directory for what can be worked out again."""
    return state / "cache"


def load(rules_dir: Path, cache: Path | None = None, *, wait: bool = True, strict: bool = True) -> Setup:
    """The setup of a directory. Raises ConfigError with all problems of all its files.

    `cache` is the folder in the state directory where spellings of names are kept. Unless `wait`, names that are still
    to be worked out leave `Setup.ready` False. Unless `strict`, a rule whose examples fail is no problem:
    `Setup.proofs` tells of it. Nothing may run such a setup.
    """
    return load_files(contents(rules_dir), str(rules_dir), cache, wait=wait, strict=strict)


def load_files(
    files: Mapping[str, bytes],
    directory: str = "rules",
    cache: Path | None = None,
    *,
    wait: bool = True,
    strict: bool = True,
) -> Setup:
    """The setup of files given as path below the directory -> bytes; `directory` only names them in problems."""
    with without_collecting():
        setup = _Loader(files, directory.rstrip("/"), cache, wait=wait, strict=strict).setup()
    return replace(setup, files=fingerprint(files))


def forget() -> None:
    """Let go of what only reading needs: for a service, that reads rarely. The next reading makes it again."""
    _READ.only_newest()
    beforehand.forget()
    forms.forget()
    endings.cache_clear()
    syntax.forget()


@contextmanager
def without_collecting() -> Iterator[None]:
    """Much is made here and little thrown away: looking for cycles meanwhile costs a sixth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Loader:
    """Goes through the files in order and collects their problems."""

    def __init__(
        self, files: Mapping[str, bytes], directory: str, cache: Path | None, *, wait: bool, strict: bool
    ) -> None:
        self._files = dict(sorted(files.items()))
        self._directory = directory
        self._cache = cache
        self._wait = wait
        self._strict = strict
        self._ready = True
        self._proofs: list[Proof] = []
        self._problems: list[Problem] = []

    def setup(self) -> Setup:
        self._refuse_names()
        lexicon_files = [name for name in self._files if name.startswith(f"{LEXICON}/") and name.endswith(".yaml")]
        read = [self._try(_lexicon_file, name) for name in lexicon_files]
        shipped = [name for names in read for name in names or ()]
        codes = {name.iso for name in (*shipped, *territories()) if name.iso}
        sources = self._required(SOURCES, lambda name, data: self._sources(name, data, codes))
        rule_files = self._rule_files()
        lexicon = self._lexicon(shipped, rule_files.values())
        digests = self._required(DIGESTS, lambda name, data: self._digests(name, data, rule_files))
        toponyms = self._try(load_toponyms, TOPONYMS) if TOPONYMS in self._files else NO_TOPONYMS
        service = self._try(read_service, SERVICE) if SERVICE in self._files else ServiceSettings()
        rules: list[tuple[Rule, Draft]] = []
        if lexicon and None not in read:
            rules = self._built(lexicon, rule_files, sources, _MEANING.of(shipped) + stamp())
        if (
            self._problems
            or lexicon is None
            or sources is None
            or digests is None
            or toponyms is None
            or service is None
        ):
            raise ConfigError(*dict.fromkeys(self._problems))
        digests = with_pairs(digests, [rule for rule, _ in rules], lexicon, self._shown(DIGESTS))
        setup = _frozen(lexicon, sources, digests, rules, tuple(self._proofs), ready=self._ready)
        return replace(setup, toponyms=toponyms, service=service)

    # -- reading

    def _shown(self, name: str) -> str:
        return f"{self._directory}/{name}" if self._directory else name

    def _try(self, read: Callable[[str, bytes], T], name: str) -> T | None:
        try:
            return read(self._shown(name), self._files[name])
        except ConfigError as fault:
            self._problems += fault.problems
            return None

    def _required(self, name: str, read: Callable[[str, bytes], T]) -> T | None:
        if name in self._files:
            return self._try(read, name)
        self._problems.append(Problem(self._shown(name), 0, 0, "the file is missing"))
        return None

    def _refuse_names(self) -> None:
        for name in self._files:
            sentence = ""
            if not name.endswith(".yaml"):
                sentence = "only files that end in .yaml are read"
            elif "/" in name.removeprefix(f"{LEXICON}/"):
                sentence = f"only files in {self._directory} itself and in its folder '{LEXICON}' are read"
            if sentence:
                self._problems.append(Problem(self._shown(name), 0, 0, sentence, "rename it or move it away"))

    def _rule_files(self) -> dict[str, RuleFile | None]:
        special = (SOURCES, DIGESTS, TOPONYMS, SERVICE)
        names = [name for name in self._files if "/" not in name and name.endswith(".yaml") and name not in special]
        found = {name: self._try(_rule_file, name) for name in names}
        first: dict[str, str] = {}
        for name, rule_file in found.items():
            for rule, place in (rule_file.ids if rule_file else {}).items():
                other = first.setdefault(rule, name)
                if other != name:
                    cure = f"the other one is in {self._shown(other)}"
                    sentence = f"the rule '{rule}' stands in two files"
                    self._problems.append(Problem(self._shown(name), *place, sentence, cure))
            self._problems += rule_file.problems if rule_file else ()
        return found

    def _sources(self, name: str, data: bytes, countries: set[str]) -> Sources:
        return _SOURCES.read(name, data, countries, KINDS)

    def _digests(self, name: str, data: bytes, rule_files: Mapping[str, RuleFile | None]) -> Digests:
        ids = [rule for rule_file in rule_files.values() if rule_file for rule in rule_file.ids]
        digests = read_digests(name, data, None if None in rule_files.values() else ids)
        problems = [problem for channel in digests.channels.values() for problem in _channel(channel, digests, name)]
        if problems:
            raise ConfigError(*problems)
        return digests

    # -- compiling

    def _lexicon(self, shipped: list[NameDef], rule_files: Iterable[RuleFile | None]) -> Lexicon | None:
        names = list(shipped)
        literals: dict[str, None] = {}
        for rule_file in filter(None, rule_files):
            names += rule_file.names
            for parsed in (parsed for draft in rule_file.drafts for parsed in draft.conditions()):
                for at, text in parsed.literals.items():
                    try:
                        literal(text)
                    except BadForm as fault:
                        self._problems.append(parsed.place.problem(at, str(fault), fault.suggestion))
                    else:
                        literals[text] = None
        try:
            return _LEXICON.built(names, literals, self._spellings(wanted(names)))
        except ConfigError as fault:
            self._problems += fault.problems
            return None

    def _spellings(self, asked: list[tuple[str, str]]) -> Spellings:
        """What is known, and the rest worked out; unless there are faults already: then nobody runs this setup."""
        if self._wait and not self._problems:
            return worked_out(asked, self._cache)
        found = known(asked, self._cache)
        self._ready = len(found) == len(asked)
        return found

    def _built(
        self, lexicon: Lexicon, rule_files: Mapping[str, RuleFile | None], sources: Sources | None, shipped: str
    ) -> list[tuple[Rule, Draft]]:
        """All rules compiled and, once all names are known, their examples judged; `shipped` = a hash of the names."""
        read = {name: rule_file for name, rule_file in rule_files.items() if rule_file}
        world = World(tuple(lexicon.names.values()), lexicon.spellings, sources.sources if sources else {})
        usable = self._ready and sources is not None
        before = _AGAIN.files(world) if usable else {}
        hidden = frozenset(name.id for rule_file in read.values() for name in rule_file.names)
        outlets = frozenset(source.outlet for source in sources.sources.values()) if sources else frozenset()
        found: dict[str, tuple[RuleFile, Built]] = {}
        rules: list[tuple[Rule, Draft]] = []
        for name, rule_file in read.items():
            last, built = before.get(self._shown(name), (None, None))
            if last is not rule_file or built is None:
                faults = len(self._problems)
                compiled = tuple(self._compiled(lexicon, rule_file, Names(lexicon, {}, hidden, outlets), shipped))
                built = Built(compiled, tuple(self._proved(compiled, lexicon, sources) if self._ready else ()))
                sound = len(self._problems) == faults
            else:
                sound = True
            if sound:
                found[self._shown(name)] = (rule_file, built)
            rules += built.rules
            self._proofs += built.proofs
        if usable:
            _AGAIN.keep(world, found)
        if self._strict:
            self._problems += [proof.problem for proof in self._proofs if proof.sentence]
        return rules

    def _compiled(
        self, lexicon: Lexicon, rule_file: RuleFile, known: Names, shipped: str
    ) -> Iterator[tuple[Rule, Draft]]:
        for draft in rule_file.drafts:
            names = replace(known, local=draft.local)
            try:
                conditions = compile_rule(draft.when, [parsed for _, parsed in draft.priorities], names)
            except ConfigError as fault:
                self._problems += fault.problems
            else:
                yield _rule(draft, conditions, lexicon, shipped), draft

    def _proved(
        self, rules: Iterable[tuple[Rule, Draft]], lexicon: Lexicon, sources: Sources | None
    ) -> Iterator[Proof]:
        known = sources.sources if sources else None
        for rule, draft in rules:
            for example in draft.examples:
                try:
                    yield proved(rule, example, lexicon, known)
                except ConfigError as fault:
                    self._problems += fault.problems


def _lexicon_file(name: str, data: bytes) -> tuple[NameDef, ...]:
    return _READ.read(load_names, name, data)


def _rule_file(name: str, data: bytes) -> RuleFile:
    return _READ.read(read_rule_file, name, data)


def _channel(channel: ChannelConfig, digests: Digests, name: str) -> list[Problem]:
    """What the channel's own model says of its options."""
    if BUILT_IN_CHANNELS.get(channel.name) == channel:
        return []
    from monitor.channels import CHANNELS  # noqa: PLC0415  # brings HTTP, mail and templates: 0.8 s that only this needs

    place = digests.channel_places.get(channel.name, (0, 0))
    known = CHANNELS.get(channel.kind)
    if known is None:
        hint = closest(channel.kind, CHANNELS) or f"known are {', '.join(CHANNELS)}"
        return [Problem(name, *place, f"'{channel.kind}' is no kind of channel", hint)]
    try:
        known.options.model_validate(dict(channel.options))
    except ValidationError as fault:
        node = digests.channel_nodes[channel.name]
        found = translated(name, node, known.options, fault.errors())
        return [_of_channel(problem, channel.name, (node.line, node.column), place) for problem in found]
    return []


def _of_channel(problem: Problem, channel: str, whole: tuple[int, int], key: tuple[int, int]) -> Problem:
    """The problem with the channel's name; one of the whole channel stands at its key."""
    line, column = key if (problem.line, problem.column) == whole else (problem.line, problem.column)
    return replace(problem, line=line, column=column, sentence=f"channel '{channel}': {problem.sentence}")


def _rule(draft: Draft, conditions: Sequence[Condition], lexicon: Lexicon, names_hash: str) -> Rule:
    when, *raised = conditions
    sides = None
    if len(when.pairs) == 1:
        a, b = when.pairs[0]
        if a and b and len(a) == len(b) == 1:
            sides = (a[0], b[0])
    return Rule(
        id=draft.id,
        title=draft.title,
        version=_sha(draft.text + names_hash),
        pair=(lexicon.side(sides[0]), lexicon.side(sides[1])) if sides else None,
        sides=sides,
        file=draft.file,
        line=draft.line,
        when=when,
        priorities=tuple((level, raise_) for (level, _), raise_ in zip(draft.priorities, raised, strict=True)),
    )


def _frozen(
    lexicon: Lexicon,
    sources: Sources,
    digests: Digests,
    rules: list[tuple[Rule, Draft]],
    proofs: tuple[Proof, ...],
    *,
    ready: bool,
) -> Setup:
    return Setup(
        version=_sha("\n".join([*sorted(f"{rule.id} {rule.version}" for rule, _ in rules), *_outlets(rules, sources)])),
        sources=MappingProxyType(sources.sources),
        subscriptions=digests.subscriptions,
        channels=MappingProxyType(dict(digests.channels)),
        operator=digests.operator,
        lexicon=lexicon,
        rules=tuple(rule for rule, _ in rules),
        index=Index((rule for rule, _ in rules), lexicon.side),
        rule_texts=MappingProxyType({rule.version: draft.text for rule, draft in rules}),
        network=sources.network,
        proofs=proofs,
        ready=ready,
        _watched=watched([rule.when for rule, _ in rules], lexicon),
    )


def _outlets(rules: Iterable[tuple[Rule, Draft]], sources: Sources) -> list[str]:
    """What rules ask of a feed by source(): a change of it in sources.yaml is a change of what they find."""
    if not any("source(" in draft.text for _, draft in rules):
        return []
    return sorted(f"{each.id} {each.kind} {each.country} {each.outlet}" for each in sources.sources.values())


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
