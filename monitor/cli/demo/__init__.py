"""`monitor demo`: a fortnight in May 2024 as an invented press tells it, through the real river over real sockets."""

from __future__ import annotations

import click

from monitor.cli.common import Place


@click.command()
@click.option("--hold", is_flag=True, help="Keep the site up and run the monitor on it, so that you can break things.")
@click.pass_obj
def demo(place: Place, *, hold: bool) -> None:
    """Show three digests of an invented fortnight: a state visit, an empty day, the day after."""
    from monitor.cli.demo.play import play

    play(place, hold=hold)
