"""One id for one message."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.channels import message_id, message_key

USUAL = ("daily-az-by", "2024-05-17/daily", "mail", "reader@desk.example", 1, 2, 0)


def test_the_key_is_the_same_on_every_machine() -> None:
    """A retry after a restart keeps its Message-ID, so this value may never change."""
    assert message_key(*USUAL) == "bfb01897c19f9e0936274b27c6494984e91cbb82fa257e92827e4c8f893deadc"


@pytest.mark.parametrize("place", range(7))
def test_every_argument_makes_another_key(place: int) -> None:
    """Two subscriptions of one mailbox, two parts, a second sending on purpose."""
    other = [*USUAL]
    other[place] = f"{other[place]}x" if isinstance(other[place], str) else 9
    assert message_key(*other) != message_key(*USUAL)  # type: ignore[arg-type]


@given(st.text(), st.text(), st.text(), st.text())
def test_a_boundary_between_arguments_is_never_lost(a: str, b: str, c: str, d: str) -> None:
    """`ab, c` is not `a, bc`."""
    assert (message_key(a, b, "", "", 1, 1, 0) == message_key(c, d, "", "", 1, 1, 0)) == ((a, b) == (c, d))


@pytest.mark.parametrize(
    ("domain", "host"),
    [
        ("news.example", "news.example"), ("News.Example ", "news.example"), ("пример.бел", "xn--e1afmkfd.xn--90ais"),
        ("", "localhost"), ("a b", "localhost"), ("x\r\nBcc: y", "localhost"), ("a..b", "localhost"), (">", "localhost"),
    ],
)  # fmt: skip
def test_an_id_fits_a_header_whatever_the_domain(domain: str, host: str) -> None:
    """`<key@host>`."""
    assert message_id("abc", domain) == f"<abc@{host}>"


@given(st.text())
def test_no_domain_breaks_the_id(domain: str) -> None:
    """One word in angle brackets."""
    assert re.fullmatch(r"<abc@[a-z0-9.-]+>", message_id("abc", domain))
