"""An article as the window holds it: what tells copies (`marks`) and what tells stories (`signs`)."""

from __future__ import annotations

from monitor.model.story import Footprint, Material
from monitor.stories.languagefree import language_free
from monitor.stories.shingles import marks
from monitor.stories.signs import signs
from monitor.text.fold import folded

FORM = 2  # of stored footprints; raise it where one made by an earlier program can no longer be compared


def footprint(material: Material) -> Footprint:
    """What grouping compares of this article."""
    return Footprint(
        article=material.article,
        outlet=material.outlet,
        language=material.language,
        when=material.when,
        headline=folded(material.title).strip(),
        marks=marks(material),
        signs=language_free(signs(material), material),
    )
