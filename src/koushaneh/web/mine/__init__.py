"""Mine (صفحهٔ من): a woman's own pages."""
