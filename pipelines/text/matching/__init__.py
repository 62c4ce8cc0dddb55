"""Where the terms of a corpus occur in its texts: search, counting, and what need not be searched again."""
