"""PubMed's XML: markup, sections, dates, ids, authors, books."""

import json

import pytest


def article(
    inner: str = "",
    *,
    date: str = "<Year>2024</Year><Month>Mar</Month>",
    abstract: str = "We dried kelp.",
    after: str = "",
) -> str:
    return f"""<PubmedArticle><MedlineCitation><PMID Version="1">39100001</PMID><Article>
<Journal><ISSN>1111-2222</ISSN><JournalIssue><PubDate>{date}</PubDate></JournalIssue>
<Title>Made up notes</Title></Journal>
<ArticleTitle>Kelp at 10<sup>6</sup> <i>Pa</i> and <b>H<sub>2</sub>O</b></ArticleTitle>
<Abstract>{abstract}</Abstract>{inner}<Language>eng</Language></Article>{after}</MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">10.5555/p.1</ArticleId>
<ArticleId IdType="pmc">PMC12</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.5555/other</ArticleId></ArticleIdList>
</Reference></ReferenceList>
</PubmedData></PubmedArticle>"""


def read(parse, *articles: str) -> list[dict]:
    text = f'<?xml version="1.0"?>\n<PubmedArticleSet>{"".join(articles)}</PubmedArticleSet>'
    parsed = parse(text)
    assert parsed.format == "pubmed_xml"
    return parsed.records.to_dicts()


def test_fields_are_read(parse):
    authors = (
        "<AuthorList><Author><LastName>Marsh</LastName><ForeName>Ada</ForeName><Suffix>Jr</Suffix>"
        '<Identifier Source="ORCID">0000-0001-2345-678X</Identifier>'
        "<AffiliationInfo><Affiliation>Univ A.</Affiliation></AffiliationInfo></Author>"
        '<Author ValidYN="N"><LastName>Wrong</LastName></Author>'
        "<Author><CollectiveName>The Kelp Crew</CollectiveName></Author></AuthorList>"
        "<ArticleDate><Year>2024</Year><Month>03</Month><Day>12</Day></ArticleDate>"
    )
    after = (
        "<MeshHeadingList><MeshHeading><DescriptorName>Kelp</DescriptorName></MeshHeading></MeshHeadingList>"
        "<KeywordList><Keyword>slow wind</Keyword></KeywordList>"
    )
    sections = (
        '<AbstractText Label="AIMS">To <i>dry</i>.</AbstractText>'
        '<AbstractText Label="UNLABELLED">We did.</AbstractText>'
        "<CopyrightInformation>© Nobody.</CopyrightInformation>"
    )
    record = read(parse, article(authors, abstract=sections, after=after))[0]
    assert (record["title"], record["abstract"]) == ("Kelp at 10^6 Pa and H2O", "AIMS: To dry. We did.")
    assert (record["doi"], record["venue"], record["language"]) == ("10.5555/p.1", "Made up notes", "eng")
    assert (record["authors"], record["keywords"]) == (["Ada Marsh Jr", "The Kelp Crew"], ["slow wind"])
    assert (str(record["stated_on"]), record["stated_precision"]) == ("2024-03-12", "day")
    assert (record["pmid"], record["pmcid"]) == ("39100001", "PMC12")
    assert (record["author_ids"], record["author_affiliations"]) == (["0000-0001-2345-678X", None], ["Univ A.", None])
    assert json.loads(record["payload"])["medline"]["mesh"] == ["Kelp"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<Year>2024</Year><Month>Mar</Month><Day>12</Day>", "2024-03-12"),
        ("<Year>2024</Year><Month>03</Month>", "2024-03"),
        ("<Year>2020</Year><Season>Winter</Season>", "2020"),
        ("<MedlineDate>2019 Nov-Dec</MedlineDate>", "2019"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998"),
        ("", None),
    ],
)
def test_dates_are_as_exact_as_stated(parse, date, expected):
    abstract = "<AbstractText>We dried kelp.</AbstractText>"
    assert read(parse, article(date=date, abstract=abstract))[0]["stated_date"] == expected


def test_a_doi_marked_as_wrong_is_none_and_headings_stand_in_for_keywords(parse):
    text = article(
        '<ELocationID EIdType="doi" ValidYN="N">10.5555/wrong</ELocationID>'
        '<ELocationID EIdType="doi">10.5555/right</ELocationID>',
        abstract="<AbstractText>We dried kelp.</AbstractText>",
        after="<MeshHeadingList><MeshHeading><DescriptorName>Kelp</DescriptorName></MeshHeading></MeshHeadingList>",
    ).replace('<ArticleId IdType="doi">10.5555/p.1</ArticleId>', "")
    record = read(parse, text)[0]
    assert (record["doi"], record["keywords"]) == ("10.5555/right", ["Kelp"])


def test_books_are_read_and_articles_without_an_abstract_refused(parse):
    book = """<PubmedBookArticle><BookDocument><PMID>1</PMID>
<Book><Publisher><PublisherName>Made Up</PublisherName></Publisher>
<BookTitle>All of Kelp</BookTitle><PubDate><Year>2021</Year><Month>05</Month></PubDate></Book>
<ArticleTitle>Drying</ArticleTitle>
<AuthorList><Author><LastName>Marsh</LastName><ForeName>Ada</ForeName></Author></AuthorList>
<Abstract><AbstractText>How to dry.</AbstractText></Abstract></BookDocument></PubmedBookArticle>"""
    parsed = parse(f"<PubmedArticleSet>{article(abstract='')}{book}</PubmedArticleSet>")
    assert (parsed.records.height, parsed.found, parsed.rejects["position"].to_list()) == (1, 2, [1])
    record = parsed.records.row(0, named=True)
    assert (record["title"], record["venue"], record["stated_date"]) == ("Drying", "All of Kelp", "2021-05")
