"""`monitor stories`: a person says that several stories are one, or that some articles of one are another."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from monitor.cli.common import Place, say, set_up_log

if TYPE_CHECKING:
    from monitor.model.request import Merged, SplitOff

NUMBER = click.IntRange(min=1)


@click.group()
def stories() -> None:
    """Put right which articles are one story. What was told stays told: nobody gets it again, nothing is lost."""


@stories.command()
@click.argument("story", type=NUMBER)
@click.argument("others", type=NUMBER, nargs=-1, required=True)
@click.option("--because", metavar="TEXT", default="", help="Why, in your words; 'show story' gives them.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def merge(place: Place, story: int, others: tuple[int, ...], *, because: str, as_json: bool) -> None:
    """OTHERS go into STORY, with all their articles. Their numbers lead to STORY from then on.

    With the monitor running it does the work; else it is done here. Undone by 'stories split'.
    """
    from monitor.cli.asking import Asking
    from monitor.pipeline.merging import merge_payload, merged_of

    set_up_log(place, logging.WARNING)
    with Asking(place) as asking:
        state = asking.wait(asking.put("merge", merge_payload((story, *others), because)))
    merged = merged_of(state.result)
    if as_json:
        click.echo(json.dumps(asdict(merged), ensure_ascii=False))
    else:
        _say_merged(merged, story)


def _say_merged(merged: Merged, asked: int) -> None:
    target = merged.target
    if target != asked:
        say(f"story {asked} went into story {target} before")
    for number in merged.already:
        known = f"story {number} is part of story {target} already" if number != target else f"that is story {target}"
        say(f"{known}; nothing to do")
    for number in merged.merged:
        click.echo(f"story {number} went into story {target}")
    click.echo(f"{target}  {merged.headline} ({_articles(merged.articles)})")


@stories.command()
@click.argument("story", type=NUMBER)
@click.argument("articles", type=NUMBER, nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def split(place: Place, story: int, articles: tuple[int, ...], *, as_json: bool) -> None:
    """ARTICLES leave STORY and are a story of their own, with a new number. The program does not put them back.

    'show story' gives the numbers of a story's articles.
    """
    from monitor.cli.asking import Asking
    from monitor.pipeline.merging import split_of, split_payload

    set_up_log(place, logging.WARNING)
    with Asking(place) as asking:
        state = asking.wait(asking.put("split", split_payload(story, articles)))
    done = split_of(state.result)
    if as_json:
        click.echo(json.dumps(asdict(done), ensure_ascii=False))
    else:
        _say_split(done)


def _say_split(done: SplitOff) -> None:
    click.echo(f"{done.made}  {done.headline} ({_articles(len(done.articles))})")
    click.echo(f"story {done.story} keeps {_articles(done.left)}")


def _articles(count: int) -> str:
    return f"{count} article{'s' if count != 1 else ''}"
