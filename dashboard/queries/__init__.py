"""The queries that the pages put to the warehouse: one module a page, one function a query. Knows no Streamlit."""
