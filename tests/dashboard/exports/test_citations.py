from datetime import date

from dashboard.exports.citations import to_bibtex, to_ris

PAPER = {
    "title": "100 % of {graphs} & trees",
    "abstract": "First line.\nSecond line.",
    "authors": ["Zoë Müller", "Ann Lee"],
    "published_on": date(2025, 3, 9),
    "date_precision": "day",
    "venue": None,
    "doi": "10.1/a_b",
    "arxiv_id": "2503.00001",
    "url": "https://arxiv.org/abs/2503.00001",
    "keywords": ["graph", "tree"],
}


def test_bibtex_escapes_and_names():
    assert to_bibtex([PAPER]).decode() == (
        "@misc{muller2025graphs,\n"
        "  title = {{100 \\% of \\{graphs\\} \\& trees}},\n"
        "  author = {Zoë Müller and Ann Lee},\n"
        "  year = {2025},\n"
        "  month = mar,\n"
        "  doi = {10.1/a\\_b},\n"
        "  eprint = {2503.00001},\n"
        "  archiveprefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/2503.00001},\n"
        "}\n"
    )


def test_nothing_in_a_paper_ends_a_field_of_bibtex():
    wild = PAPER | {
        "authors": ["Smith and Sons", "Andy Anderson", "O}Neil"],
        "url": "https://example.org/{a}\\b#c",
        "arxiv_id": "x}",
        "title": r"\input{/etc/passwd} $$ ~ ^ %",
    }
    text = to_bibtex([wild]).decode()
    assert r"  author = {{Smith and Sons} and Andy Anderson and O\}Neil}," in text
    assert "  url = {https://example.org/%7Ba%7D%5Cb#c}," in text
    assert r"  eprint = {x\}}," in text
    assert r"\textbackslash{}input\{/etc/passwd\} \$\$ \textasciitilde{} \textasciicircum{} \%}}," in text


def test_bibtex_keys_are_unique_and_undated_papers_have_no_year():
    undated = PAPER | {
        "authors": [],
        "published_on": None,
        "date_precision": "none",
        "venue": "Journal",
        "title": "<script>",
    }
    text = to_bibtex([undated] * 28).decode()
    keys = [line.split("{")[1] for line in text.splitlines() if line.startswith("@article")]
    assert keys[:2] == ["anonymousndscript,", "anonymousndscriptb,"]
    assert len(set(keys)) == 28
    assert "year" not in text


def test_ris_has_one_tag_a_line():
    text = to_ris([PAPER, PAPER | {"date_precision": "month", "venue": "Journal"}]).decode()
    lines = text.split("\r\n")
    assert lines[:8] == [
        "TY  - GEN",
        "TI  - 100 % of {graphs} & trees",
        "AU  - Zoë Müller",
        "AU  - Ann Lee",
        "PY  - 2025",
        "DA  - 2025/03/09",
        "DO  - 10.1/a_b",
        "UR  - https://arxiv.org/abs/2503.00001",
    ]
    assert "AB  - First line. Second line." in lines
    assert lines.count("ER  - ") == 2
    assert "DA  - 2025/03/" in lines
    assert "JO  - Journal" in lines
