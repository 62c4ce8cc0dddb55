"""The language of the query bar on Terms: `tree` what can be asked, `parse` from text to trees, `write` back,
`describe` in words.

Plain functions, no SQL and no streamlit. What each sign means is told to users in `docs/terms-queries.md`.
"""
