"""What the harness tries things on: two made-up corpora, a data folder with the first, and what follows undisturbed."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.chaos.runs import call, require
from pipelines.sample import write_sample
from warehouse.paths import DataPaths, data_paths


@dataclass(frozen=True, slots=True)
class Stage:
    """Folders that the parts of the harness share and do not change.

    Args:
        work: where a part makes folders of its own.
        second: files of the run that is disturbed.
        base: data folder after a run on the first files.
        reference: data folder after an undisturbed run on `second` on top of `base`.
    """

    work: Path
    second: Path
    base: DataPaths
    reference: DataPaths

    def copy_base(self, name: str) -> DataPaths:
        """A fresh copy of `base` under `name` in the work folder."""
        paths = data_paths(self.work / name)
        shutil.rmtree(paths.root, ignore_errors=True)
        shutil.copytree(self.base.root, paths.root, symlinks=True)
        return paths


def write_corpus(folder: Path, papers: int, months: int, seed: int) -> Path:
    """Made-up digests that pass for real ones: without the file that marks them as a sample."""
    write_sample(folder, papers=papers, months=months, seed=seed).unlink()
    return folder


def set_stage(work: Path, papers: int = 120) -> Stage:
    """Writes the corpora and makes both data folders, unless `work` holds them.

    Raises:
        SystemExit: an undisturbed run failed.
    """
    work.mkdir(parents=True, exist_ok=True)
    base, reference = data_paths(work / "base"), data_paths(work / "reference")
    stage = Stage(work, work / "second", base, reference)
    if reference.served.exists():
        return stage
    first = write_corpus(work / "first", papers, months=6, seed=3)
    write_corpus(stage.second, papers, months=7, seed=4)
    require(call(base, "run", first), "the run on the first files")
    shutil.copytree(base.root, reference.root)
    require(call(reference, "run", stage.second), "the run on the second files")
    return stage
