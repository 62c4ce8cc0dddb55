"""What a run tells while it works: one line a step, with what it said last and how long it took."""

import logging
import time
from dataclasses import dataclass, field

from dagster import (
    AssetCheckSeverity,
    DagsterEvent,
    DagsterEventType,
    EventLogEntry,
    IntMetadataValue,
    MetadataValue,
)
from dagster._core.execution.plan.objects import UserFailureData
from dagster._utils.error import SerializableErrorInfo
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from pipelines.cli.phrasing import seconds

STEPS = {
    "read_files": "Read files",
    "merge_records": "Merge records into papers",
    "find_phrases": "Find phrases",
    "index_words": "Index words",
    "index_terms": "Index terms",
    "rank_paper_keywords": "Rank keywords",
    "find_paper_themes": "Find themes",
    "count_periods": "Count periods",
    "divide_papers": "Compare what was collected",
    "count_term_counts": "Count terms by period",
    "count_theme_counts": "Count themes by period",
    "pair_terms": "Pair terms",
    "judge_terms": "Judge terms",
    "judge_themes": "Judge themes",
    "explain_growth": "Explain growth",
    "note_changes": "Compare with the last build",
    "check_build": "Check",
    "publish_build": "Publish",
}
"""Step to what it does in words, in the order in which a person would do them."""

_CONSEQUENCE = "Dependencies for step"
"""How Dagster begins to say of each later step that it is left out."""

_WIDEST = max(map(len, STEPS.values()))


@dataclass(slots=True)
class Told:
    """What a run said that matters at its end."""

    files: int = 0
    records: int = 0
    failed_step: str | None = None
    problem: str | None = None
    interrupted: bool = False
    failed_checks: list[str] = field(default_factory=list)
    durations: dict[str, float] = field(default_factory=dict)


class RunProgress:
    """Listens to the events of one run and shows them; a context manager around the run.

    Args:
        console: where to show them. Without a terminal there is one line for each finished step, and no spinner.
        verbose: show every message of every step.
    """

    def __init__(self, console: Console, verbose: bool = False) -> None:
        self.told = Told()
        self._console = console
        self._verbose = verbose
        self._said: dict[str, str] = {}
        self._started: dict[str, float] = {}
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[said]}"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("Starting", said="")

    def __enter__(self) -> "RunProgress":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def __call__(self, entry: EventLogEntry) -> None:
        """Takes one event of the run; Dagster calls it."""
        event = entry.dagster_event
        if event is None:
            self._take_message(entry)
            return
        handlers = {
            DagsterEventType.STEP_START: self._start_step,
            DagsterEventType.STEP_SUCCESS: self._end_step,
            DagsterEventType.STEP_FAILURE: self._fail_step,
            DagsterEventType.ASSET_MATERIALIZATION: self._take_numbers,
            DagsterEventType.ASSET_CHECK_EVALUATION: self._take_check,
            DagsterEventType.PIPELINE_FAILURE: self._fail_run,
        }
        if handler := handlers.get(event.event_type):
            handler(event.step_key or "", event)

    def _print(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, style=style), soft_wrap=True)

    def _take_message(self, entry: EventLogEntry) -> None:
        level = int(entry.level)
        if level < logging.INFO or entry.user_message.startswith(_CONSEQUENCE):
            return
        if entry.step_key:
            self._said[entry.step_key] = entry.user_message
            self._progress.update(self._task, said=entry.user_message)
        if level >= logging.WARNING:
            self._print(f"  ! {entry.user_message}", "yellow")
        elif self._verbose or not entry.step_key:
            self._print(f"    {entry.user_message}", "dim")

    def _start_step(self, step: str, _: DagsterEvent) -> None:
        self._started[step] = time.monotonic()
        self._progress.reset(self._task, description=STEPS.get(step, step), said="")

    def _end_step(self, step: str, _: DagsterEvent) -> None:
        duration = time.monotonic() - self._started[step]
        self.told.durations[step] = duration
        said = self._said.get(step, "")
        self._print(f"  ✓ {STEPS.get(step, step):<{_WIDEST}}  {seconds(duration):>8}  {said}".rstrip())

    def _fail_step(self, step: str, event: DagsterEvent) -> None:
        failure = event.step_failure_data
        self.told.failed_step = STEPS.get(step, step)
        self.told.interrupted |= _is_interrupt(failure.error)
        self.told.problem = _describe(failure.error, failure.user_failure_data)
        self._print(f"  ✗ {STEPS.get(step, step)}", "bold red")

    def _fail_run(self, _: str, event: DagsterEvent) -> None:
        error = event.job_failure_data.error
        self.told.interrupted |= _is_interrupt(error)
        self.told.problem = self.told.problem or (_describe(error) if error else None)

    def _take_numbers(self, _: str, event: DagsterEvent) -> None:
        materialization = event.step_materialization_data.materialization
        if materialization.asset_key.to_user_string() == "sources":
            self.told.files = _read_count(materialization.metadata["files_taken_in"])
            self.told.records = _read_count(materialization.metadata["records_read"])

    def _take_check(self, _: str, event: DagsterEvent) -> None:
        check = event.asset_check_evaluation_data
        if not check.passed and check.severity is AssetCheckSeverity.ERROR:
            self.told.failed_checks.extend((check.description or check.check_name).splitlines())


def _read_count(value: MetadataValue) -> int:
    return value.value if isinstance(value, IntMetadataValue) and value.value is not None else 0


def _is_interrupt(error: SerializableErrorInfo | None) -> bool:
    """Whether the user, or the system, stopped the run."""
    while error is not None:
        if error.cls_name in ("DagsterExecutionInterruptedError", "KeyboardInterrupt"):
            return True
        error = error.cause
    return False


def _describe(error: SerializableErrorInfo | None, failure: UserFailureData | None = None) -> str:
    """What went wrong, as the step that failed put it; without Dagster's wrapping and without a stack trace."""
    if failure is not None and failure.description:
        return failure.description
    if error is None:
        return ""
    while error.cause is not None:
        error = error.cause
    message = error.message.strip()
    # Dagster's messages begin with the full name of the exception's class.
    begin, _, rest = message.partition(": ")
    return rest if rest and error.cls_name and error.cls_name in begin else message
