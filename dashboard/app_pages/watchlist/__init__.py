"""The page Watchlist and what only it uses."""
