"""How pages and reports put numbers, dates, verdicts and rules into words. Plain text; no streamlit."""
