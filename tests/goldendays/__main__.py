"""Print the golden digests, or write them: see `tests.goldendays.days`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.goldendays.days import FOLDER, made

with TemporaryDirectory() as folder:
    for name, text in made(Path(folder)).items():
        if "--write" in sys.argv:
            (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")
        print(f"======== {name}\n{text}")
