"""District (منطقه): a women's office of a district and its desks."""
