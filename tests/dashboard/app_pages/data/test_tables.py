from datetime import date, datetime

from dashboard.app_pages.data.build_tables import checks_table
from dashboard.app_pages.data.form_tables import forms_table, merged_terms_table
from dashboard.app_pages.data.intake_tables import dates_table, gaps_html, refused_table


def test_a_refused_piece_is_text():
    table = refused_table([{"path": "a/<i>.csv", "position": 0, "reason": "no title", "excerpt": "<script>"}])
    assert '<span title="a/&lt;i&gt;.csv">&lt;i&gt;.csv</span>' in table
    assert "whole file" in table and "<small>&lt;script&gt;</small>" in table


def test_dates_have_a_bar_as_long_as_their_part():
    rows = [
        {"date_source": "given", "date_precision": "day", "papers": 30},
        {"date_source": "none", "date_precision": "none", "papers": 10},
    ]
    table = dates_table(rows, 40)
    assert 'style="width:100.0%"' in table and 'style="width:33.3%"' in table
    assert "75\u2009%" in table and "undated: counted, never plotted" in table


def test_gaps_lead_to_the_papers_of_their_month():
    gaps = [{"period_start": date(2025, month, 1), "papers": month - 1} for month in (1, 2)]
    assert gaps_html(gaps, "month") == 'Jan 2025 (none) and <a href="./papers?month=2025-02">Feb 2025</a> (1 paper)'
    many = [{"period_start": date(2025, month, 1), "papers": 0} for month in range(1, 9)]
    assert gaps_html(many, "month").endswith("Jun 2025 (none) and 2 more")


def test_forms_show_their_rule_and_their_term():
    rows = [{"rule": "case", "forms": 2, "terms": 1, "examples": [{"variant": "<gan>", "term": "GAN"}]}]
    assert '&lt;gan&gt;&nbsp;→ <a href="./terms?terms=GAN">GAN</a>' in forms_table(rows)
    merged = [{"term": "GAN", "papers": 9, "forms": [{"variant": "gans", "rule": "plural", "papers": 4}]}]
    assert '<span title="plural">gans <small class="pt-faint">4</small></span>' in merged_terms_table(merged)


def test_a_check_leads_to_its_query():
    row = {"check_name": "no_<b>", "table_name": "papers", "query": "FROM x", "blocking": True, "failing_rows": 0}
    table = checks_table([row | {"built": datetime(2025, 1, 1)}], caption="Checks")
    assert '<a href="./sql?sql=FROM+x">no &lt;b&gt;</a>' in table and "<code>papers</code>" in table
