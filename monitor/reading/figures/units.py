"""Currencies, percent and "times" as they stand beside a number, in a sentence in one spelling (plain.py)."""

from __future__ import annotations

import re
from functools import lru_cache

_CODES = "usd eur azn byn byr rub rur kzt try uah gel amd kgs uzs tmt tjs mdl pln cny gbp chf irr inr jpy"  # ISO 4217
_BEFORE = re.compile(
    rf"(?:(?<![a-z])(?:us ?|u\.s\. ?)?\$|&#36;|€|£|₽|₼|¥|₴|₸|(?<![a-z])(?:{_CODES.replace(' ', '|')}|us dollars?|euro"
    r"|dollars?)) ?\Z"
)
_SIGNS = {
    "$": "USD",
    "&#36;": "USD",
    "€": "EUR",
    "£": "GBP",
    "₽": "RUB",
    "₼": "AZN",
    "¥": "CNY",
    "₴": "UAH",
    "₸": "KZT",
}
_OLD = {"BYR": "BYN", "RUR": "RUB"}
# An adjective of the currency's country, the currency, and its country behind it ("долларов США").
_AFTER = re.compile(
    r"""[ -]?(?:(?:of|de|d')\ ?)?(?:in\ )?
    (?P<whose>u\.?s\.?[ -]|american\ |abs\ |abd\ |aqs\ |amerykansk\w*\ |американск\w*\ |амерыканск\w*[ ]
     |belarusian\ |azerbaijani\ |russian\ |belarus\ |azerbaycan\ |rusiya\
     |белорусск\w*\ |беларуск\w*\ |бел\.?\ |росси[йи]ск\w*\ |рас[іi][йi]ск\w*\ |рос\.?[ ]
     |bialorusk\w*\ |rosyjsk\w*\ |азербайджанск\w*\ )?
    (?P<noun>\$|€|£|₽|₼|¥|₴|₸|dollar\w*|dolar\w*|dol\b|usd\b|долл\w*|долар\w*|даляр\w*|дол\b
     |eur\b|euro\w*|avro\w*|евро\b|еура\b|єуро\b|євро\b
    |azn\b|manat\w*|манат\w*|byn\b|byr\b|rub\b|rur\b|руб\w*|rubl\w*|rouble\w*|ruble\w*|rubel\w*|roubles?|kzt\b|tenge\w*|тенге|тэнге
    |uah\b|hryvnia\w*|грив[еі]?н\w*|грн\b|pln\b|zloty\w*|zl\b|злот\w*
     |gbp\b|pounds?|фунт\w*|funt\w*|cny\b|yuan\w*|юан\w*|gel\b|lari\w*|лари|try\b|tl\b|lira\w*|лир\w*
    |դոլար\w*|დოლარ\w*|dolares|rupe\w*|рупи\w*|yen\b|иен\w*|chf\b|inr\b|jpy\b|sum\b)
    \.?(?P<where>\ (?:сша|зша|americains?|us\b|aqs\b))?""",
    re.VERBOSE,
)
_NOUNS = (
    ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("₽", "RUB"), ("₼", "AZN"), ("¥", "CNY"), ("₴", "UAH"), ("₸", "KZT"),
    ("dol", "USD"), ("дол", "USD"), ("даляр", "USD"), ("usd", "USD"), ("դոլար", "USD"), ("დოლარ", "USD"),
    ("eur", "EUR"), ("avro", "EUR"), ("евр", "EUR"), ("еур", "EUR"), ("євр", "EUR"), ("єур", "EUR"), ("azn", "AZN"),
    ("man", "AZN"), ("ман", "AZN"), ("by", "BYN"), ("r", "RUB"), ("р", "RUB"), ("kzt", "KZT"), ("teng", "KZT"),
    ("т", "KZT"),
    ("uah", "UAH"), ("hry", "UAH"), ("гр", "UAH"), ("pln", "PLN"), ("zl", "PLN"), ("зл", "PLN"), ("gbp", "GBP"),
    ("pou", "GBP"), ("фун", "GBP"), ("funt", "GBP"), ("cny", "CNY"), ("yua", "CNY"), ("юан", "CNY"), ("gel", "GEL"),
    ("lar", "GEL"), ("лар", "GEL"), ("try", "TRY"), ("tl", "TRY"), ("lir", "TRY"), ("лир", "TRY"), ("inr", "INR"),
    ("yen", "JPY"), ("иен", "JPY"), ("jpy", "JPY"), ("chf", "CHF"), ("sum", "UZS"),
)  # fmt: skip
_ROUBLES = ("руб", "rub", "rou")
PERCENT = re.compile(
    r"""\ ?%\*?|[ -]?(?:per\ ?cent\b|percent\w*|pct\b|процент\w*|проц\b\.?|працэнт\w*|відсот\w*|faiz\w*|proc\b\.?
    |procent\w*|prozent\w*|pour\ ?cent|por\ ciento|пайыз\w*|տոկոս\w*|პროცენტ\w*|п\.\ ?п\.?)""",
    re.VERBOSE,
)
PERCENT_BEFORE = re.compile(r"(?:(?<![^\W_])yuzde ?|(?<![\d ])% ?| %)\Z")
TIMES_BEFORE = re.compile(r"multipli\w* (?:par|by) \Z|умножил\w* на \Z")
TIMES = re.compile(
    r"[ -]?(?:times|time\b|-?fold\b|x\b|раза?\b|разы\b|разоу\b|рази\b|разів\b|defe\w*|qat\w*"
    r"|kat\b|kati\w*|misli\w*|raz[yoa]?\b|krotn\w*|-?mal\b|-?fach\w*|fois\b|еск?е\b|անգամ|-ჯერ)"
)


def currency_before(text: str) -> tuple[str, int] | None:
    """The currency that a text ends with ("... USD ") and how many characters it takes; None if none."""
    found = _BEFORE.search(text)
    if found is None:
        return None
    word = found[0].strip()
    sign = next((code for form, code in _SIGNS.items() if word.endswith(form)), "")
    named = "USD" if word.endswith(("dollar", "dollars")) else "EUR" if word == "euro" else word.upper()
    return sign or _OLD.get(named, named), len(found[0])


def currency_after(text: str, at: int, language: str, home: str) -> tuple[str, int] | None:
    """The currency that stands at `at`, and where it ends. Plain roubles are those of `home`, else the language's."""
    found = _AFTER.match(text, at)
    if found is None or text[found.start("noun") - 1 : found.start("noun")].isalpha():
        return None
    return _code(found["noun"], (found["whose"] or "").strip(), language, home), found.end()


@lru_cache(maxsize=1024)
def _code(noun: str, whose: str, language: str, home: str) -> str:
    code = next((code for start, code in _NOUNS if noun.startswith(start)), "")
    if noun.startswith(_ROUBLES):
        if whose:
            return "BYN" if whose.startswith(("бел", "bel", "bial")) else "RUB"
        return "BYN" if language == "be" or home == "BY" else "RUB"
    return code
