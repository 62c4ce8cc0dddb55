"""Normalises identifiers: arXiv, DOI, PubMed, OpenAlex, Semantic Scholar.

arXiv's two forms and the months they hold: https://info.arxiv.org/help/arxiv_identifier.html
"""

from collections.abc import Callable

import polars as pl

_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    "econ|eess|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|"
    "plasm-ph|q-alg|q-bio|q-fin|quant-ph|solv-int|stat|supr-con"
)
_OLD = rf"(?i)(?:^|[/:\s])({_ARCHIVES})(?:\.[A-Za-z-]{{2,}})?/(\d{{7}})(?:v\d+)?(?:\.pdf)?(?:\s*\[.*\])?\s*$"
_NEW_ANYWHERE = r"(?:^|[^\d.]|[A-Za-z]\.)(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?(?:[^\d.]|\.?$|\.\D)"
_NEW_ALONE = r"(?i)^\s*(?:oai:)?(?:arxiv(?:\.org)?\s*:?\s*)?(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?(?:\s*\[.*\])?\s*$"
_PAGES = (
    r"(?i)(?:arxiv\.org/(?:abs|pdf|html|ps|format)/|alphaxiv\.org/(?:abs|overview|pdf)/|"
    r"ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html)/|(?:huggingface\.co|hf\.co)/papers/|10\.48550/arxiv\.)"
)
_ADDRESS = r"(?i)^\s*[a-z]+://|^\s*www\."
_MANGLED = r"^\s*(\d{3,4}\.\d+)\s*$"


def _check_new(identifier: pl.Expr) -> pl.Expr:
    """`identifier` (YYMM.number) where arXiv can have given it, else null."""
    year = identifier.str.slice(0, 2).cast(pl.Int32, strict=False)
    month = identifier.str.slice(2, 2).cast(pl.Int32, strict=False)
    digits = pl.when(year >= 15).then(10).otherwise(9)
    fits = (
        month.is_between(1, 12)
        & ((year > 7) | ((year == 7) & (month >= 4)))
        & (year < 70)
        & (identifier.str.len_chars() == digits)
    )
    return pl.when(fits).then(identifier)


def _repair_number(text: pl.Expr) -> pl.Expr:
    """An id that a spreadsheet took for a number: `803.0775`, `1702.0817600000003`, `1702.081` (from 1702.08100)."""
    number = text.str.extract(_MANGLED)
    month = number.str.extract(r"^(\d+)\.").str.zfill(4)
    is_long = month.str.slice(0, 2).cast(pl.Int32, strict=False) >= 15
    fraction = ("0." + number.str.extract(r"\.(\d+)$")).cast(pl.Float64, strict=False)
    number_in_month = (
        (fraction * pl.when(is_long).then(100_000).otherwise(10_000)).round().cast(pl.Int64).cast(pl.String)
    )
    padded = pl.when(is_long).then(number_in_month.str.zfill(5)).otherwise(number_in_month.str.zfill(4))
    return _check_new(month + "." + padded)


def arxiv_id(text: pl.Expr, *, trusted: bool) -> pl.Expr:
    """The arXiv id in `text`, without version, lower case, repaired; null where there is none.

    Args:
        text: String: an id, `arXiv:…`, an address, a DOI.
        trusted: the text is said to be an arXiv id, so that a number in it may be taken for one.
    """
    is_page = text.str.contains(_PAGES)
    new = pl.coalesce(
        _check_new(pl.when(is_page).then(text.str.extract(_NEW_ANYWHERE))),
        _check_new(text.str.extract(_NEW_ANYWHERE if trusted else _NEW_ALONE)),
    )
    old = text.str.extract(_OLD, 1).str.to_lowercase() + "/" + text.str.extract(_OLD, 2)
    old = pl.when(is_page | ~text.str.contains(_ADDRESS)).then(old)
    mangled = pl.when(text.str.contains(r"^\s*\d{3,4}\.\d" if trusted else r"^\s*\d{3,4}\.\d{3}")).then(
        _repair_number(text)
    )
    return pl.coalesce(new, old, mangled)


