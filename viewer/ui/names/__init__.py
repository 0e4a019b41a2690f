"""Names and figures as the reader meets them: marked on the page, told, listed beside it, and corrected."""
