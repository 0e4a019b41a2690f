"""Which way of setting text anew this is; apart, since the library asks for it without setting any text."""

REFLOW_VERSION: int = 5
