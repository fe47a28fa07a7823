"""sources.yaml, digests.yaml, service.yaml: strict models of what people write, turned into the nouns of the program.

Nothing is read from disk here and no secret is opened: a value with `${NAME}` becomes a SecretRef. Every fault is
reported with its place; all faults of a file together.
"""

from monitor.config.digests import BUILT_IN_CHANNELS, AskedPair, Digests, read_digests
from monitor.config.mutes import event_kind, last_second
from monitor.config.service import Address, BackupPlan, Keep, ServiceSettings, address_of, read_service
from monitor.config.sources import Sources, read_sources
from monitor.model.source import Network

__all__ = [
    "BUILT_IN_CHANNELS",
    "Address",
    "AskedPair",
    "BackupPlan",
    "Digests",
    "Keep",
    "Network",
    "ServiceSettings",
    "Sources",
    "address_of",
    "event_kind",
    "last_second",
    "read_digests",
    "read_service",
    "read_sources",
]
