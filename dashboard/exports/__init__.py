"""What leaves the dashboard as a file: data, citations, and the watchlist report."""
