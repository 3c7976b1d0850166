"""Review (داوری): reviewers, text editors, interviewers, appeal panel; codes, no names."""
