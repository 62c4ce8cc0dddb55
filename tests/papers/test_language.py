"""The language of an abstract, also under a title in another."""

import polars as pl
import pytest

from pipelines.papers import language
from pipelines.papers.language import UNKNOWN, detect_language

ENGLISH = "We present a method for the analysis of rivers and the fish that live in them, with results from ten years."
FRENCH = (
    "Nous présentons une méthode pour l'analyse des rivières et des poissons qui y vivent, avec "
    "les résultats de dix années."
)
GERMAN = (
    "Wir stellen ein Verfahren zur Untersuchung von Flüssen und den darin lebenden Fischen vor, "
    "mit Ergebnissen aus zehn Jahren."
)
DUTCH = (
    "Wij presenteren een methode voor het onderzoek van rivieren of meren en de vissen die er in "
    "leven, is de conclusie."
)


def detect(*rows: tuple[str, str, str | None]) -> list[str]:
    frame = pl.DataFrame(rows, schema={"title": pl.String, "abstract": pl.String, "stated": pl.String}, orient="row")
    return detect_language(frame["title"], frame["abstract"], frame["stated"]).to_list()


def test_the_abstract_decides() -> None:
    rows = [("A title in English", text, None) for text in (ENGLISH, FRENCH, GERMAN, DUTCH)]
    assert detect(*rows) == ["en", "fr", "de", "nl"]


def test_what_is_stated_counts_only_where_the_text_does_not_tell() -> None:
    assert detect(("", ENGLISH, "fr"), ("x", "", "French"), ("x", "", "eng"), ("x", "", None)) == [
        "en",
        "fr",
        "en",
        UNKNOWN,
    ]


def test_english_without_stop_words_is_still_english() -> None:
    terse = "Large language models improve summarization quality. Experiments show consistent gains across benchmarks."
    assert detect(("Summaries", terse, None)) == ["en"]


def test_english_by_its_rarer_words_asks_no_model(monkeypatch) -> None:
    monkeypatch.setattr(language, "_identify", lambda texts: pytest.fail(f"asked of {texts}"))
    text = (
        "Existing agents often act without more than simple rules. Using both maps, they can be "
        "retrained through play, not labels."
    )
    assert detect(("Maps", text, None)) == ["en"]
