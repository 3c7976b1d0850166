"""Choosing a group under quotas: by merit with proof, or by a fair lottery; with lists, reasons and draws."""
