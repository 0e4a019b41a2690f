"""The forms an office's library is entered with: where it is, and the password."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from viewer.core.entrance import Entrance
from viewer.ui.form import Form
from viewer.ui.office.address_words import AddressWords, is_address, read_words

_LAST_PORT = 65_535
_PORT_CHARACTERS = 6


class AddressForm(Form):
    """Asks for server, database and user, or takes a whole address that is pasted into any field."""

    entrance_wanted = Signal(Entrance)

    def __init__(self, recent: Sequence[str], parent: QWidget, *, tried: str = "") -> None:
        """``tried`` is an address that led nowhere and is to be mended; else the form begins with the latest."""
        super().__init__(parent.tr("打开办公室文库"), parent)
        self.explain(self.tr("地址由管理员给出。可以逐项填写，也可以把整个 postgresql:// 地址粘贴到“服务器”里。"))
        self.recent = QComboBox(self)
        self.server = QLineEdit(self)
        self.port = QLineEdit(self)
        self.database = QLineEdit(self)
        self.user = QLineEdit(self)
        self.certificate = QLineEdit(self)
        self.browse = QPushButton(self.tr("选择…"), self)
        self._length = 0
        self._arrange(recent)
        self._connect()
        self._take_address(tried or next(iter(recent), ""))
        self._check()

    @property
    def words(self) -> AddressWords:
        """Return what is typed."""
        fields = (self.server, self.port, self.database, self.user, self.certificate)
        server, port, database, user, certificate = (field.text().strip() for field in fields)
        return AddressWords(server, port, database, user, certificate)

    def _arrange(self, recent: Sequence[str]) -> None:
        self.recent.addItems(list(recent))
        self.recent.setVisible(bool(recent))
        self.server.setPlaceholderText(self.tr("例如 db.example.gov.cn"))
        self.port.setPlaceholderText("5432")
        self.port.setValidator(QIntValidator(1, _LAST_PORT, self.port))
        self.port.setMaximumWidth(self.fontMetrics().horizontalAdvance("0" * (_PORT_CHARACTERS + 4)))
        self.certificate.setPlaceholderText(self.tr("单位自建证书的路径，一般留空"))
        if recent:
            self.fields.addRow(self.tr("最近用过"), self.recent)
        rows = (
            (self.tr("服务器"), self.server),
            (self.tr("端口"), self.port),
            (self.tr("数据库"), self.database),
            (self.tr("用户名"), self.user),
        )
        for label, field in rows:
            self.fields.addRow(label, field)
            field.setAccessibleName(label)
        row = QHBoxLayout()
        row.addWidget(self.certificate, 1)
        row.addWidget(self.browse)
        self.fields.addRow(self.tr("根证书"), row)
        self.certificate.setAccessibleName(self.tr("根证书"))
        self.accept_button.setText(self.tr("连接"))

    def _connect(self) -> None:
        self.recent.textActivated.connect(self._take_address)
        for field in (self.server, self.port, self.database, self.user):
            field.textChanged.connect(self._check)
        self.server.textChanged.connect(self._take_pasted)
        self.server.editingFinished.connect(lambda: self._take_address(self.server.text()))
        self.browse.clicked.connect(self._browse)
        self.accepted.connect(self._tell)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("选择根证书"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("证书 (*.crt *.pem *.cer)"), self.tr("所有文件 (*)")])
        dialog.fileSelected.connect(self.certificate.setText)
        dialog.open()

    def _take_pasted(self, text: str) -> None:
        """Take an address that came at once; of one that is typed the end is not known before the field is left."""
        length, self._length = self._length, len(text)
        if len(text) > length + 1:
            self._take_address(text)

    def _take_address(self, text: str) -> None:
        words = read_words(text) if is_address(text) else None
        if words is not None and words.server:
            self._fill(words)
            if words.had_password:
                self.explain(self.tr("地址里的密码没有采用，也不会保存；连接时会单独询问密码。"))

    def _fill(self, words: AddressWords) -> None:
        self.server.setText(words.server)
        self.port.setText(words.port)
        self.database.setText(words.database)
        self.user.setText(words.user)
        self.certificate.setText(words.certificate)

    def _check(self) -> None:
        self.accept_button.setEnabled(self.words.is_whole)

    def _tell(self) -> None:
        self.entrance_wanted.emit(Entrance(self.words.address))


class PasswordForm(Form):
    """Asks for the password of one address; what is typed is never shown, completed or put on the clipboard."""

    entrance_wanted = Signal(Entrance)

    def __init__(self, tried: Entrance, parent: QWidget) -> None:
        super().__init__(parent.tr("输入密码"), parent)
        self._address = tried.address
        self.explain(self._words(tried))
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        self.password.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoPredictiveText)
        self.password.setAccessibleName(self.tr("密码"))
        self.keeps = QCheckBox(self.tr("存入系统钥匙串，下次不再询问"), self)
        self.keeps.hide()
        self.fields.addRow(self.tr("密码"), self.password)
        self.fields.addRow("", self.keeps)
        self.accept_button.setText(self.tr("连接"))
        self.accept_button.setEnabled(False)
        self.password.textChanged.connect(self._check)
        self.accepted.connect(self._tell)

    def offer_keeping(self, is_possible: bool) -> None:
        """Offer to keep the password where the system has a keychain."""
        self.keeps.setVisible(is_possible)

    def _words(self, tried: Entrance) -> str:
        words = read_words(tried.address) or AddressWords(tried.address)
        where = self.tr("用户“{0}”，服务器 {1}，数据库 {2}").format(words.user, words.server, words.database)
        if not tried.password:
            return where
        return self.tr("服务器不接受这个用户名或密码。请重新输入密码；用户名不对时，请取消后修改地址。") + "\n" + where

    def _check(self, typed: str) -> None:
        self.accept_button.setEnabled(bool(typed))

    def _tell(self) -> None:
        typed = self.password.text()
        self.password.clear()
        self.entrance_wanted.emit(Entrance(self._address, typed, keeps=self.keeps.isChecked()))
