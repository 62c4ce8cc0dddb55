"""The command line, `papertrends …`. The module of a command is imported only when called, so that help is fast."""

import importlib
import sys

import click

_COMMANDS = {
    "run": "Take files in, run the graph, publish.",
    "preview": "Say what files would give, before they are taken in.",
    "fetch": "Fetch papers from a service into the inbox.",
    "up": "Run, then serve the Dagster UI and the dashboard.",
    "digest": "Write the weekly digest of what you follow.",
    "sql": "Ask the served warehouse one read-only query.",
    "forget": "Take sources out of all counts.",
    "restore": "Let sources count again that were taken out.",
    "status": "Say what is served, how fresh, and what was refused.",
    "rollback": "Serve the build before again.",
    "doctor": "Say what is wrong with the data folder, and mend it.",
    "sample": "Write a made-up corpus with planted trends.",
}
"""Command to its line in the help; the module of the same name holds it as `command`."""


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        try:
            return importlib.import_module(f"{__name__}.{cmd_name}").command
        except ImportError as error:
            if sys.platform == "win32":
                # `warehouse` says what to do.
                raise click.ClickException(str(error)) from error
            raise

    def resolve_command(self, ctx, args):
        name = args[0]
        if name not in _COMMANDS:
            raise click.UsageError(f"There is no command {name!r}; there are {', '.join(_COMMANDS)}.", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # Click would import every command for its line.
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="`papertrends COMMAND --help` shows examples. PAPERTRENDS_DATA moves the data folder.",
)
@click.version_option(package_name="papertrends", prog_name="papertrends")
def main() -> None:
    """See where a research field is going: paper abstracts in, trends out."""


__all__ = ["main"]
