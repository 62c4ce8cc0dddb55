"""Which records become one paper, by which rule, and which never do."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.papers import normalize
from warehouse.schema import table
from warehouse.schema.frames import empty_frame

TITLE = "Roof Gardens Feed Harbour Towns"
FIRST = "We study how small gardens feed large cities when water is scarce and the summers grow long."
SECOND = (
    "Over three years we measured forty gardens on the roofs of one harbour town and weighed every basket that left."
)
THIRD = (
    "Gardens with shared cisterns lost a third less soil and gave twice as many beans as gardens with their own pipes."
)
WHOLE = f"{FIRST} {SECOND} {THIRD}"
OTHER = (
    "Clock towers keep time badly because their bells are heavy and the wind pushes the hands. This work describes a "
    "pendulum that bends with the tower and a rule for oiling it, tried on nine towers through two "
    "winters in the hills."
)


def papers_and_rules(result) -> tuple[int, list[str]]:
    """(number of papers, rules of the merged records in the order of the files)."""
    return result.papers.height, result.sightings["merged_by"].drop_nulls().to_list()


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        # One identifier, whatever else differs.
        (
            {"stated_id": "2503.00001v1"},
            {"url": "https://arxiv.org/abs/2503.00001v2", "title": "Quite another", "abstract": OTHER},
            "id",
        ),
        ({"url": "https://openalex.org/W123456"}, {"stated_id": "W123456", "title": "Quite another"}, "id"),
        # What only says in which form it is printed is no part of a title.
        ({"abstract": WHOLE}, {"title": f"{TITLE} (Extended Abstract)", "abstract": SECOND}, "title"),
        (
            {"stated_id": "pmid:77", "url": "https://openalex.org/W99999"},
            {"url": "https://openalex.org/W99999", "title": "Quite another", "abstract": OTHER},
            "id",
        ),
        (
            {"doi": "10.1000/ABC"},
            {"doi": "https://doi.org/10.1000/abc", "title": "Quite another", "abstract": OTHER},
            "doi",
        ),
        # One title, and abstracts that agree.
        ({}, {"title": "Roof gardens feed  harbour-towns"}, "title"),
        ({}, {"abstract": FIRST}, "title"),
        ({}, {"abstract": f"{FIRST} {THIRD} {OTHER}"}, "title"),
        # One title, little else, but the same people.
        ({"abstract": FIRST, "authors": ["Ada Lovelace"]}, {"abstract": OTHER, "authors": ["Lovelace, A."]}, "title"),
        # Another title over the same abstract.
        ({}, {"title": "How Roofs Help Harbours Eat", "source_id": "s2"}, "near_duplicate"),
    ],
)
def test_records_of_one_work_are_merged(run, left: dict, right: dict, rule: str) -> None:
    base = {"title": TITLE, "abstract": WHOLE}
    assert papers_and_rules(run(base | left, base | right)) == (1, [rule])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({}, {"title": "Bent Pendulums", "abstract": OTHER}),
        # A title alone is not enough.
        ({}, {"abstract": OTHER, "authors": ["Mary Shelley"], "stated_on": "2011-01-01"}),
        ({"authors": ["Ada Lovelace"]}, {"abstract": OTHER, "authors": ["Mary Shelley"]}),
        (
            {"title": "Editorial"},
            {"title": "Editorial", "abstract": OTHER, "stated_on": "2020-01-01", "authors": ["Ada Lovelace"]},
        ),
        ({"title": "Introduction", "abstract": "No abstract."}, {"title": "Introduction", "abstract": "No abstract."}),
        # Parts and versions are works of their own.
        ({"title": f"{TITLE}, Part I"}, {"title": f"{TITLE}, Part II", "source_id": "s2"}),
        ({"title": "RoofBench: Gardens Counted"}, {"title": "RoofBench-V2: Harbours Fed", "source_id": "s2"}),
        # One file does not list one work under two titles.
        ({}, {"title": "Cisterns Save Soil"}),
        # What arXiv, or a publisher, keeps apart.
        ({"stated_id": "2503.00001"}, {"stated_id": "2503.00002"}),
        ({"doi": "10.1000/a"}, {"doi": "10.1000/b"}),
        # Too little text to be recognised by.
        (
            {"abstract": "This paper has been withdrawn."},
            {"title": "Another", "abstract": "This paper has been withdrawn.", "source_id": "s2"},
        ),
        # A row number is no identifier.
        ({"stated_id": "1"}, {"stated_id": "1", "title": "Bent Pendulums", "abstract": OTHER, "source_id": "s2"}),
    ],
)
def test_different_works_stay_apart(run, left: dict, right: dict) -> None:
    base = {"title": TITLE, "abstract": WHOLE}
    rows = [base | row for row in (left, right)]
    for row in rows:
        if isinstance(row.get("stated_on"), str):
            row["stated_on"] = pl.Series([row["stated_on"]]).str.to_date().item()
    result = run(*rows)
    assert papers_and_rules(result) == (2, [])
    assert result.papers["paper_id"].n_unique() == 2


def test_a_bare_number_is_an_id_in_pubmeds_files_only(make_records) -> None:
    records = make_records(
        {"stated_id": "123", "source_id": "p", "title": TITLE, "abstract": WHOLE},
        {"stated_id": "pmid:123", "source_id": "q", "title": "Bent Pendulums", "abstract": OTHER},
    )
    aliases = empty_frame(table("paper_aliases"))
    for kind, papers in (("pubmed", 1), ("csv", 2)):
        sources = pl.DataFrame({"source_id": ["p", "q"], "format": [kind, "jsonl"]})
        assert normalize(records, sources, aliases).papers.height == papers


def test_merging_is_transitive(run) -> None:
    result = run(
        {"title": TITLE, "abstract": WHOLE, "stated_id": "2503.00001"},
        {"title": "First title", "abstract": OTHER, "stated_id": "2503.00001", "doi": "10.1000/a"},
        {"title": "First title", "abstract": OTHER},
        {"title": "Last title", "abstract": "short", "doi": "10.1000/a"},
    )
    assert result.papers["paper_id"].to_list() == ["arxiv:2503.00001"]
    assert result.papers["sightings"].to_list() == [4]
    assert sorted(result.sightings["merged_by"].drop_nulls()) == ["doi", "id", "title"]


def test_a_preprint_meets_its_published_version(run) -> None:
    result = run(
        {"doi": "10.1101/2024.01.02.123456", "title": TITLE, "abstract": WHOLE},
        {"doi": "10.1000/journal.7", "title": TITLE, "abstract": WHOLE},
    )
    assert papers_and_rules(result) == (1, ["title"])


def test_a_record_without_id_does_not_join_two_arxiv_ids(run) -> None:
    result = run(
        {"title": TITLE, "abstract": WHOLE, "stated_id": "2503.00001"},
        {"title": TITLE, "abstract": WHOLE, "stated_id": "2503.00002"},
        {"title": TITLE, "abstract": WHOLE},
    )
    assert result.papers["arxiv_id"].to_list() == ["2503.00001", "2503.00002"]
    assert result.papers["sightings"].sum() == 3


def test_the_doi_of_a_volume_is_nobodys(run) -> None:
    rows = [
        {"doi": "10.1000/volume", "title": f"{word} study", "abstract": f"{word} {OTHER if n % 2 else WHOLE}"[: 60 + n]}
        for n, word in enumerate(("Apples", "Bears", "Candles", "Doors"))
    ]
    assert run(*rows).papers.height == 4


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(range(7)), names=st.permutations(["a", "b", "c"]))
def test_the_order_of_rows_does_not_matter(make_rows, order: list[int], names: list[str]) -> None:
    records = make_rows
    aliases, sources = empty_frame(table("paper_aliases")), empty_frame(table("sources"))
    plain, shuffled = normalize(records, sources, aliases), normalize(records[order], sources, aliases)
    for left, right in zip(plain, shuffled, strict=True):
        assert left.equals(right)


@pytest.fixture(scope="module")
def make_rows() -> pl.DataFrame:
    rows = [
        (TITLE, WHOLE, None, "s1"),
        (TITLE, FIRST, "2503.00001", "s2"),
        ("How Roofs Help Harbours Eat", WHOLE, None, "s3"),
        ("Editorial", OTHER, None, "s4"),
        ("Editorial", WHOLE[:200], None, "s5"),
        ("Bent Pendulums", OTHER, "2503.00002", "s6"),
        ("Bent Pendulums", OTHER, None, "s7"),
    ]
    frame = pl.DataFrame(rows, schema=["title", "abstract", "stated_id", "source_id"], orient="row")
    return pl.concat(
        [
            empty_frame(table("records")),
            frame.with_columns(
                position=pl.lit(1, pl.Int64),
                stated_precision=pl.lit("none"),
                **{name: pl.lit([], pl.List(pl.String)) for name in ("authors", "categories", "keywords")},
            ),
        ],
        how="diagonal",
    )


def test_a_notice_of_withdrawal_recognises_no_work(run) -> None:
    notice = (
        "This paper has been withdrawn by the authors because of an error in the proof of its main "
        "claim, on which all that "
        "follows rests, so that nothing of what was said in the earlier version should be used until it is mended."
    )
    left, right = (
        {"title": "On Roofs", "abstract": notice},
        {"title": "Of Clocks", "abstract": notice, "source_id": "s2"},
    )
    assert papers_and_rules(run(left, right)) == (2, [])


def test_the_same_study_of_another_thing_is_another_work(run) -> None:
    def study(language: str, source: str) -> dict:
        abstract = f"{WHOLE} All of it was asked of those who speak {language} at home."
        return {"title": f"Roofs and What {language} Speakers Say of Them", "abstract": abstract, "source_id": source}

    assert papers_and_rules(run(study("Icelandic", "s1"), study("Faroese", "s2"))) == (2, [])
    # A word that only the title changes, and a system that was renamed throughout, are the same work.
    told = study("Icelandic", "s1")
    assert (
        papers_and_rules(
            run(told, told | {"title": "Roofs and What Icelandic Speakers Tell of Them", "source_id": "s2"})
        )[0]
        == 1
    )
    left, right = (
        {"title": f"{name}: Gardens for All Roofs", "abstract": f"{name} is new. {WHOLE}", "source_id": name}
        for name in ("Rofa", "Gado")
    )
    assert papers_and_rules(run(left, right))[0] == 1


GENOME = (
    "We present a genome assembly from one {sex} {species} (the {common}; Fictidae). The sequence is {size} megabases "
    "in span. Most of the assembly ({part} percent) is scaffolded into {count} pseudomolecules, the sex chromosome "
    "among them. Gene annotation identified {genes} protein coding genes. It was read on two machines, joined "
    "by hand where they disagreed, and checked against the reads of a kin that was caught on the same day in the same "
    "pond. Other groups may want it to date the branches of the family and to find what hardens a shell in water that "
    "holds little lime. All data are free for reuse."
)
PROTOCOL = (
    "This is a protocol of a review. The objectives are as follows: to assess the benefits and harms of {what} in "
    "adults with {whom}. We will search five databases and two registers of trials, without limits of language or of "
    "date, and two people will select studies and extract data by themselves. Where they disagree, a third decides. "
    "We will pool ratios of risks and differences of means with random effects, show heterogeneity by intervals of "
    "prediction, and rate how certain the evidence is. Readers and patients were asked which outcomes matter to them."
)


def genome(species: str, common: str, number: int, **more) -> dict:
    said = {"species": species, "common": common, "sex": "female" if number % 2 else "male", "size": 300 + 37 * number}
    said |= {"part": 90 + number, "count": 12 + number, "genes": 15_000 + 911 * number}
    return {"title": f"The genome sequence of the {common}, {species}", "abstract": GENOME.format(**said), **more}


def protocol(what: str, whom: str) -> dict:
    return {"title": f"{what.capitalize()} for {whom}", "abstract": PROTOCOL.format(what=what, whom=whom)}


@pytest.mark.parametrize(
    "rows",
    [
        [genome("Fictella alba", "reed snail", 1), genome("Fictella rufa", "heath snail", 2)],
        # The same people wrote them all.
        [
            genome("Fictella alba", "reed snail", 1, authors=["Ada Marsh", "Bo Quill"]),
            genome("Fictella rufa", "heath snail", 2, authors=["Ada Marsh", "Bo Quill"]),
        ],
        # Two of one genus, where only the species and the numbers differ.
        [genome("Fictella alba", "snail", 1), genome("Fictella rufa", "snail", 2)],
        # What it is about stands before a colon.
        [
            genome("Fictella alba", "snail", 1) | {"title": "Fictella alba: a genome sequence"},
            genome("Fictella rufa", "snail", 2) | {"title": "Fictella rufa: a genome sequence"},
        ],
        [protocol("kelp baths", "painful knees"), protocol("moss wraps", "swollen ankles")],
    ],
    ids=["genomes", "same authors", "one genus", "before a colon", "protocols"],
)
def test_notes_that_follow_a_form_are_works_of_their_own(run, rows) -> None:
    first, second = rows
    assert run(first, second | {"source_id": "s2"}).papers.height == 2


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        # Another title for the same text, and the same with one number corrected.
        ("Snail genomes at last", GENOME),
        ("A reference for the reed snail", GENOME.replace("free for reuse", "free for all to use")),
        ("The genome sequence of a small snail", GENOME.replace("one {sex}", "a single {sex}")),
    ],
)
def test_a_note_under_another_title_is_still_one_work(run, title, abstract) -> None:
    first = genome("Fictella alba", "reed snail", 1)
    said = {"species": "Fictella alba", "common": "reed snail", "sex": "female", "size": 337, "part": 91, "count": 13}
    again = {"title": title, "abstract": abstract.format(**said, genes=15_912), "source_id": "s2"}
    assert run(first, again).papers.height == 1


def test_the_language_behind_a_title_is_no_part_of_it(run) -> None:
    title = "Roof gardens that feed harbour towns"
    rows = [{"title": f"{title} [German]", "authors": ["Ada Marsh"]}, {"title": f"{title}.", "authors": ["Marsh, A."]}]
    made = run(*(row | {"abstract": text} for row, text in zip(rows, ("A short note.", "On roofs."), strict=True)))
    assert made.papers.height == 1
