"""Forms that count as one term, as tables of the page Data. No streamlit, no SQL."""

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.markup import Markup, html
from dashboard.ui.elements import forms_html, link
from dashboard.ui.html_table import Column, table_html
from dashboard.ui.links import page_link, terms_link
from dashboard.wording import format as fmt
from dashboard.wording.variant_rules import VARIANT_RULES


def forms_table(rows: Iterable[Mapping[str, Any]]) -> Markup:
    """Forms that were merged into terms, by rule; rows of `queries.data.variants_by_rule`."""

    def examples(row: Mapping[str, Any]) -> Markup:
        return Markup(", ").join(
            html("{}&nbsp;→ {}", one["variant"], link(terms_link([one["term"]]), one["term"]))
            for one in row["examples"]
        )

    columns = [
        Column("rule", lambda row: VARIANT_RULES[row["rule"]]),
        Column("forms", lambda row: fmt.count(row["forms"]), number=True),
        Column("terms", lambda row: fmt.count(row["terms"]), number=True),
        Column("those that move most papers", examples),
    ]
    return table_html(rows, columns, caption="Merged forms by rule")


def merged_terms_table(rows: Iterable[Mapping[str, Any]]) -> Markup:
    """The largest merges, each term a link to all its forms; rows of `queries.merges.merged_terms`."""

    def forms(row: Mapping[str, Any]) -> Markup:
        return forms_html([(form["variant"], form["rule"], form["papers"]) for form in row["forms"]], 4)

    columns = [
        Column("term", lambda row: link(page_link("data", merged=row["term"]), row["term"])),
        Column("papers", lambda row: fmt.count(row["papers"]), number=True),
        Column("also counted as", forms, hint="forms that were merged into the term, with the papers that hold each"),
    ]
    return table_html(rows, columns, caption="Terms whose merges move most papers")
