"""One panel a file, drawn with Streamlit, for pages to use."""
