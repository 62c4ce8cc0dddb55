"""The page Themes and what only it uses."""
