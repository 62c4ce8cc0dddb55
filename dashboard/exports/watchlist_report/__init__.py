"""The weekly digest of what a reader follows: gathered once, written as Markdown or as one HTML file. No streamlit.

The page Watchlist offers it to take away; `papertrends digest` runs this package as a program
(`python -m dashboard.exports.watchlist_report`).
"""

from dashboard.exports.watchlist_report.content import Digest, Item, gather
from dashboard.exports.watchlist_report.html import to_html
from dashboard.exports.watchlist_report.markdown import to_markdown

__all__ = ["Digest", "Item", "gather", "to_html", "to_markdown"]
