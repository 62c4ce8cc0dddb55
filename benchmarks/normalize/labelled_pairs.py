"""Pairs of records of which it is known whether they are one work, made from the real texts at run time.

Same works: one arXiv id in two places that print it differently (real), and one record in a worse state (made).
Different works: the hardest neighbours that real titles have, and twins made on purpose. No text is kept in the
repository.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.sources import find_files, parse_file
from warehouse.schema import table
from warehouse.schema.frames import conform

IDENTIFIERS = ("stated_id", "arxiv_id", "doi", "url")


class Labelled(NamedTuple):
    """Records, and pairs of them by (source_id, position): kind, whether they are one work, left and right key."""

    records: pl.DataFrame
    pairs: pl.DataFrame


def read_records(path: Path) -> pl.DataFrame:
    """Records of every file under `path`, in the columns of `internal.records`; the file's stem stands for its
    source."""
    frames = [parse_file(file).records.with_columns(source_id=pl.lit(file.name)) for file in find_files([path])]
    return conform(pl.concat(frames), table("records"))


def sentences(text: str) -> list[str]:
    return [part.strip() + "." for part in text.replace("\n", " ").split(". ") if part.strip()]


def without_ids(row: dict) -> dict:
    return row | dict.fromkeys(IDENTIFIERS)


def _truncated(row: dict, _: random.Random) -> dict:
    return without_ids(row) | {"abstract": row["abstract"][: max(200, int(len(row["abstract"]) * 0.6))]}


def _renamed(row: dict, rng: random.Random) -> dict:
    words = row["title"].split()
    return without_ids(row) | {"title": " ".join(["On", *rng.sample(words, max(2, len(words) // 2))])}


def _revised(row: dict, rng: random.Random) -> dict:
    """The published version: one sentence gone, one new, one moved, another title, authors as a publisher writes
    them."""
    parts = sentences(row["abstract"])
    gone = rng.randrange(len(parts))
    kept = [part for place, part in enumerate(parts) if place != gone or len(parts) < 5]
    kept = [*kept[1:], kept[0]] if len(kept) > 3 else kept
    authors = [f"{name.split()[-1]}, {name[0]}." for name in row["authors"]]
    title = row["title"].split(":")[-1].strip() or row["title"]
    return without_ids(row) | {"title": f"{title} in practice", "abstract": " ".join(kept), "authors": authors}


def _stripped(row: dict, _: random.Random) -> dict:
    """As the digests print it: dollars and backslashes lost, one line."""
    lost = {name: " ".join(row[name].replace("$", "").replace("\\", "").split()) for name in ("title", "abstract")}
    return without_ids(row) | lost | {"authors": [], "stated_on": None, "stated_precision": "none"}


def _shouted(row: dict, _: random.Random) -> dict:
    return without_ids(row) | {"title": row["title"].upper().replace("-", " "), "authors": []}


def _mangled_id(row: dict, _: random.Random) -> dict:
    """Title and abstract of a later version; only the id, as a spreadsheet writes it, says what it is."""
    number = float(row["stated_id"]) + 3e-13
    return row | {
        "stated_id": repr(number).rstrip("0"),
        "title": "Revised: " + row["title"],
        "abstract": row["abstract"][::-1],
    }


def _versioned_doi(row: dict, _: random.Random) -> dict:
    return row | {
        "stated_id": None,
        "doi": f"https://doi.org/10.48550/arXiv.{row['stated_id']}",
        "title": "Another name",
    }


SAME: dict[str, Callable[[dict, random.Random], dict]] = {
    "truncated abstract": _truncated,
    "another title": _renamed,
    "published version": _revised,
    "LaTeX lost": _stripped,
    "title in capitals": _shouted,
    "id mangled by a spreadsheet": _mangled_id,
    "arXiv's DOI": _versioned_doi,
}


def _part_two(row: dict, rng: random.Random) -> dict:
    parts = sentences(row["abstract"])
    return without_ids(row) | {
        "title": row["title"] + ", Part II",
        "abstract": " ".join(parts[: len(parts) // 2 + 1] + rng.sample(parts, 1)),
    }


def _next_version(row: dict, _: random.Random) -> dict:
    name, colon, rest = row["title"].partition(":")
    return without_ids(row) | {"title": f"{name}-V2{colon}{rest}"}


def _same_title(row: dict, other: dict) -> dict:
    return without_ids(other) | {"title": row["title"]}


def _one_sentence(row: dict, other: dict) -> dict:
    """Another work that opens with the same sentence."""
    return without_ids(other) | {"abstract": sentences(row["abstract"])[0] + " " + other["abstract"]}


def _editorial(_: dict, other: dict) -> dict:
    return without_ids(other) | {"title": "Editorial", "authors": []}


def _nearest_titles(records: pl.DataFrame, count: int) -> list[tuple[dict, dict]]:
    """Real papers with different arXiv ids whose titles share most words."""
    words = (
        records.select("position", word=pl.col("title").str.to_lowercase().str.extract_all(r"\p{L}{3,}"))
        .with_columns(size=pl.col("word").list.n_unique())
        .explode("word")
        .unique()
    )
    rare = words.filter(pl.len().over("word").is_between(2, 60))
    shared = (
        rare.join(rare, on="word", suffix="_b")
        .filter(pl.col("position") < pl.col("position_b"))
        .group_by("position", "position_b")
        .agg(pl.len().alias("shared"), pl.col("size").first(), pl.col("size_b").first())
        .with_columns(likeness=pl.col("shared") / pl.max_horizontal("size", "size_b"))
        .sort("likeness", "position", "position_b", descending=[True, False, False])
        .head(count)
    )
    rows = {
        row["position"]: row
        for row in records.filter(
            pl.col("position").is_in(pl.concat([shared["position"], shared["position_b"]]).implode())
        ).to_dicts()
    }
    near = [(rows[a], rows[b]) for a, b in shared.select("position", "position_b").iter_rows()]
    # One title by one first author is one work that arXiv holds under two ids; what it is labelled would be arguable.
    return [(a, b) for a, b in near if (a["title"].lower(), a["authors"][:1]) != (b["title"].lower(), b["authors"][:1])]


def make_pairs(data: Path, *, each: int, seed: int) -> Labelled:
    """Labelled pairs, `each` of every kind, among twenty thousand records that have nothing to do with them.

    Args:
        data: the folder `shared/data`.
        each: pairs of each kind.
        seed: of the choice of records.
    """
    rng = random.Random(seed)
    arxiv = read_records(data / "arxiv")
    listed = read_records(data / "hf_daily")
    digests = read_records(data / "digests" / "daily")
    rows: list[dict] = []
    pairs: list[dict] = []

    def add(kind: str, same: bool, left: dict, right: dict) -> None:
        keys = []
        for side, row in (("left", left), ("right", right)):
            keys.append(f"{kind} {side}")
            rows.append(row | {"source_id": f"{kind} {side}", "position": len(pairs) + 1})
        pairs.append({"kind": kind, "same": same, "left": keys[0], "right": keys[1], "position": len(pairs) + 1})

    # Real ones: what a digest prints, and what arXiv has under the id that the same day's list gives it.
    known = digests.join(listed.select("title", "stated_id", "listed_on"), on=["title", "listed_on"], suffix="_listed")
    known = known.join(
        arxiv.select(stated_id_listed="stated_id", title_arxiv="title", abstract_arxiv="abstract"),
        on="stated_id_listed",
    )
    changed = known.filter(pl.col("title").str.to_lowercase() != pl.col("title_arxiv").str.to_lowercase()).sort(
        "stated_id_listed"
    )
    plain = known.filter(pl.col("title") == pl.col("title_arxiv")).sort("stated_id_listed").sample(each * 3, seed=seed)
    by_id = {
        row["stated_id"]: row
        for row in arxiv.filter(pl.col("stated_id").is_in(known["stated_id_listed"].implode())).to_dicts()
    }
    for kind, frame in (("digest and arXiv", plain), ("digest and arXiv, title changed", changed.head(each))):
        for row in frame.to_dicts():
            add(kind, True, {name: row[name] for name in arxiv.columns}, by_id[row["stated_id_listed"]])

    # An abstract of at least three sentences can be cut and still be known; arXiv's ids must not end in zeros to be
    # mangled.
    whole = arxiv.filter(
        (pl.col("abstract").str.count_matches(r"\. ") >= 4)
        & ~pl.col("stated_id").str.ends_with("0")
        & ~pl.col("stated_id").is_in(known["stated_id_listed"].implode())
    )
    needed = each * (len(SAME) + 2 + 2 * 3)
    pool = whole.sample(needed, seed=seed, shuffle=True).to_dicts()
    for kind, change in SAME.items():
        for _ in range(each):
            row = pool.pop()
            add(kind, True, row, change(row, rng))
    for kind, change in (("part II", _part_two), ("version 2", _next_version)):
        for _ in range(each):
            row = pool.pop()
            add(kind, False, row, change(row, rng))
    for kind, twin in (("same title", _same_title), ("same first sentence", _one_sentence), ("editorials", _editorial)):
        for _ in range(each):
            row, other = pool.pop(), pool.pop()
            left = _editorial(other, row) if twin is _editorial else row
            add(kind, False, left, twin(row, other))
    for left, right in _nearest_titles(arxiv, each * 2):
        add("nearest real titles", False, without_ids(left), without_ids(right))
    used = {row["stated_id"] for row in rows}
    crowd = arxiv.filter(~pl.col("stated_id").is_in(list(used - {None}))).head(20_000)
    schema = arxiv.schema
    return Labelled(pl.concat([pl.DataFrame(rows, schema=schema), crowd]), pl.DataFrame(pairs))
