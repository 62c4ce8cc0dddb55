"""`python -m pipelines.cli.preview`: the command by itself, for a program that starts it."""

from pipelines.cli.preview import command

command()
