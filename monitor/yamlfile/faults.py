"""A model's complaints -> sentences with their places in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from monitor.errors import Problem
from monitor.yamlfile.advice import BLOCK_FORM, CONDITIONS, QUOTE, shortened
from monitor.yamlfile.lookalikes import INVISIBLE, invisible, latin_twin, look_alike
from monitor.yamlfile.nodes import Key, List, Map, Node, Scalar, descend, key_place, place, plain


def closest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str:
    """`did you mean 'x'?` for the candidate most like `word`, "" if none is like it."""
    by_fold = {candidate.casefold(): candidate for candidate in candidates}
    found = get_close_matches(word.casefold(), by_fold, n=1, cutoff=cutoff)
    return f"did you mean '{by_fold[found[0]]}'?" if found else ""


def translated(name: str, root: Node, model: type[BaseModel], errors: list[ErrorDetails]) -> Iterator[Problem]:
    """One problem for each fault; where a value may have several forms, only the form that was meant is spoken of."""
    found = _without_misspelt(model, [(_real_path(root, error), error) for error in errors])
    texts = {path for path, error in found if error["type"] == "string_type"}  # places where a text may stand as well
    above = {path[:length] for path, _ in found for length in range(len(path))}
    wrong_type: dict[tuple[Key, ...], list[str]] = {}
    for path, error in found:
        expected = _EXPECTED.get(error["type"])
        if expected and path not in above:
            wrong_type.setdefault(path, []).append(expected)
        elif error["type"] == "extra_forbidden" and invisible(str(path[-1])):
            continue  # said already, at the character itself
        elif error["type"] == "extra_forbidden" and path[:-1] in texts:
            cure = _key_or_text(descend(root, path[:-1])[0], str(path[-1]), _fields_at(model, path[:-1]))
            yield Problem(name, *key_place(root, path), f"unknown key '{shortened(str(path[-1]))}'", cure)
        elif not expected and not (error["type"] in _OWN_TYPES and path in texts):
            yield _model_problem(name, root, model, path, error)
    for path, expected_forms in wrong_type.items():
        problem = _wrong_type(name, descend(root, path)[0], path, list(dict.fromkeys(expected_forms)))
        yield replace(problem, suggestion=_own_cure(model, path) or problem.suggestion)


def _own_cure(model: type[BaseModel], path: tuple[Key, ...]) -> str:
    """What the model itself advises at this place, "" for nothing."""
    cures: Mapping[str, str] = getattr(model, "cures", {})
    return cures.get(".".join("*" if isinstance(step, int) else step for step in path), "")


def _key_or_text(node: Node, key: str, known: Iterable[str]) -> str:
    """`- Name: text` may be a text that YAML took for a mapping; in braces, or with several keys, it is none."""
    names = sorted(known)
    hint = closest(key, names)
    text = "if the whole line is a text, put it in quotation marks"
    if isinstance(node, Map) and (node.flow or len(node.items) > 1):
        return hint or f"known here: {', '.join(names)}"
    return f"{hint} or, {text}" if hint else text


def _without_misspelt(
    model: type[BaseModel], found: list[tuple[tuple[Key, ...], ErrorDetails]]
) -> list[tuple[tuple[Key, ...], ErrorDetails]]:
    """A key that is missing because it is misspelt is one fault, not two."""
    unknown = [path for path, error in found if error["type"] == "extra_forbidden"]
    meant = {(*path[:-1], _meant(str(path[-1]), _fields_at(model, path[:-1]))) for path in unknown}
    return [(path, error) for path, error in found if error["type"] != "missing" or path not in meant]


def _meant(key: str, known: Iterable[str]) -> str:
    plain_key = "".join(letter for letter in key if letter not in INVISIBLE)
    return closest(latin_twin(plain_key) or plain_key, known)[len("did you mean '") : -len("'?")]


def _wrong_type(name: str, node: Node, path: tuple[Key, ...], expected: list[str]) -> Problem:
    if isinstance(node, Scalar) and "a list" in expected and _DASH.match(node.text):
        return _dash(name, node)
    wanted = " or ".join(expected)
    if isinstance(node, Scalar) and plain(node) is None:
        behind = ", for ' #' begins a remark" if node.cut else ""
        return Problem(name, *place(node), f"{_label(path)} is empty{behind}", _filled(path, wanted))
    if len(path) == 2 and path[0] == "names" and not isinstance(node, Map):
        forms = f"{path[1]}: {{en: [...], ru: [...]}}"
        return Problem(name, *place(node), f"the name '{path[1]}' does not say its language", f"write {forms}")
    if "a text" not in expected:
        cure = "begin each entry with '- '" if expected == ["a list"] and isinstance(node, Scalar) else ""
        return Problem(name, *place(node), f"{_label(path)} must be {wanted}, not {_form(node)}", cure)
    if path[-1:] and path[-1] in CONDITIONS:
        sentence = f"{_label(path)} must be {wanted}, not {_form(node)}"
        if not isinstance(node, Scalar) and node.flow:
            mark = "{" if isinstance(node, Map) else "["
            sentence = f"a condition on the line of its key may not begin with {mark}"
        return Problem(name, *place(node), sentence, BLOCK_FORM)
    cure = "put it in quotation marks" if isinstance(node, Scalar) else QUOTE
    return Problem(name, *place(node), f"{_label(path)} must be {wanted}, not {_form(node)}", cure)


def _dash(name: str, node: Scalar) -> Problem:
    """A list that is none because of the blank before or behind its first dash."""
    at = node.text.index("-")
    line, column = place(node)
    if at:
        sentence = f"a {INVISIBLE[node.text[0]]} stands in the indentation"
        return Problem(name, line, column, sentence, "indent with ordinary spaces")
    behind = INVISIBLE.get(node.text[1:2], "")
    sentence = f"a {behind} stands behind the '-'" if behind else "a space is missing behind the '-'"
    return Problem(name, line, column, sentence, "write '- ' before each entry")


def _filled(path: tuple[Key, ...], wanted: str) -> str:
    if path[-1:] and path[-1] in CONDITIONS:
        return "write its condition under it, as in 'when: |', on lines of its own"
    if path and isinstance(path[-1], int):
        return "write something behind the '-', or take the line away"
    return ("give it entries" if "a list" in wanted else "give it a value") + ", or take the line away"


_OWN_TYPES = ("dataclass_type", "is_instance_of")  # what a text becomes only later, such as a secret
_DASH = re.compile(f"[{''.join(INVISIBLE)}]*-")
_EXPECTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "frozen_set_type": "a list",
    "set_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "none_required": "empty",
}


def _label(path: tuple[Key, ...]) -> str:
    if not path:
        return "the file"
    names = [step for step in path if isinstance(step, str)]
    return f"'{names[-1]}'" + (" (each entry)" if isinstance(path[-1], int) else "") if names else "each entry"


def _form(node: Node) -> str:
    if isinstance(node, Map):
        return "keys with values"
    if isinstance(node, List):
        return "a list"
    value = plain(node)
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"the truth value {node.value}"
    return f"the number {node.value}" if isinstance(value, int | float) else f"the text '{node.value[:40]}'"


def _real_path(root: Node, error: ErrorDetails) -> tuple[Key, ...]:
    """The path without pydantic's marks for the branches of a union; a missing key stays at the end."""
    loc = error["loc"]
    path: list[Key] = []
    node = root
    for number, step in enumerate(loc):
        following, rest = descend(node, (step,))
        if not rest:
            path.append(step)
            node = following
        elif number == len(loc) - 1 and error["type"] == "missing":
            path.append(step)
    return tuple(path)


