"""The words of the command line; they stand apart so that opening the window loads no command."""

LANGUAGES = ("zh_CN", "en")

COMMAND_NAMES = frozenset(
    {
        "import",
        "inspect",
        "list",
        "show",
        "search",
        "metrics",
        "entities",
        "annotations",
        "reindex",
        "doctor",
        "backup",
        "restore",
        "remove",
        "export-library",
        "move-library",
        "offline-copy",
        "sync",
    }
)
