"""Headquarters (ستاد و ادارهٔ کل): calls, runs, cohorts, posts, figures."""
