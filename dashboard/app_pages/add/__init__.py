"""The page Add and what only it uses."""
