"""How a term is shown: the form that readers use most, in the capitals they give it, and the rule that explains each
other form."""

import polars as pl

from pipelines.text.terms.thesaurus import Thesaurus
from pipelines.text.tokens.singular import singularise_acronym
from warehouse.schema.variant_rules import VariantRule

ACRONYM_WINS = 1.5
"""How many times as many papers must use the acronym before it becomes the label."""

TITLE_CASE_WINS = 0.8
"""Share of uses that must give each word a capital before the label does. Many who write `Large Language Models (LLMs)`
only show where the letters come from; names such as `Gaussian splatting` are written so by nearly all."""


def _choose_capitals(surfaces: pl.DataFrame) -> pl.DataFrame:
    """term, variant, shown: each form in the capitals that readers give it.

    Args:
        surfaces: term, variant, surface, texts, uses.
    """
    several = pl.col("surface").str.contains(r"[ -]")
    # A capital and small letters to begin with: a name, a title's style or the start of a sentence.
    begins = several & pl.col("surface").str.contains(r"^[A-Z][a-z]+[ -]")
    cased = (
        surfaces.with_columns(
            begins.alias("begins"),
            several.alias("several"),
            (pl.col("surface") != pl.col("surface").str.to_lowercase()).alias("capital"),
        )
        .group_by("term", "variant", "surface")
        .agg(pl.col("uses").sum(), pl.col("texts").sum().alias("all"), pl.col("capital", "begins", "several").first())
        .sort("term", "variant", "uses", "all", "surface", descending=[False, False, True, True, False])
    )
    uses, surface = pl.col("uses"), pl.col("surface")
    plain_surface = surface.filter(~pl.col("begins")).first()
    # Where all begin with a capital and none shows its usual ones, its plain words get small letters (`3D Gaussian
    # splatting`).
    small = surface.first().str.replace_all(r"\b[A-Z][a-z]+\b", "\x00${0}").str.split("\x00")
    one_word = (
        pl.when(uses.filter("capital").sum() > 0.5 * uses.sum())
        .then(surface.filter("capital").first())
        .when((uses.sum() == 0) & pl.col("capital").all())
        .then(surface.first())
        .otherwise(pl.col("variant").first())
    )
    words = (
        pl.when(uses.filter("begins").sum() > TITLE_CASE_WINS * uses.sum())
        .then(surface.filter("begins").first())
        .when(plain_surface.is_not_null())
        .then(plain_surface)
        .otherwise(pl.lit(None))
    )
    return (
        cased.group_by("term", "variant", maintain_order=True)
        .agg(pl.when(pl.col("several").any()).then(words).otherwise(one_word).alias("shown"), small.alias("pieces"))
        .with_columns(
            pl.coalesce(
                "shown",
                pl.col("pieces")
                .list.eval(
                    pl.when(pl.element().str.contains(r"^[A-Z][a-z]+\b"))
                    .then(pl.element().str.head(1).str.to_lowercase() + pl.element().str.slice(1))
                    .otherwise(pl.element())
                )
                .list.join(""),
            ).alias("shown")
        )
        .drop("pieces")
    )


def choose_labels(
    surfaces: pl.DataFrame, forms_found: pl.DataFrame, terms: pl.DataFrame, thesaurus: Thesaurus
) -> pl.DataFrame:
    """Label of each term; no acronym is the label of two terms that have other forms.

    Args:
        surfaces: term, variant, surface, key (of the form), is_acronym, texts, uses (texts that show its usual
            capitals).
        forms_found: variant, term, papers.
        terms: term, key.
        thesaurus: its labels win.

    Returns:
        term, label, label_variant (lower case), words, acronym (as most written; null where there is none), is_shared
        (whether the label is an acronym that is another term's label, too).
    """
    kinds = surfaces.group_by("term", "variant").agg(
        pl.col("is_acronym").any(), pl.col("key").filter("is_acronym").first().alias("acronym_key")
    )
    ranked = (
        forms_found.join(kinds, on=["term", "variant"])
        .join(terms, on="term", how="semi")
        .sort("term", "papers", "variant", descending=[False, True, False])
    )
    best = ranked.group_by("term", maintain_order=True).agg(
        pl.col("variant").filter(~pl.col("is_acronym")).first().alias("long"),
        pl.col("papers").filter(~pl.col("is_acronym")).first().fill_null(0).alias("long_papers"),
        pl.col("variant").filter("is_acronym").first().alias("short"),
        pl.col("papers").filter("is_acronym").first().fill_null(0).alias("short_papers"),
        pl.col("acronym_key").filter("is_acronym").first(),
    )
    best = _choose_between(best.join(terms, on="term"))
    shown = _choose_capitals(surfaces)
    out = best.join(
        shown.rename({"variant": "label_variant", "shown": "label"}), on=["term", "label_variant"], how="left"
    ).join(shown.rename({"variant": "short", "shown": "acronym"}), on=["term", "short"], how="left")
    if thesaurus.rename:
        out = out.with_columns(pl.col("key").replace_strict(thesaurus.rename, default=pl.col("label")).alias("label"))
    return out.select(
        "term",
        "label",
        "label_variant",
        pl.col("label").str.split(" ").list.len().cast(pl.Int64).alias("words"),
        singularise_acronym(pl.col("acronym")),
        "is_shared",
    )


