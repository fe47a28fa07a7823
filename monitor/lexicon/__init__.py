"""Names of people, countries, organisations, places and topics: their forms in every language, found in one pass.

load_names   a YAML file under rules/lexicon/ -> NameDef (names.py; forms.py reads one form, classes.py its endings)
wanted       NameDef -> what the Russian and Ukrainian dictionaries must be asked for (dictionaries.py, in a worker)
build        NameDef + rule literals -> Lexicon (lexicon.py; patterns.py makes the automaton, territories.py every
             state of the world)
Lexicon.scan a text -> Scan: sentences and accepted mentions (scanning.py)
"""

from monitor.lexicon.lexicon import Lexicon, build, literal_name, meaning, wanted
from monitor.lexicon.names import Forms, GroupEntry, LexiconFile, NameDef, NameEntry, load_names, names_from

__all__ = [
    "Forms", "GroupEntry", "Lexicon", "LexiconFile", "NameDef", "NameEntry", "build", "literal_name", "load_names",
    "meaning", "names_from", "wanted",
]  # fmt: skip
