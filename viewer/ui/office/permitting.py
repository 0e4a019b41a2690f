"""Which actions a role, or a server that is away, does not permit, and the reason a person is told."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from viewer.core.company import Link, Role
from viewer.ui.actions import ActionId

ROLE_NAMES = {Role.READER: "读者", Role.ANNOTATOR: "批注者", Role.EDITOR: "编辑", Role.ADMIN: "管理员"}

_NEEDED = {
    Role.ANNOTATOR: (ActionId.HIGHLIGHT, ActionId.WRITE_NOTE, ActionId.TAGS, ActionId.IMPORT_NOTES),
    Role.EDITOR: (
        ActionId.IMPORT_FILES,
        ActionId.IMPORT_FOLDER,
        ActionId.SAMPLES,
        ActionId.RECOGNISE,
        ActionId.COLLECTIONS,
        ActionId.REMOVE,
        ActionId.REREAD,
        ActionId.REINDEX,
    ),
}
_WRITING = (
    *(action for actions in _NEEDED.values() for action in actions),
    ActionId.STAR,
    ActionId.MARK_READ,
    ActionId.BOOKMARK,
    ActionId.SAVE_SEARCH,
    ActionId.OFFLINE_COPY,
    ActionId.HISTORY,
)


def refusals(role: Role, link: Link) -> dict[ActionId, str]:
    """Return the actions that cannot be used, each with the reason as a sentence."""
    return {
        **dict(_by_role(role)),
        **({} if link is Link.CONNECTED else dict.fromkeys(_WRITING, _tr("连接中断：现在只能阅读，恢复后自动可用"))),
        ActionId.SHOW_LIBRARY_FOLDER: _tr("办公室文库在服务器上，不在这台电脑的文件夹里"),
    }


def refusal_of(role: Role, needed: Role) -> str:
    """Return why a role does not permit what takes another, nothing where it does."""
    if role.may(needed):
        return ""
    return _tr("您的角色是“{0}”，这里要“{1}”；需要时请管理员调整").format(name_of(role), name_of(needed))


def _by_role(role: Role) -> Iterator[tuple[ActionId, str]]:
    for needed, actions in _NEEDED.items():
        reason = refusal_of(role, needed)
        if reason:
            yield from dict.fromkeys(actions, reason).items()


def name_of(role: Role) -> str:
    """Return what a role is called."""
    return _tr(ROLE_NAMES[role])


def _tr(text: str) -> str:
    return QCoreApplication.translate("Office", text)
