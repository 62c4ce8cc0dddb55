"""Damaged data folders: files looked at, swapped, kept and made again."""
