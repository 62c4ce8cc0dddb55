"""BibTeX: damage in one entry leaves the others; values, people and dates as programs write them."""

import json

import pytest

from pipelines.sources.formats.references.rows import CUT_OFF
from pipelines.sources.formats.tagged.bibtex_values import decode_prose, decode_text, read_people, read_value

ABSTRACT = "We dried kelp; n = 451, of which 12\\% were lost."


def entry(key: str, *fields: str, kind: str = "article") -> str:
    given = {field.split("=")[0].strip() for field in fields}
    always = {"title": f"title = {{Kelp {key}}}", "abstract": f"abstract = {{{ABSTRACT}}}"}
    return (
        f"@{kind}{{{key},\n  "
        + ",\n  ".join([*(always[name] for name in always if name not in given), *fields])
        + "\n}\n"
    )


def test_fields_are_read_and_the_rest_is_kept(parse):
    text = '% by hand\n@string{mun = "Made Up " # {Notes}}\n@comment{x}\n' + entry(
        "marsh",
        "author = {Marsh, Ada and Qu{\\\"\\i}ll, B{\\'e}la and {The Kelp Crew} and others}",
        "title = {{Drying {KELP} at $10^{6}$ Pa}}",
        "journal = mun",
        "year = 2024",
        "month = mar",
        "doi = {10.5555/b\\_1}",
        "keywords = {kelp, slow wind}",
        "url = {https://example.org/~a}",
        "langid = {english}",
        "file = {:/home/marsh/a.pdf:PDF}",
        "volume = 8",
    )
    parsed = parse(text)
    record = parsed.records.row(0, named=True)
    assert (parsed.format, parsed.found, record["position"]) == ("bibtex", 1, 4)
    assert (record["title"], record["authors"]) == (
        "Drying KELP at $10^{6}$ Pa",
        ["Ada Marsh", "Béla Quïll", "The Kelp Crew"],
    )
    assert record["abstract"] == "We dried kelp; n = 451, of which 12% were lost."
    assert (record["venue"], record["stated_date"], record["doi"]) == ("Made Up Notes", "2024-03", "10.5555/b_1")
    assert (record["keywords"], record["language"]) == (["kelp", "slow wind"], "english")
    assert (record["url"], record["stated_id"]) == ("https://example.org/~a", "marsh")
    assert json.loads(record["payload"])["bibtex"] == {"type": "article", "key": "marsh", "volume": "8"}


def test_an_unbalanced_brace_costs_one_entry(parse):
    broken = "@article{b, title={Kelp, abstract={" + ABSTRACT + "}}\n"
    parsed = parse(entry("a") + broken + entry("c"))
    assert parsed.records.select("position", "title").rows() == [(1, "Kelp a"), (6, "Kelp c")]
    assert parsed.rejects["position"].to_list() == [5]
    assert "not closed" in parsed.rejects["reason"][0]


def test_an_entry_that_the_end_of_the_file_cuts_is_said_to_be_cut(parse):
    parsed = parse(entry("a") + entry("b")[:40])
    assert parsed.rejects.select("position", "reason").rows() == [(5, CUT_OFF)]


def test_repeated_keys_and_fields_lose_no_entry(parse):
    text = (
        entry("a")
        + entry("a", "title = {Moss}")
        + entry("c", "title = {One}", "title = {Two}", "keywords={x}", "keywords={y}")
    )
    records = parse(text).records
    assert records["title"].to_list() == ["Kelp a", "Moss", "One"]
    assert records["keywords"].to_list() == [[], [], ["x", "y"]]


def test_entries_on_one_line_in_brackets_and_with_upper_case_names_are_read(parse):
    line = '@ARTICLE(a, Title = "Kelp", Abstract = "Dried.") @misc{b, title={Moss}, abstract={Wet.}}\n'
    parsed = parse(line + entry("c"))
    assert parsed.records.select("position", "title").rows() == [(1, "Kelp"), (2, "Moss"), (3, "Kelp c")]


