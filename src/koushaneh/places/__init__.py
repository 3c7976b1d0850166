"""Places (مکان‌ها): the tree of places, the offices of the government side, days on which nobody works."""
