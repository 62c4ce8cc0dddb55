"""Files that hold files: packed streams, and archives whose members are sources of their own."""
