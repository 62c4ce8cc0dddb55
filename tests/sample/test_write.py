"""The made-up corpus as it lies on disk: read back with the parsers and searched as text, it must hold what its truth
says."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from pipelines.sample import write_sample
from pipelines.sample.write import UNDATED_NAME
from pipelines.sources import find_files, is_made_up, parse_file

GOLDEN = "f5a2ce682b4837da4ff19e36a6724cbfecd6bbbcd98467c7f20b66f584bd2397"
"""SHA-256 over the files of the default sample: the same on every Python. Changes with every change to texts or
plan."""


class Corpus:
    """A sample and what a plain search of its files finds."""

    def __init__(self, folder: Path, **sizes: int) -> None:
        self.folder = folder
        self.truth = json.loads(write_sample(folder, **sizes).read_text(encoding="utf-8"))
        self.files = find_files([folder])
        self.texts: dict[str, str] = {}
        self.days: dict[str, list[str]] = defaultdict(list)
        for path in self.files:
            lines = path.read_text(encoding="utf-8").splitlines()[2:]
            lines[0] = lines[0].removeprefix("Subscribe")
            for title, abstract in zip(lines[::2], lines[1::2], strict=True):
                self.texts[title] = f"{title}\n{abstract}"
                self.days[title].append(path.stem)

    def first_month(self, title: str) -> str | None:
        dated = [day for day in self.days[title] if day != "undated_digest"]
        return min(dated)[:7] if dated else None

    def count_by_month(self, titles: list[str]) -> dict[str, int]:
        counts = Counter(self.first_month(title) for title in titles)
        return {month: counts[month] for month in self.truth["months"]}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Corpus:
    return Corpus(tmp_path_factory.mktemp("sample"))


def test_the_parsers_read_it_whole(corpus):
    parsed = {path: parse_file(path) for path in corpus.files}
    assert all(one.format == "digest" and one.rejects.is_empty() for one in parsed.values())
    assert sum(one.records.height for one in parsed.values()) == corpus.truth["records"]
    read = {
        title: abstract for one in parsed.values() for title, abstract in one.records.select("title", "abstract").rows()
    }
    assert read == {title: text.split("\n")[1] for title, text in corpus.texts.items()}
    assert {path.name for path, one in parsed.items() if one.captured_on is None} == {UNDATED_NAME}


def test_it_has_the_size_that_was_asked_for(corpus):
    assert len(corpus.texts) == corpus.truth["papers"] == 600
    assert len(corpus.truth["months"]) == 24
    assert (corpus.truth["months"][0], corpus.truth["months"][-1]) == ("2024-01", "2025-12")
    assert corpus.truth["files"] == sorted(path.name for path in corpus.files)
    assert corpus.count_by_month(list(corpus.texts)) == corpus.truth["papers_by_month"]
    assert sum(corpus.truth["papers_by_month"].values()) == corpus.truth["dated_papers"]
    assert min(corpus.truth["papers_by_month"].values()) >= 18


def test_every_file_is_in_the_form_of_a_saved_digest(corpus):
    for path in corpus.files:
        raw = path.read_bytes()
        assert raw.startswith(
            b"Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\nSubscribe"
        )
        assert raw.endswith(b"\n") and b"\r" not in raw and b"\n\n" not in raw
        assert path.name == UNDATED_NAME or date.fromisoformat(path.stem).weekday() < 5


def test_a_text_search_finds_each_planted_term_in_exactly_the_papers_of_the_truth(corpus):
    for term in corpus.truth["terms"]:
        found = [title for title, text in corpus.texts.items() if re.search(term["pattern"], text)]
        assert set(found) == set(term["papers"]), term["term"]
        assert corpus.count_by_month(found) == term["papers_by_month"], term["term"]


def test_every_planted_form_is_used(corpus):
    for term in corpus.truth["terms"]:
        texts = " ".join(corpus.texts[title] for title in term["papers"]).lower()
        forms = [form.lower() for form in (term["term"], *term["variants"])]
        used = {form for form in forms if re.search(rf"\b{re.escape(form)}\b", texts)}
        # Of a spelling the singular or the plural will do.
        assert {form.removesuffix("s") for form in used} == {form.removesuffix("s") for form in forms}, term["term"]


def test_acronyms_are_defined_where_they_are_not_alone(corpus):
    for term in corpus.truth["terms"]:
        if term["acronym"]:
            defined = [title for title in term["papers"] if re.search(rf"\({term['acronym']}s?\)", corpus.texts[title])]
            assert len(defined) >= 0.25 * len(term["papers"]), term["term"]


def shares(corpus: Corpus, row: dict, months: list[str]) -> float:
    return sum(row["papers_by_month"][month] for month in months) / sum(
        corpus.truth["papers_by_month"][month] for month in months
    )


def test_planted_terms_move_as_their_kind_says(corpus):
    months = corpus.truth["months"]
    for term in corpus.truth["terms"]:
        early, late = shares(corpus, term, months[:6]), shares(corpus, term, months[-6:])
        match term["kind"]:
            case "rising":
                assert late >= 4 * early and late >= 0.12, term["term"]
            case "falling":
                assert early >= 4 * late and early >= 0.12, term["term"]
            case "steady":
                assert 0.7 <= late / early <= 1.4, term["term"]
            case "new":
                before = months[: months.index(term["first_month"])]
                assert shares(corpus, term, before) == 0
                assert late >= 0.1
            case "burst":
                inside = months[months.index(term["burst_start"]) : months.index(term["burst_end"]) + 1]
                outside = [month for month in months if month not in inside]
                assert len(inside) == 3
                assert shares(corpus, term, inside) >= 8 * shares(corpus, term, outside)
    assert Counter(term["kind"] for term in corpus.truth["terms"]) == {
        "rising": 3,
        "falling": 3,
        "burst": 2,
        "new": 2,
        "steady": 6,
    }


def test_counts_follow_the_expected_shares(corpus):
    for row in (*corpus.truth["terms"], *corpus.truth["themes"]):
        for month, share in row["expected_share"].items():
            expected = share * corpus.truth["papers_by_month"][month]
            assert abs(row["papers_by_month"][month] - expected) < 2, (row, month)


def test_every_paper_has_one_theme_and_words_of_it(corpus):
    listed = [title for theme in corpus.truth["themes"] for title in theme["papers"]]
    assert len(corpus.truth["themes"]) == 10
    assert sorted(listed) == sorted(corpus.texts)
    for theme in corpus.truth["themes"]:
        for title in theme["papers"]:
            text = corpus.texts[title].lower()
            assert sum(phrase.lower() in text for phrase in theme["vocabulary"]) >= 4, title
        assert corpus.count_by_month(theme["papers"]) == theme["papers_by_month"]


def test_repeated_and_undated_papers_are_those_of_the_truth(corpus):
    dated = {title: [day for day in days if day != "undated_digest"] for title, days in corpus.days.items()}
    assert {title: days for title, days in dated.items() if len(days) > 1} == corpus.truth["repeated"]
    undated = {
        title: min(dated[title], default=None) for title, days in corpus.days.items() if "undated_digest" in days
    }
    assert undated == corpus.truth["undated"]
    assert sum(day is None for day in undated.values()) == 12
    assert len(corpus.truth["repeated"]) >= 25 and sum(day is not None for day in undated.values()) >= 10


def test_residue_of_latex_is_where_the_truth_says(corpus):
    for residue, titles in corpus.truth["residue"].items():
        assert {title for title, text in corpus.texts.items() if residue in text} == set(titles)
        assert titles


def test_abstracts_read_like_abstracts(corpus):
    words = [len(text.split("\n")[1].split()) for text in corpus.texts.values()]
    assert min(words) >= 100 and max(words) <= 200
    assert all(len(title) <= 200 and not title.endswith(".") for title in corpus.texts)
    broken = re.compile(
        r"[{}\[\]](?!-4)|\b(?:a|an) (?:a|an)\b|  | [.,]|\b[Aa] [aeiou](?!ni|se)\w|\b[Aa]n [bcdfgjkpqtvwyz]\w"
    )
    for text in corpus.texts.values():
        plain = text.replace("10^{-4}", "0.1")
        assert not broken.search(plain), broken.search(plain)
        assert all(
            sentence[0].isupper() or sentence[0].isdigit() for sentence in re.split(r"(?<=[.?]) ", plain.split("\n")[1])
        )
    sentences = Counter(s for text in corpus.texts.values() for s in re.split(r"(?<=[.?]) ", text.split("\n")[1]))
    assert sum(count for count in sentences.values() if count > 6) < 0.03 * sum(sentences.values())


def hash_files(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def test_the_same_seed_writes_the_same_bytes_on_every_python(corpus, tmp_path):
    assert hash_files(corpus.folder) == GOLDEN
    write_sample(tmp_path / "a", seed=7, months=6, papers=60)
    write_sample(tmp_path / "b", seed=7, months=6, papers=60)
    write_sample(tmp_path / "c", seed=8, months=6, papers=60)
    assert hash_files(tmp_path / "a") == hash_files(tmp_path / "b") != hash_files(tmp_path / "c")


@pytest.mark.parametrize(("months", "papers"), [(1, 20), (4, 20), (24, 20), (36, 900), (12, 200)])
def test_other_sizes_hold_their_truth_too(tmp_path, months, papers):
    corpus = Corpus(tmp_path, seed=3, months=months, papers=papers)
    assert (len(corpus.texts), len(corpus.truth["months"])) == (papers, months)
    assert all(parse_file(path).rejects.is_empty() for path in corpus.files)
    for term in corpus.truth["terms"]:
        found = [title for title, text in corpus.texts.items() if re.search(term["pattern"], text)]
        assert set(found) == set(term["papers"])


def test_its_files_are_known_as_made_up_and_its_truth_is_no_source(corpus):
    assert all(is_made_up(path) for path in corpus.files)
    assert not any(path.name == "truth.json" for path in corpus.files)


def test_a_sample_is_replaced_whole(tmp_path):
    write_sample(tmp_path, months=6, papers=200)
    write_sample(tmp_path, months=1, papers=20)
    assert len(Corpus(tmp_path, months=1, papers=20).texts) == 20


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="holds no sample"):
        write_sample(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_sample_with_a_foreign_file_is_left_alone(tmp_path):
    write_sample(tmp_path, months=1, papers=20)
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError, match=r"mine\.txt"):
        write_sample(tmp_path)
    assert (tmp_path / "truth.json").exists()


@pytest.mark.parametrize("sizes", [{"months": 0}, {"months": 241}, {"papers": 19}, {"papers": 2_000_000}])
def test_sizes_out_of_range_are_refused(tmp_path, sizes):
    with pytest.raises(ValueError, match="it must be from"):
        write_sample(tmp_path, **sizes)
    assert not list(tmp_path.iterdir())
