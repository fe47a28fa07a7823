"""A month of publishing, asked at a fixed interval and as the monitor asks, with the same number of requests.

outlets.py     who publishes how much, and in what manner
publishing.py  when: a model of its own, of which the policy under trial knows nothing
asking.py      both ways to ask, the one by the real decisions of `monitor.poll`
run.py         all of it, the table and the verdict
"""

from tests.soak.rhythm.run import SHOWS, soak

__all__ = ["SHOWS", "soak"]
