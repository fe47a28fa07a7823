"""The command line: one file per group of commands, imported only when called.

Data goes to stdout, talk to stderr. Exit codes: 0 ok, 1 failure, 2 usage, 3 rules or configuration invalid, 4 some
feeds failed, 5 delivery failed, 6 already running, 7 the store is damaged, 130 interrupted.
"""

from __future__ import annotations

from dataclasses import dataclass

import click

from monitor.cli.common import Place, place_of, say
from monitor.cli.late import LateGroup
from monitor.errors import MonitorError

COMMANDS = {
    "demo": "monitor.cli.demo:demo",
    "run": "monitor.cli.running:run",
    "poll": "monitor.cli.running:poll",
    "digest": "monitor.cli.digests:digest",
    "sources": "monitor.cli.feeds:sources",
    "rules": "monitor.cli.ruling:rules",
    "judge": "monitor.cli.ruling:judge",
    "group": "monitor.cli.grouping:group",
    "import": "monitor.cli.importing:import_",
    "why-not": "monitor.cli.whynot:why_not",
    "stories": "monitor.cli.merging:stories",
    "mute": "monitor.cli.muting:mute",
    "resend": "monitor.cli.resending:resend",
    "channels": "monitor.cli.channelling:channels",
    "doctor": "monitor.cli.doctoring:doctor",
    "search": "monitor.cli.searching:search",
    "show": "monitor.cli.showing:show",
    "cite": "monitor.cli.ledger.citing:cite",
    "mark": "monitor.cli.answeringlines:mark",
    "export": "monitor.cli.exporting:export",
    "backup": "monitor.cli.backing:backup",
    "restore": "monitor.cli.backing:restore",
    "version": "monitor.cli.version:version",
}
SERVICES = ("run", "poll")  # what they say is read by a collector


@click.group(cls=LateGroup, late=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--state", metavar="DIR", help="Where the monitor remembers [MONITOR_STATE, STATE_DIRECTORY, ./state].")
@click.option("--rules", metavar="DIR", help="Where the analysts' files are [MONITOR_RULES, ./rules].")
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    envvar="MONITOR_LOG_FORMAT",
    help="How the log is written [MONITOR_LOG_FORMAT].",
)
@click.pass_context
def cli(ctx: click.Context, state: str | None, rules: str | None, log_format: str) -> None:
    """Watch news feeds for dealings between two countries; tell people what is new, once, with the reason."""
    if isinstance(ctx.obj, _Ending):
        ctx.obj.as_line = log_format == "json" and ctx.invoked_subcommand in SERVICES
    ctx.obj = place_of(state, rules, log_format)


@dataclass(slots=True)
class _Ending:
    """How an error is said: as a sentence, or as a line of the log that a service writes."""

    as_line: bool = False

    def say(self, sentence: str, code: int) -> int:
        """The exit code again."""
        if self.as_line:
            from monitor.cli.logs import complain

            complain(sentence, code)
        else:
            say(sentence)
        return code


def entry(arguments: list[str] | None = None) -> int:
    """Run a command line and return its exit code; an error is one sentence on stderr.

    A fault of the program itself has a sentence too, and then its traceback, for the report.
    """
    ending = _Ending()
    try:
        result = cli.main(args=arguments, prog_name="monitor", standalone_mode=False, obj=ending)
    except MonitorError as error:
        return ending.say(str(error), error.exit_code)
    except click.ClickException as error:
        if ending.as_line:
            return ending.say(error.format_message(), error.exit_code)
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return ending.say("interrupted", 130)
    except BaseException as fault:
        if isinstance(fault, Exception) and not ending.as_line:  # a service's log has a line of its own for it
            what = f"a fault of the program ({type(fault).__name__}), not yours"
            say(f"this is {what}; please report it with the lines below")
        raise
    return result if isinstance(result, int) else 0


__all__ = ["COMMANDS", "Place", "cli", "entry"]
