"""The hostile run: the real river, store, wires and workers against a server that does everything wrong.

Each fault is a row of one catalogue: what the other side does, and the outcome that is right, stated beforehand. A
fault whose outcome differs is a violation, and so is a bystander that waits, a river that is held up, a main process
that grows, and any connection to an address that nobody has allowed.
"""
