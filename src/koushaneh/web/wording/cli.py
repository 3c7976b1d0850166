"""The command line speaks English, to administrators."""

WORDS = {
    "cli.no_passphrase": (
        "The keys are sealed by a passphrase of at least 12 signs in KOUSHANEH_PASSPHRASE; it is missing or wrong."
    ),
    "cli.home_not_empty": (
        "There are accounts in {home} already. Restore into an empty home, so that nothing is overwritten."
    ),
    "cli.backup_damaged": (
        "The backup is damaged: {what} does not have the checksum it was written with. Nothing was changed."
    ),
}
