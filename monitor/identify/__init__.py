"""Which article is it? `keys` says under what an item of a feed may be known, `stored` which stored article it is."""

from monitor.identify.keys import Draft, Titled, canonical_guid, changed, drafted, items, sort_out
from monitor.identify.stored import fingerprint, first_key, kept_keys, packed, recognised, unpacked

__all__ = (
    "Draft", "Titled", "canonical_guid", "changed", "drafted", "fingerprint", "first_key", "items", "kept_keys",
    "packed", "recognised", "sort_out", "unpacked",
)  # fmt: skip
