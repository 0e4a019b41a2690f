"""Data, not code: icons, themes, translations, dictionaries, gazetteers."""
