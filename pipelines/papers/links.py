"""Links in a paper's text and metadata: finds and repairs addresses, classifies them, and keeps one for each
repository."""

import polars as pl

_URL = r"(?i)(?:https?://|www\.|(?:github|gitlab|huggingface|bitbucket)\.(?:com|co|org)/)[^\s<>\"'`|\\^]+"
_CODE_HOSTS = (
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "codeberg.org",
    "gitee.com",
    "sourceforge.net",
    "code.google.com",
    "anonymous.4open.science",
)
_DATA_HOSTS = (
    "zenodo.org",
    "figshare.com",
    "kaggle.com",
    "datadryad.org",
    "osf.io",
    "physionet.org",
    "openslr.org",
    "dataverse.harvard.edu",
    "data.mendeley.com",
)
_PAGES_OF_PAPERS = (
    r"(?i)^(?:arxiv\.org|doi\.org|dx\.doi\.org|export\.arxiv\.org|pubmed\.ncbi\.nlm\.nih\.gov|openalex\.org|"
    r"api\.semanticscholar\.org|semanticscholar\.org)$"
)
_PROJECT = (
    r"(?i)(?:\.github\.io|\.gitlab\.io|\.vercel\.app|\.netlify\.app|\.pages\.dev|sites\.google\.com|\.web\.app|"
    r"\.notion\.site)$"
)
_NOT_OWNERS = ("orgs", "topics", "features", "about", "login", "search", "settings", "marketplace", "sponsors", "apps")
_NOT_MODELS = ("papers", "docs", "blog", "join", "search", "tasks", "learn", "posts")
SCHEMA = {"paper_id": pl.String, "url": pl.String, "kind": pl.String, "host": pl.String, "repository": pl.String}


def _repair(url: pl.Expr) -> pl.Expr:
    """`url` without characters of the sentence around it: `…/Metaworld/).`, `…CotErrorSet}.`, `…/SymMark{here`."""
    url = url.str.replace(r"[{}\[\]].*$", "")
    unopened = ~url.str.contains("(", literal=True)
    url = pl.when(unopened).then(url.str.replace(r"\).*$", "")).otherwise(url)
    url = (
        url.str.replace(r"[.,;:!?*_~\-–—…'\"]+$", "")
        .str.replace(r"\((?:[^)]*)$", "")
        .str.replace(r"[.,;:!?*_~\-'\"]+$", "")
    )
    url = pl.when(url.str.contains(r"(?i)^https?://")).then(url).otherwise("https://" + url)
    return url.str.replace(r"(?i)^http(s?)://", "http${1}://").str.replace(r"(?i)\.git$", "").str.replace(r"/+$", "")


def find_links(papers: pl.DataFrame) -> pl.DataFrame:
    """The links of papers, one row for each address, and one for each repository however often it is named.

    Args:
        papers: columns paper_id, texts (List[String]: clean texts and addresses that records state).

    Returns:
        Columns of `paper_links`, sorted by paper_id and url. Pages of the paper itself (arXiv, DOI) are not links.
    """
    found = (
        papers.select("paper_id", "texts")
        .explode("texts", empty_as_null=False)
        .filter(pl.col("texts").str.contains(r"(?i)://|www\.|github\.com/|huggingface\.co/"))
        .select("paper_id", url=pl.col("texts").str.extract_all(_URL))
        .explode("url", empty_as_null=False)
        .filter(pl.col("url").is_not_null())
        .with_columns(_repair(pl.col("url")))
    )
    host = pl.col("url").str.to_lowercase().str.extract(r"^https?://(?:www\.)?([^/:?#]+)")
    found = found.with_columns(host=host).filter(
        pl.col("host").str.contains(r"^[\p{L}\p{N}.-]+\.\p{L}{2,}$") & ~pl.col("host").str.contains(_PAGES_OF_PAPERS)
    )
    path = pl.col("url").str.extract(r"^https?://[^/]+/([^?#]*)").fill_null("")
    parts = path.str.split("/")
    owner, name = parts.list.get(0, null_on_oob=True), parts.list.get(1, null_on_oob=True)
    is_code, is_hub = pl.col("host").is_in(_CODE_HOSTS), pl.col("host").is_in(("huggingface.co", "hf.co"))
    kinds = owner.is_in(("datasets", "spaces", "models"))
    hub_name = pl.when(kinds).then(name + "/" + parts.list.get(2, null_on_oob=True)).otherwise(owner + "/" + name)
    plain_host = pl.col("host").is_in(("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com"))
    repository = (
        pl.when(plain_host & ~owner.is_in(_NOT_OWNERS) & (name.str.len_chars() > 0))
        .then(owner + "/" + name)
        .when(is_hub & ~owner.is_in(("collections", *_NOT_MODELS)))
        .then(hub_name)
    )
    kind = (
        pl.when(is_code)
        .then(pl.lit("code"))
        .when(is_hub & (owner == "datasets"))
        .then(pl.lit("data"))
        .when(is_hub & ~owner.is_in(("spaces", "papers", "collections")) & repository.is_not_null())
        .then(pl.lit("code"))
        .when(pl.col("host").is_in(_DATA_HOSTS) | path.str.contains(r"(?i)datasets?(?:/|$)"))
        .then(pl.lit("data"))
        .when(pl.col("host").str.contains(_PROJECT) | (is_hub & (owner == "spaces")))
        .then(pl.lit("project"))
        .otherwise(pl.lit("other"))
    )
    found = found.with_columns(repository=repository.str.replace(r"[.,;:]+$", ""), kind=kind)
    same = pl.coalesce(
        pl.col("host") + "/" + pl.col("kind") + "/" + pl.col("repository").str.to_lowercase(),
        pl.col("url").str.replace(r"^https?://(?:www\.)?", "").str.to_lowercase(),
    )
    found = found.with_columns(
        url=pl.when(plain_host & pl.col("repository").is_not_null())
        .then("https://" + pl.col("host") + "/" + pl.col("repository"))
        .otherwise("url")
    )
    return (
        found.with_columns(same=same, size=pl.col("url").str.len_bytes())
        .sort("paper_id", "same", "size", "url")
        .unique(["paper_id", "same"], keep="first", maintain_order=True)
        .unique(["paper_id", "url"], keep="first", maintain_order=True)
        .select("paper_id", "url", "kind", "host", "repository")
        .sort("paper_id", "url")
    )
