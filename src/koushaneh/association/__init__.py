"""Association (کانون): chapters, membership and offices of the women's own body."""
