"""Where figures come from, one file a source: what it reads and how it checks it."""
