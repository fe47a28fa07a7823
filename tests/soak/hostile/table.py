"""The run's table, for people."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from tests.soak.hostile.running import Report
from tests.soak.hostile.scene import MB


def print_report(report: Report) -> int:
    """Every fault with its outcome, time and memory, then the figures and violations; 1 where there are any."""
    console = Console(width=None if Console().is_terminal else 150, highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, options in (
        ("fault", {"min_width": 26}), ("outcome", {"ratio": 1}), ("s", {"justify": "right"}),
        ("held", {"justify": "right"}), ("wait", {"justify": "right"}), ("main", {"justify": "right"}),
        ("work", {"justify": "right"}),
    ):  # fmt: skip
        table.add_column(name, **options)
    group = ""
    for row in report.rows:
        if row.fault.group != group:
            group = row.fault.group
            table.add_row(f"[bold]{group}[/bold]")
        run, mark = row.run, "" if not row.wrong else "WRONG "
        table.add_row(
            row.fault.name, f"{mark}{row.outcome}".replace("[", "\\["), f"{run.seconds:.1f}", f"{run.held:.2f}",
            f"{run.bystander:.1f}", f"{max(run.grown, 0) / MB:+.0f}", f"{run.worker / MB:.0f}",
        )  # fmt: skip
    console.print(table)
    console.print("s: from request to commit; held: longest round of the river; wait: slowest bystander; "
                  "main, work: MB of the main process above its start, of all children")  # fmt: skip
    verdict = report.verdict()
    width = max(len(name) for name, _ in verdict.rows)
    for name, value in verdict.rows:
        console.print(f"  {name:<{width}}  {value}", soft_wrap=True, markup=False)
    for fault in verdict.faults:
        console.print(f"VIOLATION  {fault}", soft_wrap=True, markup=False)
    return 1 if verdict.faults else 0
