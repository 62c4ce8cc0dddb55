"""The page SQL and what only it uses."""
