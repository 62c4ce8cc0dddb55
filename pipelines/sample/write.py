"""Writes the made-up corpus: digests in the form of the real ones, and the truth beside them."""

import errno
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pipelines.sample.corpus import Paper, make_corpus
from pipelines.sample.truth import describe_truth
from pipelines.sources.made_up import TRUTH_NAME, is_made_up

SEED = 20260101
UNDATED_NAME = "undated_digest.txt"
HEADING = "Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\nSubscribe"
"""The subscription button has no line break after it, so that it is glued to the first title."""


def write_sample(folder: Path, *, seed: int = SEED, months: int = 24, papers: int = 600) -> Path:
    """Write a made-up corpus with planted trends: a digest for each day, an undated one, and ``truth.json``.

    The same arguments write the same bytes, on every Python. A sample that `folder` already holds is replaced.

    Args:
        folder: made where it is missing; must be empty or hold a sample.
        seed: of all that is random.
        months: 1 to 240, ending with December 2025.
        papers: distinct papers, 20 to 1,000,000.

    Returns:
        The path of ``truth.json``.

    Raises:
        ValueError: `months` or `papers` is out of range.
        FileExistsError: `folder` holds something else, which would then pass for made up.
    """
    if not 1 <= months <= 240:
        raise ValueError(f"months is {months}; it must be from 1 to 240")
    if not 20 <= papers <= 1_000_000:
        raise ValueError(f"papers is {papers}; it must be from 20 to 1,000,000")
    _clear(folder)
    corpus = make_corpus(seed, months, papers)
    digests = _gather_digests(corpus)
    truth = folder / TRUTH_NAME
    content = describe_truth(corpus, seed, months, sorted(digests))
    # First, so that no digest ever stands there unmarked.
    truth.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    for name, listed in digests.items():
        (folder / name).write_text(format_digest(listed), encoding="utf-8", newline="\n")
    return truth


def _clear(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    there = [path for path in folder.iterdir() if not path.name.startswith(".")]
    if not there:
        return
    if not is_made_up(folder / TRUTH_NAME):
        raise FileExistsError(errno.EEXIST, "it is not empty and holds no sample; choose another folder", str(folder))
    made = {TRUTH_NAME, *json.loads((folder / TRUTH_NAME).read_text(encoding="utf-8"))["files"]}
    if foreign := [path.name for path in there if path.name not in made]:
        reason = f"it holds {foreign[0]}, which is no part of the sample; choose another folder"
        raise FileExistsError(errno.EEXIST, reason, str(folder))
    for path in sorted(there, key=lambda path: path.name == TRUTH_NAME):
        path.unlink()


def _gather_digests(corpus: list[Paper]) -> dict[str, list[Paper]]:
    """File name -> the papers it lists."""
    by_day: dict[date, list[Paper]] = {}
    for paper in corpus:
        for day in paper.listed_on:
            by_day.setdefault(day, []).append(paper)
    digests = {f"{day.isoformat()}.txt": by_day[day] for day in sorted(by_day)}
    if undated := [paper for paper in corpus if paper.is_undated]:
        digests[UNDATED_NAME] = undated
    return digests


def format_digest(papers: Iterable[Paper]) -> str:
    """The text of a saved digest: the heading, then a title line and an abstract line for each paper."""
    return HEADING + "".join(f"{paper.title}\n{paper.abstract}\n" for paper in papers)