def doi(text: pl.Expr) -> pl.Expr:
    """The DOI in `text` (bare, `doi:…` or an address), lower case; null where there is none or where it is arXiv's
    own."""
    found = (
        text.str.replace_all("(?i)%2f", "/")
        .str.extract(r"(?i)(?:^|[^\d])(10\.\d{4,9}/[^\s\"<>{}|\\^`]+)")
        .str.to_lowercase()
    )
    found = found.str.replace(r"[.,;:'\]]+$", "")
    # A closing bracket belongs to the sentence unless the DOI opened it, as old Wiley and Elsevier ones do.
    found = pl.when(found.str.contains("(", literal=True)).then(found).otherwise(found.str.replace(r"\).*$", ""))
    found = found.str.replace(r"(?:\?.*|#.*)$", "")
    return pl.when(~found.str.starts_with("10.48550/arxiv.")).then(found)


REGISTRIES = ("pmid", "pmcid", "openalex", "s2", "corpus")
"""Registries beside arXiv and DOI, each a column of ids such as `pmid:123`."""

_BARE = {
    "pmid": r"^\s*0*([1-9]\d{0,8})(?:[.,]0+)?\s*$",
    "pmcid": r"^\s*(?:PMC)?([1-9]\d{2,8})(?:\.\d+)?\s*$",
    "openalex": r"(?i)^\s*W(\d{4,12})\s*$",
    "s2": r"(?i)^\s*([0-9a-f]{40})\s*$",
    "corpus": r"^\s*([1-9]\d{2,11})(?:\.0+)?\s*$",
}
"""Registry to its ids as they stand in a column of their own: a spreadsheet writes numbers as `39600002.0`."""
_THOUSANDS = r",(\d{3})"
_POWER = r"(?i)^\s*\d\.\d{6,8}e\+?0?7\s*$"
"""A number of eight digits as programs write it, with all of its digits: `3.9600002E7`."""
_IN_TEXT = {
    "pmid": (
        r"(?i)(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/|^\s*(?:pmid|pubmed|medline)\s*:?\s*)"
        r"0*([1-9]\d{0,8})(?:[/?#\s\[;,]|$)"
    ),
    "pmcid": r"(?i)(?:^|/|:)\s*PMC([1-9]\d{2,8})(?:[/?#.\s]|$)",
    "openalex": r"(?i)(?:openalex\.org/(?:works/)?|^\s*(?:openalex\s*:\s*)?)W(\d{4,12})(?:[/?#\s]|$)",
    "s2": r"(?i)(?:semanticscholar\.org/paper/(?:[^/\s]+/)?|^\s*(?:s2\s*:\s*)?)([0-9a-f]{40})(?:[/?#\s]|$)",
    "corpus": r"(?i)corpus_?id\s*:\s*([1-9]\d{2,11})(?:[/?#\s]|$)",
}
"""Registry to its ids in an address, or behind its name."""
_PREFIXES = {"pmid": "pmid:", "pmcid": "pmcid:pmc", "openalex": "openalex:w", "s2": "s2:", "corpus": "corpus:"}
_COLUMNS = {
    "pmid": ("pmid",),
    "pmcid": ("pmcid",),
    "openalex": ("openalex_id",),
    "s2": ("s2_id",),
    # CORD-19 calls it s2_id.
    "corpus": ("corpus_id", "s2_id"),
}
"""Registry to the columns of `internal.records` that are said to hold its ids."""


