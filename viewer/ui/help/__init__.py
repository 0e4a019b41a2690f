"""What a person turns to when something is unclear: the manual, the licences, the log."""
