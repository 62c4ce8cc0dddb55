"""ACL Anthology, Europe PMC, EndNote XML: the fields of each."""

import json

ACL = """<?xml version='1.0' encoding='UTF-8'?>
<collection id="2024.kelp"><volume id="long"><meta><booktitle>Proceedings of Kelp 2024</booktitle>
<month>August</month><year>2024</year>
<venue>kelp</venue></meta><frontmatter><url>2024.kelp-long.0</url></frontmatter>
<paper id="1"><title>Drying <fixed-case>K</fixed-case>elp in <tex-math>O(n)</tex-math></title>
<author><first>Ada</first><last>Marsh</last></author><author orcid="0000-0001-2345-678X"><first/>
<last>Quill</last></author>
<abstract>We dried kelp.</abstract><url hash="1">2024.kelp-long.1</url><doi>10.5555/a.1</doi>
<pwccode url="https://github.com/marsh/kelp">marsh/kelp</pwccode></paper>
<paper id="2"><title>No abstract</title><url>2024.kelp-long.2</url></paper></volume></collection>"""


def test_the_acl_anthology_is_read(parse):
    parsed = parse(ACL)
    record = parsed.records.row(0, named=True)
    assert (parsed.format, parsed.found, parsed.records.height) == ("acl_anthology", 2, 1)
    assert (record["title"], record["abstract"]) == ("Drying Kelp in $O(n)$", "We dried kelp.")
    assert (record["authors"], record["venue"]) == (["Ada Marsh", "Quill"], "kelp")
    assert (record["stated_date"], record["doi"]) == ("2024-08", "10.5555/a.1")
    assert (record["stated_id"], record["url"]) == ("2024.kelp-long.1", "https://aclanthology.org/2024.kelp-long.1")
    assert record["links"] == ["https://github.com/marsh/kelp"]
    assert record["author_ids"] == [None, "0000-0001-2345-678X"]
    assert json.loads(record["payload"])["acl"]["booktitle"] == "Proceedings of Kelp 2024"


EUROPEPMC = """<?xml version="1.0"?><responseWrapper><hitCount>1</hitCount><resultList><result><id>39100001</id>
<source>MED</source>
<pmid>39100001</pmid><pmcid>PMC12</pmcid><doi>10.5555/e.1</doi><title>Drying &lt;i&gt;kelp&lt;/i&gt;.</title>
<authorString>Marsh A, Quill B.</authorString>
<authorList><author><fullName>Marsh A</fullName><firstName>Ada</firstName><lastName>Marsh</lastName>
<authorId type="ORCID">0000-0001-2345-678X</authorId>
<authorAffiliationDetailsList><authorAffiliation><affiliation>Univ Made Up.</affiliation></authorAffiliation>
</authorAffiliationDetailsList></author>
<author><collectiveName>The Kelp Crew</collectiveName></author></authorList>
<journalInfo><dateOfPublication>2024 Mar</dateOfPublication><journal><title>Made Up Notes</title></journal>
</journalInfo><pubYear>2024</pubYear>
<abstractText>&lt;h4&gt;Aims&lt;/h4&gt;To dry. &lt;h4&gt;Results&lt;/h4&gt;It was &amp;gt; dry.</abstractText>
<language>eng</language>
<keywordList><keyword>kelp</keyword></keywordList><citedByCount>3</citedByCount>
<firstPublicationDate>2024-03-12</firstPublicationDate>
<fullTextUrlList><fullTextUrl><url>https://example.org/1</url></fullTextUrl></fullTextUrlList></result>
</resultList></responseWrapper>"""


def test_europe_pmc_is_read(parse):
    parsed = parse(EUROPEPMC)
    record = parsed.records.row(0, named=True)
    assert (parsed.format, parsed.found) == ("europepmc_xml", 1)
    assert (record["title"], record["abstract"]) == ("Drying kelp.", "Aims: To dry. Results: It was > dry.")
    assert (record["authors"], record["venue"]) == (["Ada Marsh", "The Kelp Crew"], "Made Up Notes")
    assert (record["stated_date"], record["doi"], record["keywords"]) == ("2024-03-12", "10.5555/e.1", ["kelp"])
    assert (record["pmid"], record["pmcid"], record["cited_by"]) == ("39100001", "PMC12", 3)
    assert record["author_affiliations"] == ["Univ Made Up.", None]
    assert (record["language"], record["links"]) == ("eng", ["https://example.org/1"])


ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records><record><database>kelp.enl</database>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Marsh, </style><style face="bold">Ada</style></author>
<author>Kelp Crew,</author></authors></contributors>
<titles><title><style>Drying kelp at 10</style><style face="superscript">6</style><style> Pa</style></title>
<secondary-title>Made Up Notes</secondary-title></titles>
<keywords><keyword><style>kelp</style></keyword><keyword>slow&#xD;wind</keyword></keywords>
<dates><year>2024</year><pub-dates><date>Mar 12</date></pub-dates></dates>
<accession-num>39100001</accession-num><remote-database-provider>NLM</remote-database-provider>
<custom2>PMC123456</custom2>
<electronic-resource-num>https://doi.org/10.5555/z.1</electronic-resource-num>
<abstract><style>We dried </style><style face="italic">kelp</style><style>.</style></abstract>
<urls><related-urls><url>https://example.org/1</url></related-urls><pdf-urls><url>internal-pdf://1.pdf</url>
</pdf-urls></urls><language>eng</language></record>
<record><ref-type name="Book">6</ref-type><titles><title>Moss</title></titles></record></records></xml>"""


def test_endnote_xml_is_read(parse):
    parsed = parse(ENDNOTE)
    record = parsed.records.row(0, named=True)
    assert (parsed.format, parsed.found, parsed.rejects["position"].to_list()) == ("endnote_xml", 2, [2])
    assert (record["title"], record["abstract"]) == ("Drying kelp at 10^6 Pa", "We dried kelp.")
    assert (record["authors"], record["venue"]) == (["Ada Marsh", "Kelp Crew"], "Made Up Notes")
    assert (record["stated_date"], record["doi"]) == ("2024-03-12", "10.5555/z.1")
    assert (record["pmid"], record["pmcid"], record["language"]) == ("39100001", "PMC123456", "eng")
    assert (record["keywords"], record["url"]) == (["kelp", "slow", "wind"], "https://example.org/1")
