"""The errors that are the world's fault; anything else is ours and reaches the excepthook.

ViewerError                 a sentence for the user and what to do about it
├── LibraryError            the library folder or its database
│   ├── LibraryNewerError       written by a newer version of the program
│   ├── LibraryReplacedError    another library was put in its place while it was open
│   ├── LibraryReadOnlyError    the folder cannot be written
│   ├── LibraryLockedError      another process holds the library for too long
│   ├── LibraryDamagedError     the database is not readable
│   ├── LibraryOfflineError     the office's server cannot be reached
│   ├── LibraryAddressError     the address of an office's library cannot be used
│   ├── LibraryPasswordError    the office's server wants a password, or another one
│   └── LibraryForbiddenError   the office's server does not permit this person to do that
├── FileReadError           one foreign file could not be read
│   ├── FileVanishedError       it went away or cannot be opened
│   ├── FileEmptyError          nothing in it
│   ├── FileUnsupportedError    not a format this version reads
│   ├── FileDamagedError        the right format, but broken
│   ├── FileEncryptedError      wants a password
│   ├── FileScannedError        has pages whose characters must be recognised first
│   ├── FileTooLargeError       over a limit
│   └── FileTimeoutError        took longer than the limit
├── QueryError              a search query that cannot be read; knows the offending position
├── IndexUnavailableError   the index is being rebuilt or cannot be opened
├── DocumentNotFoundError   no document has that id
├── AnnotationNotFoundError no annotation or bookmark has that id
├── NoteConflictError       somebody else changed the note meanwhile; knows both texts
├── CollectionNotFoundError no collection has that id
├── CollectionKnownError    the library already has a collection of that name
├── LessonNotFoundError     no term or correction has that id
├── SavedSearchNotFoundError no saved search has that id
├── TermKnownError          the 词库 already has that term
└── Cancelled               the person asked to stop
"""


class ViewerError(Exception):
    """What happened, in one sentence for the user, and what the user can do.

    ``str(error)`` is the sentence; ``advice`` may be empty.
    """

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the trip between processes with the keyword-only advice."""
        return (_rebuild, (type(self), self.message, self.__dict__))


def _rebuild(kind: type[ViewerError], message: str, state: dict[str, object]) -> ViewerError:
    error = kind.__new__(kind, message)
    Exception.__init__(error, message)
    error.__dict__.update(state)
    return error


class LibraryError(ViewerError):
    """Something about the library folder or its database."""


class LibraryNewerError(LibraryError):
    """The library was written by a newer version of the program."""


class LibraryReplacedError(LibraryError):
    """Another library or a backup was put in its place while it was open."""


class LibraryReadOnlyError(LibraryError):
    """The library folder cannot be written."""


class LibraryLockedError(LibraryError):
    """Another process holds the library."""


class LibraryDamagedError(LibraryError):
    """The database cannot be read."""


class LibraryOfflineError(LibraryError):
    """The office's server cannot be reached, or went away."""


class LibraryAddressError(LibraryError):
    """The address of an office's library cannot be used as it stands."""


class LibraryPasswordError(LibraryError):
    """The office's server wants a password, or another one."""


class LibraryForbiddenError(LibraryError):
    """The office's server does not permit this person to do that."""


class FileReadError(ViewerError):
    """One foreign file could not be read; ``wants_password`` tells that a password, or another one, would open it."""

    wants_password = False


class FileVanishedError(FileReadError):
    """The file went away or cannot be opened."""


class FileEmptyError(FileReadError):
    """There is nothing in the file."""


class FileUnsupportedError(FileReadError):
    """The format is not one this version reads."""


class FileDamagedError(FileReadError):
    """The format is right, but the content is broken."""


class FileEncryptedError(FileReadError):
    """The file wants a password; one that is encrypted in a way nobody can open here does not ask for it."""

    def __init__(self, message: str, *, advice: str = "", wants_password: bool = True) -> None:
        super().__init__(message, advice=advice)
        self.wants_password = wants_password


class FileScannedError(FileReadError):
    """Characters must be recognised first, which takes long; ``pages`` is how many pages the file has."""

    def __init__(self, message: str, *, pages: int, advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.pages = pages


class FileTooLargeError(FileReadError):
    """The file is over a limit."""


class FileTimeoutError(FileReadError):
    """Reading took longer than the limit."""


class QueryError(ViewerError):
    """A query that cannot be read; ``position`` is the offending code point of the query."""

    def __init__(self, message: str, *, position: int, advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.position = position


class IndexUnavailableError(ViewerError):
    """The index cannot be used at the moment."""


class DocumentNotFoundError(ViewerError):
    """No document has that id."""


class AnnotationNotFoundError(ViewerError):
    """No annotation or bookmark has that id."""


class NoteConflictError(ViewerError):
    """Somebody else changed a note since it was read; nothing was written.

    ``mine`` is what was to be written, ``theirs`` what the library holds, ``who`` wrote that (empty where nobody says).
    ``theirs`` is ``None`` when the note was put into the trash meanwhile.
    """

    def __init__(self, message: str, *, mine: str, theirs: str | None, who: str = "", advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.mine = mine
        self.theirs = theirs
        self.who = who


class CollectionNotFoundError(ViewerError):
    """No collection has that id."""


class CollectionKnownError(ViewerError):
    """The library already has a collection of that name."""


class LessonNotFoundError(ViewerError):
    """No term or correction has that id."""


class SavedSearchNotFoundError(ViewerError):
    """No saved search has that id."""


class TermKnownError(ViewerError):
    """The 词库 already has that term in that scope."""


class Cancelled(ViewerError):  # noqa: N818 - an answer to a wish, not a fault
    """The person asked to stop."""

    def __init__(self, message: str = "已取消", *, advice: str = "") -> None:
        super().__init__(message, advice=advice)
