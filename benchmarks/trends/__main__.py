"""Are the verdicts true, and how long do counting and judging take?

    python -m benchmarks.trends truth            planted truth: precision, recall, false alarms, coverage of intervals
    python -m benchmarks.trends designs          the same on other designs and other seeds
    python -m benchmarks.trends certain [FILE]   of the terms that surely moved in a served file, how many are called
    python -m benchmarks.trends speed [PAPERS]   every query and every verdict for PAPERS papers (600,000)

The truth is simulated: monthly counts of made-up terms whose shares are known, with uneven collection and with shares
that also vary from month to month by more than chance. The tables last printed are kept in
`benchmarks/trends/results.md`.
"""

import sys
from pathlib import Path

from benchmarks.trends.certain import measure_certain
from benchmarks.trends.speed import measure_speed
from benchmarks.trends.truth import measure_designs, measure_truth
from warehouse.paths import data_paths

if __name__ == "__main__":
    match sys.argv[1:]:
        case ["truth"]:
            measure_truth()
        case ["designs"]:
            measure_designs()
        case ["certain"]:
            measure_certain(data_paths().served)
        case ["certain", path]:
            measure_certain(Path(path))
        case ["speed"]:
            measure_speed(600_000)
        case ["speed", papers]:
            measure_speed(int(papers))
        case _:
            sys.exit(__doc__)
