"""The command line: the services of a library without a window; Qt is never loaded here."""
