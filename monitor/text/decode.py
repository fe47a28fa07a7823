"""Bytes to text: strictly first, guessed last.

No feed parser repairs windows-1251 bytes that are declared utf-8, which small Belarusian and Azerbaijani sites send
every day: letters turn into question marks and no rule matches. Here a declaration is believed only while the bytes
agree with it.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before utf-16: its mark begins with that of utf-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKLESS = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
_UNREADABLE = "\ufffd"
_READABLE = re.compile("[^\x00-\x7f\ufffd]+")
_CYRILLIC_LETTERS = re.compile("[а-џ]+")
_HEAD = 4096
_HTTP = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,300}?encoding\s*=\s*[\"']\s*([\w.:-]+)\s*[\"']", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# Names that senders use and Python does not know, and those that browsers read as a larger set.
_ALIASES = {
    "win-1251": "windows-1251", "win1251": "windows-1251", "cp-1251": "windows-1251", "x-cp1251": "windows-1251",
    "koi8": "koi8-r", "x-sjis": "shift_jis", "utf8mb4": "utf-8", "unicode": "utf-16", "x-mac-cyrillic": "mac-cyrillic",
    "latin1": "windows-1252", "latin-1": "windows-1252", "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252",
    "us-ascii": "windows-1252", "ascii": "windows-1252", "iso-8859-9": "windows-1254", "iso-8859-5": "iso8859-5",
}  # fmt: skip
_WIDE = ("utf-16", "utf-32", "utf_16", "utf_32")
# Python's codecs that are no charset of the web: they hide markup (utf-7), or take quadratic time.
_NO_CHARSETS = frozenset(("utf-7", "utf7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"))
_SAMPLE = 65_536
_COMMON = frozenset("оеаинтсрвлкмдпуыіўяз")  # the letters of which running Russian and Belarusian mostly consists
_CYRILLIC_GUESSES = ("windows-1251", "koi8-u")  # KOI8-U is KOI8-R with the Ukrainian letters
# Old servers declare these whatever they send, and every byte fits: their text must look like it, too.
_FIT_ALL = frozenset(("windows-1252", "windows-1254", "windows-1251", "koi8-r", "koi8-u", "iso8859-5"))
_SURE = 0.15
_WITHOUT_ASCII = b" " * 128 + bytes(range(128, 256))


def decode(body: bytes, content_type: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of a feed or page and, as sentences, what had to be assumed to read it. Never raises.

    In this order: byte order mark; the declared charset (HTTP header, XML declaration, HTML meta), strictly; utf-8,
    strictly; windows-1251 or KOI8-R, whichever gives likelier Cyrillic; windows-1252. Bytes that are valid utf-8 with
    letters outside ASCII are utf-8 whatever is declared: no text in a single-byte charset looks so by chance.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _marked(body[len(mark) :], name)
    declared = _declared(body, content_type)
    text, note = _strictly(body, declared)
    if text is None:
        text, note = _guessed(body, declared)
    return text.removeprefix("\ufeff"), (note,) if note else ()


def as_utf8(body: bytes, content_type: str = "") -> bytes | None:
    """The document as utf-8; None where `decode` would have to assume something. Never raises.

    What is utf-8 already comes back as it is, unchecked: an XML parser that is told so refuses what is not.
    """
    if not body.startswith(tuple(mark for mark, _ in _BOMS)):
        declared = _declared(body, content_type)
        if not declared or _known(declared[0]) == "utf-8":
            return body
    text, notes = decode(body, content_type)
    return None if notes else text.encode("utf-8", "surrogatepass")


def _marked(body: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    text = _try(body, name)
    if text is not None:
        return text, ()
    if name == "utf-8":  # an editor put the mark in front of whatever the site sends
        text, note = _guessed(body, ("utf-8",))
        return text, (note,)
    return body.decode(name, "replace"), (f"damaged {name}: some characters could not be read",)


def _declared(body: bytes, content_type: str) -> tuple[str, ...]:
    """Charsets as declared, the header's first, each once, by the name under which Python knows it."""
    head = body[:_HEAD]
    for start, name in _MARKLESS:
        if head.startswith(start):
            return (name,)
    found = [match[1] for match in [_HTTP.search(content_type)] if match]
    found += [match[1].decode("ascii", "replace") for match in (_XML.search(head), _META.search(head)) if match]
    names = (_ALIASES.get(name.lower(), name.lower()) for name in found)
    return tuple(dict.fromkeys(name for name in names if _known(name) not in _NO_CHARSETS))


def _known(name: str) -> str:
    """The name of Python's codec, which it finds under many ("-punycode", "u7"); an unknown name stays as it is."""
    try:
        return codecs.lookup(name).name.replace("_", "-")
    except (LookupError, ValueError):
        return name


def _strictly(body: bytes, declared: tuple[str, ...]) -> tuple[str | None, str]:
    utf8 = _try(body, "utf-8")
    if utf8 is not None and not body.isascii():
        wrong = [name for name in declared[:1] if _differs(name)]
        return utf8, f"declared {wrong[0]}, but the bytes are utf-8: read as utf-8" if wrong else ""
    for name in declared:
        text = _try(body, name)
        if text is None or (name.startswith(_WIDE) and "<" not in text and "{" not in text):
            continue
        if better := _better(body, name):
            return body.decode(better, "replace"), f"declared {name}, but it reads like {better}: read so"
        return text, "" if name == declared[0] else f"declared {declared[0]}, which does not fit: read as {name}"
    return utf8, ""


