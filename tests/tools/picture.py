"""Pictures of the sample digest in headless Chromium: `python -m tests.tools.picture [FOLDER]` (docs/pictures).

Writes digest-light.png and digest-dark.png (700 px) and digest-phone-light.png and digest-phone-dark.png (360 px).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.digest import html
from tests.digest.samples import SAMPLES
from tests.tools.palette import paletted

WIDTHS = {"": (700, 1560), "phone-": (360, 1700)}
SCHEMES = {"dark": 0, "light": 1}


def shoot(chromium: str, page: Path, picture: Path, width: int, height: int, scheme: int) -> None:
    """A picture of the page in a frame of that width: a window itself may refuse to be as narrow as a phone."""
    frame = page.with_name(f"frame-{width}.html")
    frame.write_text(
        f"<!doctype html><meta name=color-scheme content='light dark'><body style='margin:0;text-align:center'>"
        f"<iframe src='{page.as_uri()}' style='border:0;width:{width}px;height:{height}px'></iframe>"
    )
    with TemporaryDirectory() as profile:
        subprocess.run(
            [
                chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                f"--user-data-dir={profile}", f"--window-size={max(width, 500)},{height}",
                f"--blink-settings=preferredColorScheme={scheme}", f"--screenshot={picture}", frame.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )  # fmt: skip


def main(folder: Path, sample: str = "busy") -> None:
    """All four pictures of one sample."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        sys.exit("No Chromium here: apt-get install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        page = Path(place) / "digest.html"
        page.write_text(html(SAMPLES[sample]()), encoding="utf-8")
        for size, (width, height) in WIDTHS.items():
            for scheme, number in SCHEMES.items():
                picture = folder.resolve() / f"digest-{size}{scheme}.png"
                shoot(chromium, page, picture, width, height, number)
                paletted(picture)
                sys.stdout.write(f"{picture.name}: {picture.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"), *sys.argv[2:3])