def _model_problem(
    name: str, root: Node, model: type[BaseModel], path: tuple[Key, ...], error: ErrorDetails
) -> Problem:
    node, _ = descend(root, path)
    if error["type"] == "extra_forbidden":
        return Problem(name, *key_place(root, path), *_unknown(str(path[-1]), _fields_at(model, path[:-1])))
    if error["type"] == "missing":
        cure = "begin the file with version: 1" if path == ("version",) else ""
        return Problem(name, *place(node), f"the key '{path[-1]}' is missing", cure)
    if path == ("version",):
        sentence = f"'version' is {_form(node)}, and this program reads version 1"
        return Problem(name, *place(node), sentence, "write version: 1")
    sentence, cure = _wrong_value(_label(path), node, error)
    return Problem(name, *place(node), sentence, cure or _own_cure(model, path))


def _unknown(key: str, known: set[str]) -> tuple[str, str]:
    if latin_twin(key) in known:
        sentence, cure = look_alike(key)
        return f"the key {sentence}", cure
    return f"unknown key '{shortened(key)}'", closest(key, known) or "known here: " + ", ".join(sorted(known))


def _wrong_value(label: str, node: Node, error: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value that has the right type, and the cure."""
    kind, context = error["type"], error.get("ctx", {})
    typed = node.value if isinstance(node, Scalar) else ""
    if kind in ("literal_error", "enum"):
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        listed = ", ".join(allowed) or str(context.get("expected", ""))
        return f"{label} is '{shortened(typed)}' but must be one of {listed}", closest(typed, allowed)
    if kind == "string_pattern_mismatch":
        return _identifier(label, typed)
    if kind in _BOUNDS:
        return f"{label} is {typed} but must be {_BOUNDS[kind].format(**context)}", ""
    if kind == "string_too_short":
        return f"{label} is empty", "give it a value"
    if kind == "value_error":
        return str(context.get("error", error["msg"])), ""
    return f"{label}: {error['msg'][:1].lower()}{error['msg'][1:]}", ""


_BOUNDS = {
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "greater_than": "more than {gt}",
    "less_than": "less than {lt}",
}


def _identifier(label: str, typed: str) -> tuple[str, str]:
    """Ids are what the strict models give a pattern for."""
    if latin_twin(typed):
        sentence, cure = look_alike(typed)
        return f"{label}: {sentence}", cure
    hidden = invisible(typed)
    if hidden:
        return f"{label} '{typed}' holds a {hidden[1]} (its letter {hidden[0] + 1})", "delete it"
    usual = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", typed.lower())).strip("-")
    cure = f"write '{usual}'" if usual else "as in azerbaijan-belarus"
    return f"{label} is '{shortened(typed)}', but may hold only small Latin letters, digits, - and _", cure


def _fields_at(model: type[BaseModel], path: tuple[Key, ...]) -> set[str]:
    """The keys that the model knows at `path`, over all forms the value may have there."""
    forms: list[Any] = [model]
    for step in path:
        forms = [inner for form in forms for inner in _inside(form, step)]
    models = [form for form in _unfolded(forms) if isinstance(form, type) and issubclass(form, BaseModel)]
    return {field.alias or key for form in models for key, field in form.model_fields.items()}


def _unfolded(forms: Iterable[Any]) -> Iterator[Any]:
    for form in forms:
        origin = get_origin(form)
        if origin is Annotated:
            yield from _unfolded(get_args(form)[:1])
        elif origin in (Union, UnionType):
            yield from _unfolded(get_args(form))
        else:
            yield form


def _inside(form: Any, step: Key) -> Iterator[Any]:
    for single in _unfolded([form]):
        if isinstance(single, type) and issubclass(single, BaseModel):
            yield from (f.annotation for k, f in single.model_fields.items() if step in (f.alias or k, k))
        else:
            yield from get_args(single)[-1 if isinstance(step, str) else 0 :][:1]
