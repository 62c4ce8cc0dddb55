"""Splits texts into chunks and tokens, and gives tokens their word classes and canonical spelling."""
