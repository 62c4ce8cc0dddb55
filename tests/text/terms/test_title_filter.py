"""What papers talk about, told from the words that they talk with."""

import polars as pl

from pipelines.text.terms.title_filter import find_non_terms


def terms(*rows) -> pl.DataFrame:
    """key from the surface; words, papers, titles as given; half of the mentions stand alone."""
    frame = pl.DataFrame(rows, schema=["surface", "papers", "titles"], orient="row")
    return frame.with_columns(
        pl.int_range(pl.len()).alias("term"),
        pl.col("surface").str.replace_all("[ -]", "").str.to_lowercase().str.strip_suffix("s").alias("key"),
        pl.col("surface").str.split(" ").list.len().alias("words"),
        (2 * pl.col("papers")).alias("mentions"),
        pl.col("papers").alias("free_mentions"),
        pl.lit(0).alias("defined"),
    )


def forms(frame: pl.DataFrame, acronyms: tuple[str, ...] = ()) -> pl.DataFrame:
    return frame.select(
        "term",
        "surface",
        pl.col("surface").is_in(acronyms).alias("is_acronym"),
        pl.col("papers").alias("texts"),
        pl.col("papers").alias("uses"),
    )


def dropped(*rows, large: bool = False, defined: int = 0) -> set[str]:
    frame = terms(*rows).with_columns(pl.lit(defined).alias("defined"))
    return set(frame.join(find_non_terms(frame, forms(frame), large), on="term", how="semi")["surface"])


def test_what_titles_never_name_is_no_term():
    assert dropped(("exceptional performance", 60, 0), ("qqzz qqyy", 60, 20)) == {"exceptional performance"}


def test_the_toolbox_is_kept_although_titles_do_not_name_it():
    assert dropped(("skip connections", 100, 0), ("confusion matrix", 100, 0)) == set()


def test_a_head_that_says_little_needs_more_titles():
    assert dropped(("qqzz qqyy", 100, 8), ("qqzz features", 100, 8)) == {"qqzz features"}
    assert dropped(("qqzz features", 100, 20), ("qqzz approach", 100, 20)) == {"qqzz approach"}


def test_names_and_measures_are_terms_without_a_title():
    assert dropped(("Qqzz Opus", 100, 0), ("qqF1-score", 100, 0), ("qqmAP", 100, 0)) == set()


def test_a_lone_name_that_stands_in_longer_ones_only_is_none():
    frame = terms(("Qqzz", 100, 10)).with_columns(free_mentions=pl.lit(10))
    assert find_non_terms(frame, forms(frame), False)["term"].to_list() == [0]


def test_a_weak_head_after_any_form_of_a_known_term_makes_none():
    frame = terms(("qqlong qqform", 100, 50), ("QLF performance", 20, 6))
    known = pl.concat([forms(frame), forms(frame).head(1).with_columns(surface=pl.lit("QLF"), is_acronym=pl.lit(True))])
    assert find_non_terms(frame, known, False)["term"].to_list() == [1]


def test_what_is_abbreviated_is_a_term():
    frame = terms(("qqzz features", 100, 0))
    known = pl.concat([forms(frame), forms(frame).with_columns(surface=pl.lit("QF"), is_acronym=pl.lit(True))])
    assert find_non_terms(frame, known, False).is_empty()


def test_what_texts_give_an_acronym_is_a_term():
    assert dropped(("exceptional performance", 60, 0), defined=2) == {"exceptional performance"}
    assert dropped(("exceptional performance", 60, 0), defined=3) == set()


def test_a_piece_that_one_longer_term_goes_on_from_is_cut():
    assert dropped(("qqzz qqyy", 20, 10), ("qqzz qqyy codes", 18, 9)) == {"qqzz qqyy"}
    assert dropped(("qqzz qqyy", 40, 20), ("qqzz qqyy codes", 18, 9)) == set()


def test_rare_terms_of_a_large_corpus_need_more_titles():
    assert dropped(("qqzz qqyy", 8, 0)) == set()
    assert dropped(("qqzz qqyy", 8, 0), large=True) == {"qqzz qqyy"}
