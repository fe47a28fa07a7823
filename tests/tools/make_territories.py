"""Write monitor/lexicon/territories.json: the name of every state and territory with an ISO code, from CLDR by Babel.

    python tests/tools/make_territories.py

The program itself reads the file only; Babel is needed for this script and for the test that compares the two.
"""

import json
from pathlib import Path

LANGUAGES = ("en", "ru", "az", "be", "tr", "uk", "pl", "de", "fr", "kk", "ka", "hy")
TARGET = Path(__file__).parents[2] / "monitor" / "lexicon" / "territories.json"
# Codes of CLDR that are no ISO 3166-1 country: unions, outlying parts, pseudo-locales. Kosovo (XK) stays.
NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


def territories() -> dict[str, dict[str, str]]:
    """ISO code -> language -> base-form name."""
    from babel import Locale

    names = {
        language: {str(code): str(name) for code, name in Locale(language).territories.items()}
        for language in LANGUAGES
    }
    codes = sorted(code for code in names["en"] if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES)
    return {code: {language: names[language][code] for language in LANGUAGES} for code in codes}


def text() -> str:
    """The file's content: a line for each country, so that a change of CLDR reads well."""
    lines = [f"{json.dumps(code)}: {json.dumps(row, ensure_ascii=False)}" for code, row in territories().items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
