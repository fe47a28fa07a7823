"""Documents that only one version names, in an article that tells of signing: by the words for papers states sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.model.kinds import SIGNINGS
from monitor.model.phrase import Phrase
from monitor.model.revision import Difference, Side, Version
from monitor.revising.changes import Changes
from monitor.revising.wording import cited, uncited, words
from monitor.text.diffing import pieces
from monitor.text.fold import folded

_PAPER = re.compile(
    r"(?<![^\W_])(?:memorand\w+|agreement|treat(?:y|ies)|protocol|declaration|communique|contract|roadmap|"
    r"меморандум\w*|мемарандум\w*|соглашени\w+|договор\w*|дамов\w+|дагавор\w*|пагадненн\w+|протокол\w*|пратакол\w*|"
    r"деклараци\w+|дэкларац\w+|коммюнике|камюнiке|камюніке|контракт\w*|кантракт\w*|дорожн\w+ карт\w+|угод\w+|договір|"
    r"декларац\w+|saziş\w*|sazis\w*|muqavile\w*|protokol\w*|beyanname\w*|kommunike|yol xeritesi\w*|muqavilename\w*|"
    r"anlasma\w*|mutabakat\w*|sozlesme\w*|bildiri\w*|porozumieni\w+|umow\w+|deklaracj\w+|abkommen|vertrag\w*|"
    r"absichtserklarung|erklarung|accord|traite|traktat\w*)(?![^\W_])"
)
_LEAST_WORDS = 2  # "the agreement" alone names none
_MOST = 4  # of each side


def differences(old: Version, new: Version, changed: Changes) -> Iterator[Difference]:
    """Papers in words that came or went, as they are written."""
    if not any(event.kind in SIGNINGS for version in (old, new) for event in version.facts.events):
        return
    came, went = list(changed.added), list(changed.removed)
    for before, after in changed.edited:
        for piece in pieces(before, after):
            {"in": came, "out": went}.get(piece.kind, []).append(piece.text)
    yield from _papers(came, changed.old_words, "new", "now also says")
    yield from _papers(went, changed.new_words, "old", "no longer says")


def _papers(parts: list[str], other: str, said_by: Side, verb: str) -> Iterator[Difference]:
    found = [part for part in parts if len(words(part).split()) >= _LEAST_WORDS and _PAPER.search(folded(part))]
    fresh = [part for part in found if words(part) not in other]
    for part in fresh[:_MOST]:
        phrase = Phrase.of("now_says" if said_by == "new" else "no_longer_says", words=uncited(part))
        yield Difference("signed", f"{verb}: {cited(part)}", said_by, phrase=phrase)
