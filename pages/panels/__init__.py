"""One panel per file, drawn with Streamlit, for pages to use."""
