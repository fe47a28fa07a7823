"""Which articles tell of the same dealing, and which repeat one text: pure decisions over one article and a window."""

from monitor.stories.footprint import FORM, footprint
from monitor.stories.knows import Knows, pair_of
from monitor.stories.news import news
from monitor.stories.packing import pack, unpack
from monitor.stories.sides import Coverage, Side, Voice, coverage
from monitor.stories.window import Window

__all__ = [
    "FORM",
    "Coverage",
    "Knows",
    "Side",
    "Voice",
    "Window",
    "coverage",
    "footprint",
    "news",
    "pack",
    "pair_of",
    "unpack",
]
