"""Group `ingest`: files to records. Which bytes are a record is decided in `pipelines.sources`."""

from collections.abc import Iterator, Sequence

import dagster as dg
from pydantic import Field

from pipelines.assets.fetch import asset_name
from pipelines.incremental.intake_report import report_intake
from pipelines.incremental.source_words import describe_life
from pipelines.incremental.sources import TAKEN_IN, has_sources, read_known_files, take_in
from pipelines.orchestration.asset_plots import plot_bars
from pipelines.orchestration.metadata import OWNERS, report_tables, tables_asset
from pipelines.orchestration.resources import Warehouse
from pipelines.plurals import counted
from pipelines.sample import write_sample
from pipelines.sources import parse_file
from pipelines.sources.entries import show_path
from pipelines.sources.files import FoundFiles, search_files
from pipelines.sources.given_paths import find_foreign
from pipelines.sources.inbox import SourceFile, identify_files
from pipelines.sources.services import SERVICES
from warehouse.sources.intake_note import write_intake_note
from warehouse.user_files import UserFileError


class IngestConfig(dg.Config):
    """What to take in."""

    paths: list[str] = Field(default=[], description="Files and folders of the inbox to take in; empty for all of it.")


def choose_files(
    context: dg.AssetExecutionContext, warehouse: Warehouse, paths: list[str], is_first: bool
) -> FoundFiles:
    """The files to take in: those of `paths`, else of the inbox, else, where there is nothing at all yet, of a made-up
    sample.

    Raises:
        dagster.Failure: a path does not exist, holds no file, or is none that this run may take in.
    """
    if paths:
        if foreign := find_foreign(paths, warehouse.paths.inbox):
            raise dg.Failure(
                f"Only what is in the inbox {warehouse.paths.inbox} may be named here, and {foreign[0]} is not. "
                f"Copy it there, or take it in with `papertrends run {foreign[0]}`.",
                allow_retries=False,
            )
        try:
            found = search_files(paths)
        except OSError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        if not found.files:
            raise dg.Failure(f"There is no file in {', '.join(paths)}.", allow_retries=False)
        return found
    inbox = warehouse.paths.inbox
    inbox.mkdir(parents=True, exist_ok=True)
    found = search_files([inbox])
    if found.files or not is_first:
        return found
    context.log.info(f"The inbox {inbox} is empty: writing a made-up sample to show instead.")
    write_sample(warehouse.paths.sample)
    return search_files([warehouse.paths.sample])


INBOX = dg.AssetSpec(
    "inbox",
    deps=map(asset_name, SERVICES.values()),
    description="Files that were dropped, uploaded or fetched: what a run takes in. Not made by Dagster.",
    group_name="ingest",
    owners=OWNERS,
    kinds={"file"},
)


@tables_asset("read_files", *TAKEN_IN, deps=[INBOX.key.to_user_string()], kinds={"polars"})
def read_files(
    context: dg.AssetExecutionContext, config: IngestConfig, warehouse: Warehouse
) -> Iterator[dg.MaterializeResult]:
    """Files of the inbox, or those named in the run's config, to records and rejects; each file is read once.

    One that could not be understood is read again by each run, since a later version may understand it.
    """
    with warehouse.connect() as connection:
        # Where the build and all copies of it are lost, what the inbox still holds is read again too.
        again = [str(warehouse.paths.inbox)] if config.paths and warehouse.lost_papers else []
        found = choose_files(context, warehouse, [*config.paths, *again], is_first=not has_sources(connection))
        for link, target in found.links.items():
            context.log.info(f"Follows the link {show_path(link)} to {show_path(target)}")
        for path in found.unfinished:
            context.log.warning(f"{show_path(path)} is left out: its name is that of an unfinished download.")
        paths = warehouse.paths
        files = list(identify_files(found.files, paths.inbox, context.log, read_known_files(connection)))
        context.log.info(f"Found {counted(len(files), 'file')}")
        try:
            done = take_in(connection, files, paths, context.log, searched_inbox=not config.paths or bool(again))
        except UserFileError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        for said in describe_life(done.settled):
            context.log.warning(said)
        write_intake_note(paths.intake, report_intake(connection, warehouse.build_id, files, found.unfinished, done))
        if config.paths and not any(file.is_readable for file in files):
            raise dg.Failure(_explain_unread(files), allow_retries=False)
        late = counted(len(done.changing), "file")
        waiting = f"; {late} still written to, left to the next run" if done.changing else ""
        context.log.info(
            f"Took in {counted(done.files, 'new file')} of {len(files):,}, {counted(done.records, 'record')}{waiting}"
        )
        formats = connection.sql(
            "SELECT format AS name, sum(parsed)::BIGINT AS value FROM sources GROUP BY ALL ORDER BY ALL"
        ).pl()
        extra = {
            "sources": {
                "files_found": len(files),
                "files_taken_in": done.files,
                "records_read": done.records,
                "plot": plot_bars(formats, "Records by format", "records"),
            }
        }
        results = report_tables(warehouse, connection, TAKEN_IN, extra)
    yield from results


def _explain_unread(files: Sequence[SourceFile]) -> str:
    none = "The file could not" if len(files) == 1 else f"None of the {len(files):,} files could"
    return f"{none} be read: {parse_file(files[0].path).rejects['reason'][0]}"
