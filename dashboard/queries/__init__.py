"""The questions that the pages ask of the warehouse: one module a page, one function a question. Knows no streamlit."""
