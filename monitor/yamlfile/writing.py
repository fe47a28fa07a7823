"""Values as YAML that reads back as the same: quotation marks where a value needs them."""

from __future__ import annotations

import re

from monitor.yamlfile.lookalikes import INVISIBLE
from monitor.yamlfile.nodes import Scalar, plain

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNSHOWN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff" + "".join(INVISIBLE) + "]")
_PLAIN = re.compile(r"[^\W_][\w./+%()–—-]*(?: (?![#&])[\w./+%()–—&'’ʼ-]+)*")


def quoted(text: str) -> str:
    """`text` in double quotation marks, or in single ones where it holds many of the others and nothing else odd."""
    text = text.encode("utf-8", "replace").decode()  # half a character (a lone surrogate) cannot be written
    if '"' in text and not re.search(r"['\\\n\r\t]", text) and not _UNSHOWN.search(text):
        return f"'{text}'"
    escaped = "".join(_ESCAPES.get(letter, letter) for letter in text)
    return '"' + _UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'


def written(text: str) -> str:
    """`text` bare where every reader of YAML takes it for the same text, else in quotation marks."""
    bare = _PLAIN.fullmatch(text) and plain(Scalar(text, text, "plain", 0, 0)) == text
    return text if bare and text.lower() not in _TRUTH and not _NUMBERLIKE.fullmatch(text) else quoted(text)


_TRUTH = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}  # in other readers, or to other people
_NUMBERLIKE = re.compile(r"[0-9][0-9_.:]*")
