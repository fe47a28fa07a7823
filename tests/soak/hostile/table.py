"""The run's table, for people."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tests.soak.hostile.running import Report
from tests.soak.hostile.scene import MB

_LEGEND = """s: seconds from request to commit; held: longest round of the river; wait: slowest bystander;
main, work: MB of the main process above its start, of all children together"""


def print_table(report: Report) -> None:
    """Every fault with its outcome, time and memory."""
    console = Console(width=None if Console().is_terminal else 150, highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("fault", ratio=3)
    table.add_column("outcome", ratio=5)
    for name in ("s", "held", "wait", "main", "work"):
        table.add_column(name, justify="right")
    group = ""
    for row in report.rows:
        if row.fault.group != group:
            group = row.fault.group
            table.add_row(Text(group, style="bold"))
        run, mark = row.run, "WRONG " if row.wrong else ""
        table.add_row(
            Text(row.fault.name), Text(f"{mark}{row.outcome}", style="red" if mark else ""), f"{run.seconds:.1f}",
            f"{run.held:.2f}", f"{run.bystander:.1f}", f"{max(run.grown, 0) / MB:+.0f}", f"{run.worker / MB:.0f}",
        )  # fmt: skip
    console.print(table)
    console.print(_LEGEND)
