"""The page Terms and what only it uses."""