def registry_id(text: pl.Expr, registry: str, *, trusted: bool) -> pl.Expr:
    """The id of `registry`, such as `pmid:123`, in `text`; null where it states none.

    Args:
        text: String: an id, an address.
        registry: one of `REGISTRIES`.
        trusted: the text is said to be such an id. Elsewhere a bare number is none, since files number their rows.
    """
    found = text.str.extract(_IN_TEXT[registry])
    if registry in ("openalex", "s2") or trusted:
        bare = text.str.replace_all(_THOUSANDS, "${1}")
        if registry in ("pmid", "corpus"):
            number = pl.when(text.str.contains(_POWER)).then(text).cast(pl.Float64, strict=False)
            bare = pl.coalesce(number.cast(pl.Int64, strict=False).cast(pl.String), bare)
        found = pl.coalesce(bare.str.extract(_BARE[registry]), found)
    return _PREFIXES[registry] + found.str.to_lowercase()


_PLAIN = r"^(\d{4}\.\d{4,5})(?:v\d+)?$"


def _find(texts: pl.Series, find: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    """`find` of each text that is not null."""
    places = texts.is_not_null().arg_true()
    nothing = pl.Series(texts.name, [None], pl.String).new_from_index(0, len(texts))
    if not len(places):
        return nothing
    found = texts.gather(places).to_frame("text").select(find(pl.col("text"))).to_series()
    return found if len(places) == len(texts) else nothing.scatter(places, found)


def _find_arxiv(texts: pl.Series, *, trusted: bool) -> pl.Series:
    """`arxiv_id` of each text; a plain id is found by one short expression."""
    plain = texts.str.extract(_PLAIN).to_frame("id").select(_check_new(pl.col("id"))).to_series()
    others = texts.set(plain.is_not_null(), None) if plain.null_count() < len(texts) else texts
    return plain.zip_with(plain.is_not_null(), _find(others, lambda text: arxiv_id(text, trusted=trusted)))


def identify(records: pl.DataFrame) -> pl.DataFrame:
    """`records` with `arxiv`, `doi` and those of `REGISTRIES` (String, null where unknown), from every column that may
    hold them.

    Args:
        records: columns stated_id, arxiv_id, doi, pmid, pmcid, openalex_id, s2_id, corpus_id, url of
            `internal.records`.
    """
    said, stated, doi_column, url = (records[name].cast(pl.String) for name in ("arxiv_id", "stated_id", "doi", "url"))
    found = pl.DataFrame(
        {
            "a0": _find_arxiv(said, trusted=True),
            **{
                f"a{place}": _find_arxiv(text, trusted=False) for place, text in enumerate((stated, doi_column, url), 1)
            },
            **{f"d{place}": _find(text, doi) for place, text in enumerate((doi_column, stated, url))},
        }
    ).select(arxiv=pl.coalesce(pl.col(r"^a\d$")), doi=pl.coalesce(pl.col(r"^d\d$")))
    return records.with_columns(*found, *(_find_registry(records, name).alias(name) for name in REGISTRIES))


def _find_registry(records: pl.DataFrame, registry: str) -> pl.Series:
    """The id of `registry` that each record states: in its own column, else in that of any id, else in the address."""
    columns = [
        _find(records[name].cast(pl.String), lambda text: registry_id(text, registry, trusted=True))
        for name in _COLUMNS[registry]
    ]
    columns += [
        _find(records[name].cast(pl.String), lambda text: registry_id(text, registry, trusted=False))
        for name in ("stated_id", "url")
    ]
    named = pl.DataFrame([column.alias(str(place)) for place, column in enumerate(columns)])
    return named.select(pl.coalesce(pl.all())).to_series()


def arxiv_month(identifier: pl.Expr) -> pl.Expr:
    """First day of the month that an arXiv id holds (Date): `2503.11731` and `cs/0503001` alike; null for null."""
    digits = pl.coalesce(identifier.str.extract(r"^(\d{4})\."), identifier.str.extract(r"/(\d{4})\d{3}$"))
    year = digits.str.slice(0, 2).cast(pl.Int32, strict=False)
    # Old-style ids begin in 1991.
    century = pl.when(year >= 91).then(1900).otherwise(2000)
    month = digits.str.slice(2, 2).cast(pl.Int32, strict=False)
    return pl.when(month.is_between(1, 12)).then(pl.date(century + year, month, 1))
