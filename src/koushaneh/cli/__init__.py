"""Command line (فرمان): the `koushaneh` command."""
