"""A start asks its due feeds before it has read the rules: that takes seconds, in which answers come.

files.py   rules/ as bytes, and its fingerprint
plan.py    what asking needs of rules/, kept by the last start that could use them, good for the very same bytes only
asking.py  the requests, sent before the river is there; it adopts those that it would send itself, and no others

Light on purpose, as `store` and `net` are: whatever is imported here is waited for before the first fetch.
"""
