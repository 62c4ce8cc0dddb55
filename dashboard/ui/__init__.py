"""What all pages share: the shell, panels around charts, tables, controls and links."""
