"""What a poll, a parse and a judgement cost, beside a naive loop: `python -m tests.bench` (see docs/performance.md)."""