def _choose_between(best: pl.DataFrame) -> pl.DataFrame:
    """`best` with label_variant, the acronym or the long form of each term, and is_shared.

    An acronym is the label of the term that most papers mean by it; other terms that it stands for keep their long
    form, however many spellings share its papers. Only a term without a long form is named by it all the same.

    Args:
        best: term, key, long, long_papers, short, short_papers, acronym_key.
    """
    named_by_acronym = best.filter(
        pl.col("short").is_not_null()
        & (pl.col("long").is_null() | (pl.col("short_papers") >= ACRONYM_WINS * pl.col("long_papers")))
    )
    owners = named_by_acronym.sort(
        "acronym_key", pl.col("long").is_null(), "short_papers", "key", descending=[False, True, True, False]
    ).unique("acronym_key", keep="first", maintain_order=True)
    owns = pl.col("term").is_in(owners["term"].implode())
    return best.with_columns(
        pl.when(owns).then("short").otherwise(pl.coalesce("long", "short")).alias("label_variant"),
        (pl.col("long").is_null() & ~owns).alias("is_shared"),
    )


def name_rules(found: pl.DataFrame, labels: pl.DataFrame, forms: pl.DataFrame, thesaurus: Thesaurus) -> pl.DataFrame:
    """term_id, variant, rule, papers: why each form counts as its term.

    By any rule but `acronym` a form counts as one term only; an acronym counts as what each paper defines it to be.

    Args:
        found: variant, term, term_id, key (of the term), papers.
        labels: term, label_variant, is_shared.
        forms: variant, key (of the form itself), acronym (null where it is none).
        thesaurus: whose merges are named as such.
    """
    own = forms.select("variant", pl.col("key").alias("form_key"), pl.col("acronym").is_not_null().alias("is_acronym"))
    frame = found.join(labels.select("term", "label_variant", "is_shared"), on="term").join(own, on="variant")
    label_kind = own.rename(
        {"variant": "label_variant", "form_key": "label_form_key", "is_acronym": "label_is_acronym"}
    )
    frame = frame.join(label_kind, on="label_variant", how="left")

    def squeeze(column: str) -> pl.Expr:
        return pl.col(column).str.to_lowercase().str.replace_all(r"[\s‐‑–-]", "")

    def stem(column: str) -> pl.Expr:
        return squeeze(column).str.replace(r"(?:ies|y|es|s)$", "")

    merged_into = pl.col("form_key").replace_strict(thesaurus.merge, default=None, return_dtype=pl.String)
    # Where a paper defines an acronym otherwise, the thesaurus has no say.
    curated = pl.when("is_acronym").then(merged_into == pl.col("key")).otherwise(merged_into.is_not_null())
    same_acronym = (pl.col("form_key") == pl.col("label_form_key")) & ~pl.col("is_shared")
    rule = (
        pl.when(curated & (pl.col("form_key") != pl.col("key")))
        .then(pl.lit(VariantRule.CURATED.value))
        .when(pl.col("is_acronym") & ~same_acronym)
        .then(pl.lit(VariantRule.ACRONYM.value))
        .when(pl.col("variant").str.to_lowercase() == pl.col("label_variant").str.to_lowercase())
        .then(pl.lit(VariantRule.CASE.value))
        .when(pl.col("is_acronym") != pl.col("label_is_acronym"))
        .then(pl.lit(VariantRule.ACRONYM.value))
        .when(squeeze("variant") == squeeze("label_variant"))
        .then(pl.lit(VariantRule.HYPHEN.value))
        .when(stem("variant") == stem("label_variant"))
        .then(pl.lit(VariantRule.PLURAL.value))
        # What is merged by neither the thesaurus nor its own key is merged by the acronym that it holds (`LLM agents`).
        .when(pl.col("is_acronym") | (pl.col("form_key") != pl.col("label_form_key")))
        .then(pl.lit(VariantRule.ACRONYM.value))
        .otherwise(pl.lit(VariantRule.SPELLING.value))
    )
    return frame.select("term_id", "variant", rule.alias("rule"), pl.col("papers").cast(pl.Int64))
