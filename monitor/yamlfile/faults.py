"""A model's complaints -> sentences with their places in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from monitor.errors import Problem
from monitor.yamlfile.lookalikes import invisible, latin_twin, look_alike
from monitor.yamlfile.nodes import Key, List, Map, Node, Scalar, descend, key_place, place, plain


def closest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str:
    """`did you mean 'x'?` for the candidate most like `word`, "" if none is like it."""
    by_fold = {candidate.casefold(): candidate for candidate in candidates}
    found = get_close_matches(word.casefold(), by_fold, n=1, cutoff=cutoff)
    return f"did you mean '{by_fold[found[0]]}'?" if found else ""


def translated(name: str, root: Node, model: type[BaseModel], errors: list[ErrorDetails]) -> Iterator[Problem]:
    """One problem for each fault; where a value may have several forms, only the form that was meant is spoken of."""
    found = [(_real_path(root, error), error) for error in errors]
    texts = {path for path, error in found if error["type"] == "string_type"}  # places where a text may stand as well
    wrong_type: dict[tuple[Key, ...], list[str]] = {}
    for path, error in found:
        deeper = any(len(other) > len(path) and other[: len(path)] == path for other, _ in found)
        expected = _EXPECTED.get(error["type"])
        if expected and not deeper:
            wrong_type.setdefault(path, []).append(expected)
        elif error["type"] == "extra_forbidden" and invisible(str(path[-1])):
            continue  # said already, at the character itself
        elif error["type"] == "extra_forbidden" and path[:-1] in texts:
            known = _fields_at(model, path[:-1])
            cure = closest(str(path[-1]), known) or "if the whole line is a text, put it in quotation marks"
            yield Problem(name, *key_place(root, path), f"unknown key '{path[-1]}'", cure)
        elif not expected:
            yield _model_problem(name, root, model, path, error)
    for path, expected_forms in wrong_type.items():
        node, _ = descend(root, path)
        wanted = " or ".join(dict.fromkeys(expected_forms))
        cure = "put it in quotation marks" if "a text" in wanted and isinstance(node, Scalar) and node.text else ""
        yield Problem(name, *place(node), f"{_label(path)} must be {wanted}, not {_form(node)}", cure)


_EXPECTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
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
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        if latin_twin(str(path[-1])) in known:
            sentence, cure = look_alike(str(path[-1]))
            return Problem(name, *key_place(root, path), f"the key {sentence}", cure)
        listed = "known here: " + ", ".join(sorted(known))
        hint = closest(str(path[-1]), known) or listed
        return Problem(name, *key_place(root, path), f"unknown key '{path[-1]}'", hint)
    if kind == "missing":
        return Problem(name, *place(descend(root, path)[0]), f"the key '{path[-1]}' is missing")
    node, _ = descend(root, path)
    if kind in ("literal_error", "enum"):
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        typed = node.value if isinstance(node, Scalar) else ""
        listed = ", ".join(allowed) or str(context.get("expected", ""))
        sentence = f"{_label(path)} is '{typed}' but must be one of {listed}"
        return Problem(name, *place(node), sentence, closest(typed, allowed))
    if kind == "value_error":
        return Problem(name, *place(node), str(context.get("error", error["msg"])))
    return Problem(name, *place(node), f"{_label(path)}: {error['msg'][:1].lower()}{error['msg'][1:]}")


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
