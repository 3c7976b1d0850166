"""Pages of trainers (مربی): her workshops, who has a seat in them, and nothing else of anybody."""
