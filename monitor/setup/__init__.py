"""Everything under rules/ -> one frozen Setup, or every fault in it.

loading.py     the only reader of that directory: files in their order, compiled, examples judged
pairs.py       the pairs of a subscription -> the rules that are bound to them
kept.py        what files were read as, by their bytes: an edit of one file reads one file again
spellings.py   names in Russian and Ukrainian as the dictionaries write them: from memory, a file in state/, or a worker
frozen.py      Setup itself
"""

from monitor.setup.frozen import Setup
from monitor.setup.loading import DIGESTS, LEXICON, SOURCES, cache_in, forget, load, load_files, without_collecting

__all__ = ["DIGESTS", "LEXICON", "SOURCES", "Setup", "cache_in", "forget", "load", "load_files", "without_collecting"]
