"""What an article shares with reports in any other language: concepts, names outside the lexicon, numbers."""

from __future__ import annotations

from dataclasses import replace

from monitor.model.story import Material, Signs
from monitor.stories.concepts import vocabulary
from monitor.stories.skeletons import skeleton, skeletons
from monitor.stories.telling import numbers
from monitor.text.fold import folded

LEAD_CHARS = 400  # of the body; what the news is stands there
READ_CHARS = 6000  # what stands farther down tells of other things
FOREMOST = "!"  # before a concept of title or lead


def language_free(signs: Signs, material: Material) -> Signs:
    """These signs with concepts, skeletons and numbers of the article.

    A concept of title or lead is there twice, the second time with a mark before it. An outlet's own name, which opens
    its reports in every language, is no sign.
    """
    title, body = material.title, material.body[:READ_CHARS]
    text = folded(f"{title}\n{body}")
    end = text.find(" ", len(title) + LEAD_CHARS)
    words = vocabulary()
    foremost = words.find(text if end < 0 else text[:end])
    concepts = foremost if end < 0 else foremost | words.find(text[end:])
    known = [(each.start, each.end) for each in material.mentions if each.field == "body"]
    named = [(each.start, each.end) for each in material.mentions if each.field == "title"]
    own = {key for word in material.outlet.replace("-", " ").split() for key in skeleton(word, material.language)}
    return replace(
        signs,
        concepts=concepts | {FOREMOST + concept for concept in foremost},
        skeletons=skeletons(title, body, material.language, named, known) - own,
        numbers=numbers(text, material.language),
    )
