"""Sources: files to records. One module a format, each a pure parser; `parse_file` finds the right one.

Nothing here cleans a text, merges records or writes a table.
"""

from pipelines.sources.files import find_files, source_id
from pipelines.sources.made_up import is_made_up
from pipelines.sources.parsed import Parsed
from pipelines.sources.reading import Reading, parse_file

__all__ = ["Parsed", "Reading", "find_files", "is_made_up", "parse_file", "source_id"]
