"""Values as they came, of any dtype, to texts and lists of names: Polars expressions. Knows no field of a record."""

import polars as pl

from pipelines.sources.fields.people import name_field

BLANK = r"^\s*$"


def read_text(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """String; null where blank, or where the dtype holds no text."""
    if dtype.is_nested() or dtype in (pl.Boolean, pl.Null, pl.Object):
        return pl.lit(None, pl.String)
    if dtype.is_float():
        # A year that a spreadsheet turned into 2025.0.
        text = column.fill_nan(None).cast(pl.String).str.replace(r"\.0$", "")
    elif dtype == pl.Binary:
        text = column.map_batches(_decode, return_dtype=pl.String)
    else:
        text = column.cast(pl.String, strict=False)
    text = text.str.replace_all("\0", " ", literal=True)
    return pl.when(~text.str.contains(BLANK)).then(text)


def _decode(values: pl.Series) -> pl.Series:
    """Text that a writer left without its type, as older ones do; bytes that are no UTF-8 are replaced."""
    try:
        return values.cast(pl.String)
    except pl.exceptions.ComputeError:
        texts = [value.decode("utf-8", "replace") if value is not None else None for value in values]
        return pl.Series(values.name, texts, dtype=pl.String)


_IGNORED_IN_ADDRESSES = r"[\s\p{Cc}\p{Cf}]+"
"""Blanks and invisible characters: browsers leave some of them out of an address before they read its scheme."""
_SCHEME = r"(?i)^[a-z][a-z0-9+.-]*:"
_SAFE_SCHEME = r"(?i)^(?:https?|ftp|doi|arxiv|oai|pmid|pmcid|pubmed|openalex|s2|hdl|urn):|^[a-z0-9.-]+\.[a-z]{2,}:\d"
"""Web addresses, identifiers of papers, and a host with its port."""


def read_address(text: pl.Expr) -> pl.Expr:
    """`text` where it is an address that leads to a page or names a paper; null where following it could run or read
    something here (`javascript:`, `data:`, `file:`), and for ``//host``, which depends on the page that shows it."""
    bare = text.str.replace_all(_IGNORED_IN_ADDRESSES, "")
    unsafe = (bare.str.contains(_SCHEME) & ~bare.str.contains(_SAFE_SCHEME)) | bare.str.contains(r"^[/\\]{2}")
    return pl.when(~unsafe).then(text)


def read_names(column: pl.Expr, dtype: pl.DataType, are_people: bool) -> pl.Expr:
    """List of String: the people, or the subjects, that a list or a string names; null where it names none."""
    if not isinstance(dtype, pl.List | pl.Array):
        return (_split_people if are_people else _split_subjects)(read_text(column, dtype))
    inner = dtype.inner
    if isinstance(inner, pl.Struct):
        if not (name := name_field(inner)):
            return pl.lit(None, pl.List(pl.String))
        element = pl.element().struct.field(name)
    elif inner.is_nested():
        return pl.lit(None, pl.List(pl.String))
    else:
        element = pl.element()
    as_list = column.arr.to_list() if isinstance(dtype, pl.Array) else column
    texts = as_list.list.eval(_tidy(element.cast(pl.String, strict=False))).list.drop_nulls()
    return pl.when(texts.list.len() > 0).then(texts)


def read_links(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """List of String: the addresses that a list or a string holds; null where it holds none that is safe."""
    if isinstance(dtype, pl.List) and not dtype.inner.is_nested():
        text = column.cast(pl.List(pl.String), strict=False).list.join(" ", ignore_nulls=True)
    else:
        text = read_text(column, dtype)
    pieces = text.str.extract_all(r"[^\s;|,<>\"']+").list.eval(
        read_address(pl.element()).filter(pl.element().str.contains(r"\.[A-Za-z]{2,}"))
    )
    found = pieces.list.drop_nulls().list.unique(maintain_order=True)
    return pl.when(found.list.len() > 0).then(found)


def read_aligned(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """List of String, null in it where a piece is blank: a list, or a string split at bars, else at semicolons."""
    if isinstance(dtype, pl.List):
        if dtype.inner.is_nested():
            return pl.lit(None, pl.List(pl.String))
        pieces = column.cast(pl.List(pl.String), strict=False)
    else:
        text = read_text(column, dtype).str.strip_suffix(";")
        bars = text.str.contains("|", literal=True)
        pieces = pl.when(bars).then(text.str.split("|")).otherwise(text.str.split(";"))
    bare = pl.element().str.strip_chars()
    return pieces.list.eval(pl.when(bare != "").then(bare))


def read_number(text: pl.Expr) -> pl.Expr:
    """Int64: a count such as ``12``, ``12.0`` or ``1,234``; null where `text` is none."""
    number = text.str.replace_all(r",(\d{3})", "${1}").cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number).cast(pl.Int64, strict=False)


_GUARD = r"(?s)^\s*=\s*\"(.*)\"\s*$"
_HYPERLINK = r"(?is)^\s*=\s*hyperlink\(\s*\"[^\"]*\"\s*[,;]\s*\"(.*)\"\s*\)\s*$"
_APOSTROPHE = r"^'([=+\-@＝＋－＠])"


def remove_guards(texts: pl.Series) -> pl.Series:
    """Texts without what keeps a spreadsheet from reading them as formulas (``="2024"``, ``'=a``), and links by what
    they show (``=HYPERLINK("https://…", "10.1000/a")``)."""
    guarded = (texts.str.starts_with("=") | texts.str.starts_with("'")).fill_null(value=False)
    if not guarded.any():
        return texts
    text = pl.col("text")
    for pattern, kept in ((_GUARD, "${1}"), (_HYPERLINK, "${1}"), (_APOSTROPHE, "${1}")):
        text = text.str.replace(pattern, kept)
    bare = texts.to_frame("text").select(text).to_series()
    return texts.zip_with(~guarded, bare).alias(texts.name)


def _tidy(text: pl.Expr) -> pl.Expr:
    """One name of a list, without blanks or a separator at its ends; null where nothing is left."""
    tidied = text.str.strip_chars(" \t\r\n,;")
    return pl.when(tidied != "").then(tidied)


def _split_people(text: pl.Expr) -> pl.Expr:
    """The names in a string: at semicolons or bars, else at `and` between `Last, First` names, else at commas and
    `and`.

    A name in braces is a group's, as in BibTeX (``{The Kelp Crew}``). Initials stay with the name before them
    (``Vaswani, A., Shazeer, N.``), as does the one first name of ``Brown, Ann``.
    """
    last_first = r"^\s*[^,;|]+,[^,;|]+(?:\s+and\s+[^,;|]+,[^,;|]+)+\s*$"
    one_last_first = r"^\s*[^\s,;|]+,\s*[^\s,;|]+\s*$"
    initials = r",\s*((?:\p{Lu}\.[\s-]?)+)\s*(?:[,&]|$)"
    comma_listed = text.str.replace_all(initials, " $1,").str.replace(r",?\s+(?:and|&)\s+", ", ")
    pieces = (
        pl.when(text.str.contains(r"[;|]"))
        .then(text.str.replace_all("|", ";", literal=True).str.split(";"))
        .when(text.str.contains(r"\{[^{}]+\}"))
        .then(text.str.replace_all(r"\s+and\s+", ";").str.replace_all(r"[{}]", "").str.split(";"))
        .when(text.str.contains(last_first))
        .then(text.str.replace_all(r"\s+and\s+", ";").str.split(";"))
        .when(text.str.contains(one_last_first))
        .then(pl.concat_list(text))
        .otherwise(comma_listed.str.split(","))
    )
    return _keep_names(pieces)


def _split_subjects(text: pl.Expr) -> pl.Expr:
    """The subjects in a string: at semicolons or bars, else at commas outside brackets (``crew (keeper, planner)`` is
    one); arXiv categories (``cs.CL cs.LG``) at blanks."""
    archive = r"^\s*[a-z-]+(?:\.[A-Za-z-]{2,})?(?:\s+[a-z-]+(?:\.[A-Za-z-]{2,})?)+\s*$"
    pieces = (
        pl.when(text.str.contains(r"\([^()]*;"))
        .then(text.str.extract_all(r"(?:[^;|()]+|\([^()]*\)|[()])+"))
        .when(text.str.contains(r"[;|]"))
        .then(text.str.replace_all("|", ";", literal=True).str.split(";"))
        .when(text.str.contains(archive) & text.str.contains(r"\.[A-Za-z]{2}|-[a-z]"))
        .then(text.str.replace_all(r"\s+", ";").str.split(";"))
        .when(text.str.contains("(", literal=True))
        .then(text.str.extract_all(r"(?:[^,()]+|\([^()]*\)|[()])+"))
        .otherwise(text.str.split(","))
    )
    return _keep_names(pieces)


def _keep_names(pieces: pl.Expr) -> pl.Expr:
    names = pieces.list.eval(_tidy(pl.element())).list.drop_nulls()
    return pl.when(names.list.len() > 0).then(names)


def encode_payload(frame: pl.DataFrame) -> pl.Series:
    """What the columns of `frame` say, a JSON object a row without its null and blank values; null where nothing is
    left."""
    parts = []
    for name, dtype in frame.schema.items():
        if dtype in (pl.Null, pl.Object, pl.Binary):
            continue
        value = pl.col(name)
        if dtype.is_temporal() or dtype.is_decimal():
            value = value.cast(pl.String)
        if dtype == pl.String:
            value = pl.when(~value.str.contains(BLANK)).then(value)
        member = pl.struct(value.alias(name)).struct.json_encode().str.slice(1).str.strip_suffix("}")
        parts.append(pl.when(value.is_not_null()).then(member))
    if not parts:
        return pl.repeat(None, frame.height, dtype=pl.String, eager=True)
    joined = pl.concat_str(parts, separator=",", ignore_nulls=True)
    return frame.select(pl.when(joined != "").then("{" + joined + "}").alias("payload"))["payload"]
