"""E-mails: digests as HTML and as text, arXiv's listing, and pages saved in one file."""

from datetime import date
from email.message import EmailMessage

import pytest

ABSTRACT = (
    "We followed nine crews for six seasons and weighed every coil of dried kelp by hand, in mild months too. " * 3
)
LISTING = (
    "\\\\\narXiv:2503.01111\nDate: Mon, 3 Mar 2025 23:07:00 GMT   (9kb)\n\nTitle: Drying kelp\nAuthors: Ada Marsh\n"
    f"Categories: cs.SD\n\\\\\n  {ABSTRACT}\n\\\\ ( https://arxiv.org/abs/2503.01111 , 9kb)\n" + "-" * 78 + "\n"
)
PAGE = (
    "<html><body><p>Papers of the day</p><h3><a href='https://huggingface.co/papers/2503.01111'>Drying kelp</a></h3>"
    f"<p>{ABSTRACT}</p></body></html>"
)


def make_message(plain: str = "", page: str = "", sent: str | None = "Wed, 05 Mar 2025 06:00:00 +0000") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "digest@example.org", "you@example.org", "Kärs of the day"
    if sent:
        message["Date"] = sent
    message.set_content(plain)
    if page:
        message.add_alternative(page, subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize("is_page", [True, False])
def test_a_digest_is_read_from_its_page_or_its_text(parse, is_page, digest):
    content = make_message("See the page.", PAGE) if is_page else make_message(digest(2))
    parsed = parse(content, "digest.eml")
    assert (parsed.format, parsed.found) == ("email", 1 if is_page else 2)
    assert parsed.records["listed_on"].unique().to_list() == [date(2025, 3, 5)]


def test_the_listing_of_arxiv_keeps_its_own_days(parse):
    record = parse(make_message(LISTING), "mail").records.row(0, named=True)
    assert (record["arxiv_id"], record["stated_on"]) == ("2503.01111", date(2025, 3, 3))


def test_a_message_without_a_day_and_with_broken_parts_is_read(parse):
    content = make_message("See the page.", PAGE, sent=None).replace(b'charset="utf-8"', b'charset="no-such"')
    record = parse(content, "mail.eml").records.row(0, named=True)
    assert (record["arxiv_id"], record["listed_on"]) == ("2503.01111", None)


def test_a_page_saved_in_one_file_is_read(parse):
    content = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://huggingface.co/papers\nSubject: Papers\n"
        "Date: Thu, 6 Mar 2025 10:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----x"\n\n------x\nContent-Type: text/html\n'
        f"Content-Transfer-Encoding: 8bit\n\n{PAGE}\n------x--\n"
    )
    parsed = parse(content, "page.mhtml")
    assert parsed.records["title"].to_list() == ["Drying kelp"]
    assert parsed.records["listed_on"].to_list() == [date(2025, 3, 6)]


def test_a_message_without_papers_says_so(parse):
    parsed = parse(make_message("Dear reader, come to dinner."), "mail.eml")
    assert "e-mail in which no papers were found" in parsed.rejects["reason"][0]
