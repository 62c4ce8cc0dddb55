"""The page Network and what only it uses."""
