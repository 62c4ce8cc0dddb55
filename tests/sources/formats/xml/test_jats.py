"""JATS: the abstract among others, dates of issue and online, authors with their affiliations."""

import pytest

ARTICLE = """<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "JATS.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="en" article-type="research-article"><front>
<journal-meta><journal-title-group><journal-title>Made Up Notes</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmc">12345</article-id><article-id pub-id-type="doi">10.5555/j.1</article-id>
<article-categories><subj-group subj-group-type="heading"><subject>Research Article</subject></subj-group>
<subj-group subj-group-type="Discipline"><subject>Botany</subject></subj-group></article-categories>
<title-group><article-title>Drying <italic>kelp</italic></article-title><subtitle>a study</subtitle></title-group>
<contrib-group><contrib contrib-type="author"><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0001-2345-678X</contrib-id>
<name><surname>Marsh</surname><given-names>Ada</given-names></name><xref ref-type="aff" rid="a1"/></contrib>
<contrib contrib-type="author"><collab>The Kelp Crew</collab></contrib>
<contrib contrib-type="editor"><name><surname>Moor</surname><given-names>E</given-names></name></contrib>
</contrib-group>
<aff id="a1"><label>1</label><institution>Univ Made Up</institution>, <country>Norway</country></aff>
<pub-date pub-type="collection"><year>2024</year></pub-date>
<pub-date pub-type="epub"><day>12</day><month>3</month><year>2024</year></pub-date>
<self-uri xlink:href="https://example.org/j.pdf"/>
<abstract abstract-type="graphical"><p>A picture.</p></abstract>
<abstract><title>Abstract</title><sec><title>Aims.</title>
<p>To dry <inline-formula><alternatives><tex-math>\\documentclass{x}
\\begin{document}$$x^2$$\\end{document}</tex-math><mml:math><mml:mi>x</mml:mi></mml:math></alternatives></inline-formula>.</p></sec>
<sec><title>Results</title><p>It was dry.</p></sec></abstract>
<kwd-group><kwd>kelp</kwd><kwd>slow wind</kwd></kwd-group></article-meta></front>
<body><sec><title>Introduction</title><p>Text.</p></sec></body></article>"""


def test_fields_are_read(parse):
    parsed = parse(ARTICLE)
    record = parsed.records.row(0, named=True)
    assert (parsed.format, record["title"]) == ("jats", "Drying kelp: a study")
    assert record["abstract"] == "Aims: To dry $x^2$. Results: It was dry."
    assert (record["doi"], record["venue"], record["language"]) == ("10.5555/j.1", "Made Up Notes", "en")
    assert (str(record["stated_on"]), record["stated_precision"]) == ("2024-03-12", "day")
    assert record["authors"] == ["Ada Marsh", "The Kelp Crew"]
    assert (record["pmcid"], record["links"]) == ("PMC12345", ["https://example.org/j.pdf"])
    assert record["author_ids"] == ["https://orcid.org/0000-0001-2345-678X", None]
    assert record["author_affiliations"] == ["Univ Made Up, Norway", None]
    assert record["author_countries"] == ["Norway", None]
    assert (record["categories"], record["keywords"]) == (["Botany"], ["kelp", "slow wind"])


@pytest.mark.parametrize(
    ("issue", "expected"),
    [("<year>2025</year>", "2025"), ("<month>3</month><year>2024</year>", "2024-03-12"), ("", "2024-03-12")],
)
def test_a_date_online_counts_only_within_that_of_the_issue(parse, issue, expected):
    dated = f'<pub-date pub-type="ppub">{issue}</pub-date>'
    text = ARTICLE.replace('<pub-date pub-type="collection"><year>2024</year></pub-date>', dated)
    assert parse(text).records["stated_date"][0] == expected


def test_many_articles_in_one_file_and_one_without_an_abstract(parse):
    article = ARTICLE[ARTICLE.index("<article ") :]
    without = article.replace("<abstract>", "<notes>").replace("</sec></abstract>", "</sec></notes>")
    parsed = parse(f"<pmc-articleset>{article}{without.replace('graphical', 'x')}{article}</pmc-articleset>")
    assert (parsed.found, parsed.records["position"].to_list()) == (3, [1, 2, 3])
    assert parsed.records["abstract"][1] == "A picture."


def test_a_heading_is_a_subject_where_a_channel_says_what_sort_of_article_it_is(parse):
    text = ARTICLE.replace(
        '"heading"><subject>Research Article', '"display-channel"><subject>Research Article'
    ).replace("Discipline", "heading")
    assert parse(text).records["categories"][0].to_list() == ["Botany"]


def test_a_date_may_stand_in_an_attribute(parse):
    text = ARTICLE.replace(
        '<pub-date pub-type="epub"><day>12</day><month>3</month><year>2024</year></pub-date>',
        '<pub-date pub-type="epub" iso-8601-date="2024-03-12"/>',
    )
    assert parse(text).records["stated_date"][0] == "2024-03-12"
