"""The audit pack of a digest: everything behind it in one ZIP file, and its check without any store.

packing.py collects the files out of the store, readme.py explains them to a person, writing.py makes the ZIP the same
to the last byte each time, opening.py takes one in from anywhere, checking.py holds what is in it together.
"""
