"""A fault that nobody foresaw still has a sentence for a person."""

from __future__ import annotations

import click
import pytest

from monitor.cli import COMMANDS, entry


@click.command()
def broken() -> None:
    """Breaks."""
    raise ZeroDivisionError("Bakı ilə Minsk arasında")


def test_a_fault_of_the_program_is_said_before_its_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(COMMANDS, "version", f"{__name__}:broken")
    with pytest.raises(ZeroDivisionError):
        entry(["version"])
    said = capsys.readouterr().err
    assert said == (
        "this is a fault of the program (ZeroDivisionError), not yours; please report it with the lines below\n"
    )
