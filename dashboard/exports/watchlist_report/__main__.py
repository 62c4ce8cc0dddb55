"""The digest as a program: `python -m dashboard.exports.watchlist_report`, which `papertrends digest` starts. Reads
the served file and the watchlist."""

import argparse
import sys
from pathlib import Path

import duckdb

from dashboard.exports.watchlist_report import gather, to_html, to_markdown
from dashboard.queries.build import build_facts
from dashboard.queries.build_info import BuildInfo
from dashboard.query import run_query
from dashboard.warehouse_access.watchlist import read_watchlist
from warehouse.connection import NotServed, open_served
from warehouse.layout import IncompatibleBuild
from warehouse.paths import data_paths
from warehouse.user_files import UserFileError

_WRITERS = {"md": to_markdown, "html": to_html}


def main(arguments: list[str] | None = None) -> int:
    """Writes the digest; returns the exit code, after a sentence on the standard error where it is not 0."""
    parser = argparse.ArgumentParser(prog="papertrends digest", description=__doc__)
    parser.add_argument("--format", choices=list(_WRITERS), default="md", help="md or html")
    parser.add_argument("--output", type=Path, help="write here instead of to the terminal")
    options = parser.parse_args(arguments)
    paths = data_paths()
    try:
        followed = read_watchlist(paths.watchlist)
        with open_served(paths.served) as connection:

            def fetch(query):
                return run_query(connection, query)

            build = BuildInfo(**fetch(build_facts()).row(0, named=True))
            text = _WRITERS[options.format](gather(fetch, followed, build))
    except NotServed as error:
        return _say(f"{str(error)[0].upper()}{str(error)[1:]}.")
    except (UserFileError, IncompatibleBuild) as error:
        return _say(str(error))
    except duckdb.Error as error:
        return _say(f"{paths.served} cannot be read: {str(error).splitlines()[0]}")
    try:
        if options.output:
            options.output.write_text(text, encoding="utf-8")
        else:
            sys.stdout.buffer.write(text.encode())
    except BrokenPipeError:
        sys.stderr.close()
    except OSError as error:
        return _say(f"{options.output or 'The output'} cannot be written: {error.strerror}")
    return 0


def _say(problem: str) -> int:
    print(f"Error: {problem}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
