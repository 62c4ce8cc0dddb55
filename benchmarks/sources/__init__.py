"""How fast files are taken in, and with how much memory."""
