"""Numbers and sentences; no Streamlit."""
