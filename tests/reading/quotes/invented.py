"""Names of people who do not exist, so that no real person is given words in a test."""

from functools import lru_cache

from monitor.lexicon import Lexicon
from monitor.lexicon.lexicon import build
from monitor.lexicon.names import load_names

_PEOPLE = """
version: 1
names:
  person.anar_velov:
    role: president of Azerbaijan
    side: AZ
    en: [Anar Velov]
    ru: [Анар Велов~ov]
    be: [Анар Велаў]
    az: [Anar Vəlov]
    tr: [Anar Velov]
    uk: [Анар Велов]
    de: [Anar Welow]
    fr: [Anar Velov]
    pl: [Anar Wełow]
    weak: {en: [Velov], ru: [Велов~ov], be: [Велаў], az: [Vəlov], tr: [Velov], uk: [Велов], de: [Welow], fr: [Velov], pl: [Wełow]}
  person.pavel_dubko:
    role: president of Belarus
    side: BY
    en: [Pavel Dubko, Dubko]
    ru: [=Павел Дубко, =Дубко]
    be: [Павел Дубко, Дубко]
    az: [Pavel Dubko, Dubko]
    tr: [Pavel Dubko, Dubko]
    uk: [Павло Дубко, Дубко]
    de: [Pavel Dubko, Dubko]
    fr: [Pavel Dubko, Dubko]
    pl: [Pawel Dubko, Dubko]
  person.vera_lozova:
    role: deputy prime minister of Belarus
    side: BY
    en: [Vera Lozova]
    ru: [=Вера Лозова]
    be: [Вера Лозава]
    az: [Vera Lozova]
    weak: {en: [Lozova], ru: [=Лозова], be: [Лозава]}
  person.rauf_nurlu:
    role: ambassador of Azerbaijan to Belarus
    side: AZ
    en: [Rauf Nurlu]
    ru: [Рауф~c Нурлу]
    be: [Рауф Нурлу]
    az: [Rauf Nurlu]
    tr: [Rauf Nurlu]
"""


@lru_cache(maxsize=1)
def invented() -> Lexicon:
    """Two presidents, a deputy prime minister (she) and an ambassador, with every state of the world."""
    return build(load_names("people.yaml", _PEOPLE.encode()))
