"""The page Papers and what only it uses."""
