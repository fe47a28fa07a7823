"""`monitor version`."""

from __future__ import annotations

import click

from monitor import __version__


@click.command()
def version() -> None:
    """Print the program's version."""
    click.echo(f"monitor {__version__}")
