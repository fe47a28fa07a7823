"""The apprise library, loaded once: what it imports is deprecated, and warnings are errors here."""

from __future__ import annotations

import warnings

import pytest


@pytest.fixture(scope="session")
def apprise_loaded() -> None:
    """All its services are there from now on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import apprise

        assert apprise.Apprise.instantiate("json://localhost/")
