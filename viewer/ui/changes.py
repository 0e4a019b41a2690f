"""One change of a person that can be taken back: what every undo stack of the window holds."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

Deed = Callable[[], object]


class Change(QUndoCommand):
    """Done when it comes onto the stack, taken back and done again on wish.

    With ``is_done`` it has happened already (that is how it got its id), and coming onto the stack does nothing.
    """

    def __init__(self, text: str, do: Deed, undo: Deed, *, is_done: bool = False) -> None:
        super().__init__(text)
        self._do = do
        self._undo = undo
        self._is_done = is_done

    def redo(self) -> None:
        """Do it, or do it again."""
        if self._is_done:
            self._is_done = False
            return
        self._do()

    def undo(self) -> None:
        """Take it back."""
        self._undo()
