"""sources.yaml and digests.yaml: strict models of what analysts write, turned into the nouns the river works with.

Nothing is read from disk here and no secret is opened: a value with `${NAME}` becomes a SecretRef. Every fault is
reported with its place; all faults of a file together.
"""

from monitor.config.digests import BUILT_IN_CHANNELS, AskedPair, Digests, read_digests
from monitor.config.mutes import event_kind, last_second
from monitor.config.sources import Network, Sources, read_sources

__all__ = [
    "BUILT_IN_CHANNELS",
    "AskedPair",
    "Digests",
    "Network",
    "Sources",
    "event_kind",
    "last_second",
    "read_digests",
    "read_sources",
]
