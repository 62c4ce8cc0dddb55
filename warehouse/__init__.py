"""The warehouse's contract: what the tables are, how they are written and how they are published.

Knows neither Dagster nor Streamlit; `pipelines` and `dashboard` both build on it and never on each other.
"""

import sys

if sys.platform == "win32":
    # Here, because every program of the project imports this package before anything that Windows lacks.
    raise ImportError(
        "Papertrends runs on Linux and macOS. On Windows, install WSL (`wsl --install` in a terminal), "
        "and install and run Papertrends inside it."
    )
