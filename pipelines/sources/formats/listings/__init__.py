"""Listings of papers as services show and send them: web pages and e-mails."""

from pipelines.sources.formats.listings import arxiv_listing, email_message, web_page

FORMATS = (email_message.FORMAT, arxiv_listing.FORMAT, web_page.FORMAT)

__all__ = ["FORMATS"]
