"""A digest in the form that a person asks for: as text or page, as mail, or as the very bytes of a chat channel."""

from __future__ import annotations

from typing import NewType

import click
from pydantic import ValidationError

from monitor.cli.common import say
from monitor.cli.frozen import readable
from monitor.errors import MonitorError
from monitor.model.message import ChannelConfig, Digest, Payload, Subscription
from monitor.setup import Setup

Form = NewType("Form", str)
PAGES = ("text", "html", "eml")
NO_FORM = ("console", "file", "email")  # kinds of channels that send one of the pages


def forms() -> tuple[str, ...]:
    """Every form there is: the pages, and the kinds of chat channels."""
    from monitor.channels import CHANNELS

    return (*PAGES, *(kind for kind in CHANNELS if kind not in NO_FORM))


def _chosen(ctx: click.Context, param: click.Parameter, value: str) -> Form:
    """Looked up when a command runs: the channels take a moment to load."""
    if value not in forms():
        raise click.BadParameter(f"{value!r} is no format; there are: {', '.join(forms())}", ctx, param)
    return Form(value)


FORM = click.option(
    "--format", "form", metavar="FORM", default="text", callback=_chosen,
    help="text, html, eml, or the kind of a chat channel such as slack; text if not said.",
)  # fmt: skip


def print_as(content: Digest, form: Form, setup: Setup, subscription: Subscription, part: int = 1) -> None:
    """Print one part of the digest in this form; on stderr how many there are, where there are several.

    Raises MonitorError where there is no such part, or no channel of this kind can be set up.
    """
    found = _parts(content, form, setup, subscription)
    if part > len(found):
        count = "1 part" if len(found) == 1 else f"{len(found)} parts"
        raise MonitorError(f"there is no part {part}: as {form} this digest has {count}")
    if len(found) > 1:
        say(f"part {part} of {len(found)}; --part gives another")
    click.echo(found[part - 1], nl=not found[part - 1].endswith("\n"))


def _parts(content: Digest, form: Form, setup: Setup, subscription: Subscription) -> list[str]:
    from monitor import digest as pages

    if form == "text":
        return [pages.text(content)]
    if form == "html":
        return [pages.html(content)]
    kind = "email" if form == "eml" else form
    return [readable(payload) for payload in _payloads(content, kind, setup, subscription)]


def _payloads(content: Digest, kind: str, setup: Setup, subscription: Subscription) -> list[Payload]:
    """As that channel would freeze it; a mail message without any mail channel is the one that goes into a file."""
    from monitor.channels import CHANNELS

    config = _config(kind, setup, subscription)
    if config is None and kind == "email":
        file = CHANNELS["file"].render(content, ChannelConfig("file", "file"))
        return [payload for payload in file if payload.content_type.startswith("message/")]
    try:
        return list(CHANNELS[kind].render(content, config or ChannelConfig(kind, kind)))
    except ValidationError as error:
        wanted = ", ".join(sorted({str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}))
        message = f"digests.yaml has no channel of kind '{kind}', whose options are needed: {wanted}"
        raise MonitorError(message) from error


def _config(kind: str, setup: Setup, subscription: Subscription) -> ChannelConfig | None:
    """The subscription's own channel of this kind, else any in digests.yaml, with a word which."""
    own = [setup.channels[delivery.channel] for delivery in subscription.to if delivery.channel in setup.channels]
    found = next((config for config in own if config.kind == kind), None)
    if found is None:
        found = next((config for config in setup.channels.values() if config.kind == kind), None)
        if found:
            say(f"{subscription.id} is not sent over '{found.name}'; shown with that channel's options")
    return found
