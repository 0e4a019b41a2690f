"""The quiet word in the status bar about who one is in an office's library, and whether its server can be reached."""

from PySide6.QtWidgets import QToolButton, QWidget

from viewer.core.company import Company, Link
from viewer.ui.office.permitting import name_of


class LinkChip(QToolButton):
    """Says where one is connected to; clicked while the server is away, it asks for another try."""

    def __init__(self, company: Company, parent: QWidget) -> None:
        super().__init__(parent)
        self._company = company
        self.setAutoRaise(True)
        self.setProperty("chip", True)
        self.clicked.connect(company.hurry)
        self.show_link(Link.CONNECTED)

    def show_link(self, link: Link) -> None:
        """Say how the server can be reached."""
        words = {
            Link.CONNECTED: self.tr("办公室文库 · 已连接"),
            Link.RECONNECTING: self.tr("办公室文库 · 正在重新连接…"),
            Link.AWAY: self.tr("办公室文库 · 连接中断，只能阅读"),
        }
        hints = {
            Link.CONNECTED: self.tr("{0}\n您是“{1}”，角色：{2}"),
            Link.RECONNECTING: self.tr("{0}\n服务器没有回应，正在重新连接"),
            Link.AWAY: self.tr("{0}\n连接不上服务器；会自动重试，点这里立即重试"),
        }
        self.setText(words[link])
        self.setToolTip(hints[link].format(self._company.place, self._company.user, name_of(self._company.role)))
        self.setProperty("tone", "secondary" if link is Link.CONNECTED else "warning")
        self.style().polish(self)
