"""Actions of leaving: the checklist and its prices, the review, her answer, the day, the way back."""
