"""Feeds: RSS and Atom, labels in a description, arXiv's daily listing."""

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">
<channel><title>Papers</title><pubDate>Mon, 1 Apr 2024 00:00:00 GMT</pubDate>ITEMS</channel></rss>"""


def item(description: str, more: str = "") -> str:
    shown = "<title>Drying kelp</title><link>https://example.org/1</link>"
    return f"<item>{shown}<description>{description}</description>{more}</item>"


def read(parse, *items: str) -> list[dict]:
    parsed = parse(RSS.replace("ITEMS", "".join(items)))
    assert (parsed.format, parsed.found) == ("feed", len(items))
    return parsed.records.to_dicts()


def test_what_stands_behind_a_label_is_that_field(parse):
    html = (
        "<p><img src='x.png'/></p><p><b>Authors:</b> Ada Marsh, Bela Quill</p><p><b>Upvotes:</b> 52</p>"
        "<p><b>Summary:</b> We dried <i>kelp</i> &amp; moss.</p>"
    )
    escaped = html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    more = "<guid>https://arxiv.org/abs/2401.00001</guid><pubDate>Tue, 02 Jan 2024 00:00:00 +0000</pubDate>"
    for description in (escaped, f"<![CDATA[{html}]]>"):
        record = read(parse, item(description, more))[0]
        assert (record["abstract"], record["authors"]) == ("We dried kelp & moss.", ["Ada Marsh", "Bela Quill"])
        assert str(record["listed_on"]) == "2024-04-01"
        assert (record["upvotes"], record["arxiv_id"], record["stated_date"]) == (52, "2401.00001", "2024-01-02")


def test_the_daily_listing_of_arxiv_gives_the_day_of_its_announcement(parse):
    description = "arXiv:2401.00001v1 Announce Type: new \nAbstract: We dried kelp."
    more = (
        "<guid>oai:arXiv.org:2401.00001v1</guid><category>cs.CL</category><category>cs.LG</category>"
        "<pubDate>Wed, 03 Jan 2024 00:00:00 -0500</pubDate><dc:creator>Ada Marsh, B. Quill</dc:creator>"
    )
    record = read(parse, item(description, more))[0]
    assert (record["abstract"], record["arxiv_id"]) == ("We dried kelp.", "2401.00001v1")
    assert (str(record["listed_on"]), record["stated_date"]) == ("2024-01-03", None)
    assert (record["authors"], record["categories"]) == (["Ada Marsh", "B. Quill"], ["cs.CL", "cs.LG"])


def test_an_item_without_a_description_is_refused(parse):
    parsed = parse(RSS.replace("ITEMS", item("We dried kelp.") + "<item><title>Moss</title></item>"))
    assert (parsed.records.height, parsed.rejects["position"].to_list()) == (1, [2])


def test_atom_is_read(parse):
    text = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Papers</title><entry><id>urn:1</id>
<title type="html">Drying &lt;i&gt;kelp&lt;/i&gt;</title>
<link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/>
<author><name>Ada Marsh</name></author>
<summary>We dried</summary><content type="html">&lt;p&gt;We dried kelp.&lt;/p&gt;</content>
<published>2024-03-12T00:00:00Z</published>
<category term="Botany"/></entry></feed>"""
    record = parse(text).records.row(0, named=True)
    assert (record["title"], record["abstract"], record["url"]) == (
        "Drying kelp",
        "We dried kelp.",
        "https://example.org/1",
    )
    assert (record["authors"], record["stated_date"]) == (["Ada Marsh"], "2024-03-12")
    assert (record["categories"], record["stated_id"]) == (["Botany"], "urn:1")


def test_the_daily_listing_of_arxiv_in_atom_is_a_listing_too(parse):
    text = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
xmlns:dc="http://purl.org/dc/elements/1.1/"><id>http://rss.arxiv.org/atom/cs.CL</id><entry>
<id>oai:arXiv.org:2401.00001v1</id><title>Drying kelp</title><link href="https://arxiv.org/abs/2401.00001"/>
<summary>arXiv:2401.00001v1 Announce Type: replace-cross Abstract: We dried kelp.</summary>
<published>2024-01-03T00:00:00-05:00</published><dc:creator>Ada Marsh, B. Quill</dc:creator></entry></feed>"""
    record = parse(text).records.row(0, named=True)
    assert (record["abstract"], record["arxiv_id"]) == ("We dried kelp.", "2401.00001")
    assert (str(record["listed_on"]), record["authors"]) == ("2024-01-03", ["Ada Marsh", "B. Quill"])


def test_rss_1_of_a_journal_is_read(parse):
    text = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
<item rdf:about="https://example.org/1"><title>Drying kelp</title><link>https://example.org/1</link>
<description>We dried kelp.</description><dc:creator>Ada Marsh</dc:creator><dc:creator>Quill, Bela</dc:creator>
<dc:date>2024-03-12</dc:date><prism:doi>10.5555/r.1</prism:doi>
<prism:publicationName>Made Up Notes</prism:publicationName>
</item></rdf:RDF>"""
    record = parse(text).records.row(0, named=True)
    assert (record["doi"], record["venue"], record["stated_date"]) == ("10.5555/r.1", "Made Up Notes", "2024-03-12")
    assert record["authors"] == ["Ada Marsh", "Bela Quill"]
