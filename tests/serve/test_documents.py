"""What documents and alarms say of the figures is true: names, labels, sentences."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from monitor.serve.metrics import FAMILIES
from tests.serve.test_metrics import VISIT, Watched

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
GROUPS = yaml.safe_load((ROOT / "deploy" / "prometheus" / "alerts.yml").read_text(encoding="utf-8"))["groups"]
ALERTS: list[dict[str, Any]] = [rule for group in GROUPS for rule in group["rules"]]
LANGUAGE = {"absent", "changes", "delta", "histogram_quantile", "or", "rate", "sum", "time", "unless"}


@cache
def samples(folder: Path) -> tuple[frozenset[str], frozenset[tuple[str, str, str]]]:
    """Names of all samples of a day, and those with each of their labels."""
    watched = Watched(folder)
    watched.world.feed("belta", VISIT).until("09:00")
    watched.figures()
    found = [
        sample
        for family in text_string_to_metric_families(watched.metrics.text().decode())
        for sample in family.samples
    ]
    watched.close()
    names = frozenset(sample.name for sample in found)
    return names | FAMILIES.keys(), frozenset(
        (s.name, label, value) for s in found for label, value in s.labels.items()
    )


@pytest.mark.parametrize("alert", ALERTS, ids=[alert["alert"] for alert in ALERTS])
def test_an_alarm_asks_only_for_figures_that_there_are(alert: dict[str, Any], tmp_path_factory: Any) -> None:
    names, labels = samples(tmp_path_factory.getbasetemp() / "alarms")
    text = alert["expr"]
    for name, label, value in re.findall(r"([a-z_]+)\{([a-z]+)=\"([^\"]*)\"\}", text):
        assert (name, label, value) in labels
    bare = re.sub(r"\{[^}]*\}|\[\d+[smhd]\]", "", text)
    words = set(re.findall(r"[a-z][a-z_]*", bare))
    assert words - LANGUAGE <= names
    assert words - LANGUAGE, "it asks for nothing"
    assert bare.count("(") == bare.count(")")
    assert re.fullmatch(r"[a-z_()\d\s.,<>=*+-]+", bare)


@pytest.mark.parametrize("alert", ALERTS, ids=[alert["alert"] for alert in ALERTS])
def test_each_alarm_says_what_it_means_and_what_to_do_here_and_in_the_guide(alert: dict[str, Any]) -> None:
    assert set(alert) == {"alert", "expr", "for", "labels", "annotations"}
    assert alert["labels"]["severity"] in ("critical", "warning", "info")
    said = alert["annotations"]
    assert f"| `{alert['alert']}` | {said['summary']} | {said['action']} |" in GUIDE


def test_the_guide_lists_each_figure_with_its_sentence() -> None:
    rows = re.findall(r"^\| `(bilateral_\w+)` \| (.*) \|$", GUIDE, re.MULTILINE)
    assert dict(rows) == {name: text[0].lower() + text[1:] for name, text in FAMILIES.items()}
