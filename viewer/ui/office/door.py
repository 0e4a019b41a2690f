"""The way into an office's library: its address, and its password where the server wants one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.core.entrance import Entrance
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.runner import JobRunner
from viewer.ui.office.forms import AddressForm, PasswordForm


class Door(QObject):
    """Serves one window; a form left without an answer tells nothing but ``given_up``."""

    entrance_wanted = Signal(Entrance)

    def __init__(self, window: QWidget, runner: JobRunner) -> None:
        super().__init__(window)
        self._window = window
        self._runner = runner

    def choose(self, recent: Sequence[str], tried: str) -> None:
        """Ask for the address of a library, or to mend one that was tried; ``entrance_wanted`` follows."""
        form = AddressForm(recent, self._window, tried=tried)
        form.entrance_wanted.connect(self.entrance_wanted)
        form.open()

    def ask_password(
        self, tried: Entrance, then: Callable[[Entrance], None], given_up: Callable[[], None] = lambda: None
    ) -> None:
        """Ask for a password; keeping it is offered where the system has a keychain."""
        form = PasswordForm(tried, self._window)
        form.entrance_wanted.connect(then)
        form.rejected.connect(given_up)
        form.open()
        self._runner.run(_has_keychain, owner=form, done=form.offer_keeping, failed=lambda _: None)


def _has_keychain(_progress: Progress, _cancel: CancelToken) -> bool:
    # Looking for a keychain loads what speaks to it, which the window must not wait for.
    from viewer.services.entering import has_keychain  # noqa: PLC0415

    return has_keychain()
