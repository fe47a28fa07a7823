"""The service's river over one set of feeds, a pass whenever the parent says so: a process of its own, to be measured.

All of it as `monitor run` has it: wires, workers, the store on disk, the shipped rules. A line "pass <label>" is answered
by a line of JSON: processor seconds of each thread in that pass, and what the workers were given. The clock stands still in a pass and is moved past
every feed's interval after it.
"""

from __future__ import annotations

if __name__ == "__main__":  # light, as the program's own: the fork server of the workers imports it again
    from tests.bench.flowing import main

    main()
