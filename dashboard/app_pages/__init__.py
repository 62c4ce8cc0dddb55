"""One script a page: widgets and layout only. Streamlit runs them by path; nobody imports them."""
