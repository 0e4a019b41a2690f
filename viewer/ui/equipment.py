"""What the window gets first when it has been seen: its actions in menus and tools, and its status bar."""

from dataclasses import dataclass

from viewer.ui.actions import ActionId, Actions, plain_text
from viewer.ui.status_bar import StatusBar
from viewer.ui.window import MainWindow

_TOOLS = (
    ActionId.BACK,
    ActionId.FORWARD,
    ActionId.IMPORT_FILES,
    ActionId.SIDEBAR,
    ActionId.READING_MODE,
    ActionId.ASIDE,
)


@dataclass(frozen=True, slots=True)
class Equipment:
    """What stands around the panes."""

    actions: Actions
    status: StatusBar


def equip(window: MainWindow) -> Equipment:
    """Equip a window; until its inside is there, it can only be left."""
    actions = Actions(window.appearance, window)
    actions.give_keys(window.preferences.shortcuts())
    actions.fill_menus(window.top.menus)
    window.top.offer([(actions[row], plain_text(actions[row])) for row in _TOOLS])
    window.addActions([actions[row] for row in ActionId])
    for row in ActionId:
        actions[row].setEnabled(row is ActionId.QUIT)
    actions[ActionId.QUIT].triggered.connect(window.close)
    status = StatusBar(window.appearance, window)
    window.setStatusBar(status)
    return Equipment(actions, status)
