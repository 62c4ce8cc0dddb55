"""The page Sql."""

from dashboard import panels
from dashboard.sections import SECTIONS

[section] = [section for section in SECTIONS if section.slug == "sql"]
panels.show_html(f'<div class="pt-answer">{section.question}</div>')
