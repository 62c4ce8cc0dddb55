"""The page Pulse and what only it uses."""
