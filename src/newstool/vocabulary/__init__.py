"""Words of many languages as data (`data/*.toml`), and what looks them up."""
