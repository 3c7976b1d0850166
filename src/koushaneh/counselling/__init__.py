"""Counselling (مشاوره): slots, who came, episodes with consent, and notes that only their author can open.

That a contact took place is a fact, which the office's follow-up officer sees; what was said in it is not.
Not here: the path itself, and the talks of a selection.
"""
