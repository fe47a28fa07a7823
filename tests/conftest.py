"""How generated examples are tried: without a stopwatch, and few of each, since there are some hundred such tests."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", deadline=None, max_examples=50)
settings.load_profile("house")
