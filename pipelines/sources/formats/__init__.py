"""One module a file format, each a pure parser from bytes to records and rejects."""
