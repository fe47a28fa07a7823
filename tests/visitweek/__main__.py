"""`python -m tests.visitweek`: the week in figures, with the sentences of each alert and of each digest."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor import log
from tests.visitweek import VISIT
from tests.visitweek.week import Week, lived, standings


def main() -> None:
    """Live the week and print it."""
    log.to(None, "error")
    with TemporaryDirectory() as folder:
        week = lived(Path(folder))
        print("\n".join(summary(week)))
        week.world.store.close()


def summary(week: Week) -> list[str]:
    """What was published, how it was grouped, and what the reader got."""
    names = {week.ids[each.id]: each.story for each in week.written}
    in_stories: dict[int, Counter[str]] = {}
    for article, story in standings(week.world).items():
        in_stories.setdefault(story, Counter())[names[article]] += 1
    languages = Counter(each.language for each in week.visit)
    outlets = {each.feed.partition("-")[0] for each in week.visit}
    lines = [
        f"7 days, {len(week.written)} articles, {len(week.visit)} of the visit: {len(outlets)} outlets, "
        + ", ".join(f"{language} {count}" for language, count in languages.most_common()),
        f"stories of the visit's articles: {len(week.stories(VISIT))}; stories in all: {len(in_stories)}",
    ]
    for story, found in sorted(in_stories.items()):
        lines.append(f"  story {story}: " + ", ".join(f"{name} {count}" for name, count in found.most_common()))
    for number, told in enumerate(week.told(), start=1):
        lines += ["", f"{number}. {told.kind}, {told.subject}", f"   articles told: {len(told.articles)}"]
        lines += [f"   * story {story}: {sentence}" for story, sentence in told.sentences]
    return lines


if __name__ == "__main__":
    main()