def _better(body: bytes, name: str) -> str:
    """The Cyrillic charset in which text declared as `name` makes sense, if it does not under its own."""
    if name not in _FIT_ALL or body.isascii():
        return ""
    sample = _letters(body, 4)
    best, likeness = _likeliest(sample)
    if best == name or len(sample) <= 40 or likeness <= _SURE:
        return ""
    return best if likeness > _likeness(sample, name) + _SURE else ""


def _differs(name: str) -> bool:
    try:
        return codecs.lookup(name).name != "utf-8"
    except LookupError:
        return True


def _try(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, LookupError, ValueError):  # ValueError: a name with a NUL in it
        return None


def _guessed(body: bytes, declared: tuple[str, ...]) -> tuple[str, str]:
    if halves := _with_halves(body):
        return halves, "its utf-8 holds halves of characters"
    damaged = _nearly_utf8(body)
    if damaged is not None:
        return damaged, f"{damaged.count(_UNREADABLE)} characters of its utf-8 are damaged"
    before = f"declared {declared[0]}, which does not fit" if declared else "no charset declared and not utf-8"
    sample = _letters(body, 2)
    best, likeness = _likeliest(sample)
    if likeness > 0:
        return body.decode(best, "replace"), f"{before}: read as {best}"
    return body.decode("windows-1252", "replace"), f"{before}: read as windows-1252, a guess"


def _with_halves(body: bytes) -> str:
    """utf-8 whose rarer characters are written as two surrogates (CESU-8, of old databases); "" if it is not."""
    try:
        text = body.decode("utf-8", "surrogatepass")
    except UnicodeError:
        return ""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _nearly_utf8(body: bytes) -> str | None:
    """utf-8 with a few broken characters: a text cut mid-letter or with one line pasted from elsewhere."""
    text = body.decode("utf-8", "replace")
    whole = sum(map(len, _READABLE.findall(text)))
    return text if whole > 20 * text.count(_UNREADABLE) else None


def _letters(body: bytes, run: int) -> bytes:
    """Up to a sample of the words outside ASCII: bytes that stand at least `run` together."""
    found, seen, whole = b"", 0, min(len(body), 16 * _SAMPLE)
    while len(found) < _SAMPLE and seen < whole:
        end = min(seen + _SAMPLE, whole)
        while end < whole and body[end - 1] >= 0x80:  # no word in two
            end += 1
        words = [word for word in body[seen:end].translate(_WITHOUT_ASCII).split() if len(word) >= run]
        found = b" ".join([found, *words] if found else words)
        seen = end
    return found[:_SAMPLE]


def _likeliest(sample: bytes) -> tuple[str, float]:
    """The Cyrillic charset in which the sample reads most like prose, the first of equal ones, and how much."""
    likeness = {guess: _likeness(sample, guess) for guess in _CYRILLIC_GUESSES}
    best = max(likeness, key=likeness.__getitem__)
    return best, likeness[best]


@lru_cache(maxsize=16)
def _cases(name: str) -> bytes:
    """Of a charset of single bytes: for each byte "l", "u" where it is a small letter or a capital, " " or "-"."""
    characters = [bytes((code,)).decode(name, "replace") for code in range(256)]
    return "".join(
        " " if each.isspace() else "l" if each.islower() else "u" if each.isupper() else "-" for each in characters
    ).encode()


def inverted(sample: bytes, name: str) -> int:
    """How many words begin with a small letter and go on with a capital, read in this charset of single bytes."""
    cases = b" " + sample.translate(_cases(name))
    return cases.replace(b" l", b" s").translate(None, b"l-").count(b"su")  # of "small" only that it begins so is left


@lru_cache(maxsize=16)
def _kinds(name: str) -> tuple[bytes, bytes, bytes]:
    """Of a charset of single bytes: which are white space, which the letters most common, which no Cyrillic letters."""
    lower = [bytes((code,)).decode(name, "replace").lower() for code in range(256)]
    space = bytes(code for code, each in enumerate(lower) if each.isspace())
    common = bytes(code for code, each in enumerate(lower) if each in _COMMON)
    foreign = bytes(code for code, each in enumerate(lower) if not ("а" <= each <= "џ" or each.isspace()))
    return space, common, foreign


def _likeness(sample: bytes, name: str) -> float:
    """How much the sample reads like Cyrillic prose in this charset; above 0 it may, above `_SURE` it does.

    Read in another Cyrillic charset, frequent letters become rare ones and capitals stand inside words.
    """
    space, common, foreign = _kinds(name)
    letters = len(sample.translate(None, space))
    if not letters:
        return 0.0
    words = len(sample.translate(bytes(0x20 if code in space else code for code in range(256))).split())
    usual = letters - len(sample.translate(None, space + common))
    strange = len(sample) - len(sample.translate(None, foreign))
    return (usual - 3 * strange) / letters - 0.6 - inverted(sample, name) / words
