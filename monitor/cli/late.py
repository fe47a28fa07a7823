"""Groups of commands whose modules are imported only when a command is called or its help is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import click


class LateGroup(click.Group):
    """`late`: name of a command -> `module:function`; commands registered in the usual way come first."""

    def __init__(self, *args: Any, late: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._late = late

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """In the order in which they were given."""
        return [*self.commands, *self._late]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return it; None for a name that is no command."""
        if cmd_name not in self._late:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._late[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A name that is no command gets the one that is like it."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            like = get_close_matches(args[0], self.list_commands(ctx), n=1)
            if not like:
                raise
            raise click.UsageError(f"{error.message.rstrip('.')}; did you mean '{like[0]}'?", error.ctx) from None