def test_a_missing_comma_or_key_costs_no_field(parse):
    text = f"@article{{title = {{Kelp}}\n  year = {{2024}}\n  abstract = {{{ABSTRACT}}},\n}}\n" + entry("b")
    rows = parse(text).records
    assert rows.select("title", "stated_date").rows() == [("Kelp", "2024"), ("Kelp b", None)]


def test_an_entry_without_an_abstract_is_refused(parse):
    parsed = parse(entry("a") + entry("b", "abstract = {}") + "@proceedings{p, title = {Notes}, year = 2024}\n")
    assert (parsed.records.height, parsed.found) == (1, 3)
    assert parsed.rejects["excerpt"].to_list() == ["Kelp b", "Notes"]


def test_a_file_without_any_abstract_says_which_export_has_them(parse):
    parsed = parse(entry("a", "abstract = {}"))
    assert parsed.rejects["position"].to_list() == [0, 1]
    assert parsed.rejects["reason"][0].startswith("Its only record has no abstract. BibTeX of Google Scholar")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("year = {2023}", "month = {{SEP 12}}"), "2023-09-12"),
        (("year = 2023", "month = 9", "day = 2"), "2023-09-02"),
        (("year = 2023", 'month = 10 # "~" # oct'), "2023-10-10"),
        (("year = 2023", "month = {jun/jul}"), "2023"),
        (("date = {2024-03-12}",), "2024-03-12"),
        (("date = {2024-03/2024-04}",), "2024"),
        (("date = {2024-21}",), "2024"),
        (("date = {2024}", "year = 2023"), "2024"),
        (("year = {in press}",), None),
    ],
)
def test_dates_are_as_exact_as_stated(parse, fields, expected):
    assert parse(entry("a", *fields)).records["stated_date"][0] == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("eprint = {2401.00001}", "archiveprefix = {arXiv}"), "2401.00001"),
        (("eprint = {2401.00001}",), "2401.00001"),
        (("eprint = {12345}", "eprinttype = {jstor}"), None),
        (("journal = {arXiv preprint arXiv:2401.00001}",), "2401.00001"),
    ],
)
def test_an_eprint_is_an_arxiv_id_where_it_is_said_or_seen_to_be_one(parse, fields, expected):
    assert parse(entry("a", *fields)).records["arxiv_id"][0] == expected


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"{\'E}tude of B{\'{e}}la's \v{S}koda and {\o}re", "Étude of Béla's Škoda and øre"),
        (
            r"The {BERT} model\'s {$n^{2}$} cost \textbf{grows} by 5\%",
            r"The BERT model's $n^{2}$ cost \textbf{grows} by 5%",
        ),
        (r"\ourmethod{} uses Fig.~1, ~10 times", r"\ourmethod{} uses Fig. 1, ~10 times"),
        ("a 50% rise\n   of {DNA}", "a 50% rise of DNA"),
        (r"$\frac{a}{b}$ and \frac{1}{2}", r"$\frac{a}{b}$ and \frac{1}{2}"),
    ],
)
def test_prose_keeps_its_mathematics_and_commands(latex, expected):
    assert decode_prose(latex) == expected


def test_values_names_and_texts():
    assert read_value('{A} # " and " # mun', {"mun": "Notes"}) == "A and Notes"
    assert read_value("{Kelp} year = 2024", {}) == "Kelp"
    assert decode_text(r"Universit{\"a}t 50% \& more") == "Universität 50% & more"
    assert read_people("Ludwig van Moor and {Simon and Sons} and Marsh, Jr., Ada") == [
        "Ludwig van Moor",
        "Simon and Sons",
        "Ada Marsh Jr.",
    ]
    assert read_people("Marsh, Ada; Moor, J.") == ["Ada Marsh", "J. Moor"]
    assert read_people("family=Marsh, given=Ada and family=Moor, prefix=van, given=J.") == ["Ada Marsh", "J. van Moor"]
