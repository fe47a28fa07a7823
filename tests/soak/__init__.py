"""Long runs over real processes, real sockets, a real mail server: `python -m tests.soak` (see docs/performance.md)."""
