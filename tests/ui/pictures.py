"""The pictures the look is held against: the fields of the style sheet, and the lists drawn by hand.

Where the look was changed on purpose: ``QT_QPA_PLATFORM=offscreen python -m tests.ui.pictures`` draws them anew.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.core.catalog import DocumentSummary
from viewer.core.document import DocumentId
from viewer.core.hit import FacetChoice, Hit, SearchResult, Snippet
from viewer.core.label import DocumentLabels
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.reading import Source
from viewer.core.span import Span
from viewer.ui.appearance import Appearance, ThemeChoice
from viewer.ui.library.document_model import DocumentModel
from viewer.ui.library.document_table import DocumentTable
from viewer.ui.library.sidebar import FacetView
from viewer.ui.search.result_model import ResultModel
from viewer.ui.search.result_view import ResultView
from viewer.ui.typography import ui_font

FOLDER = Path(__file__).parents[1] / "golden" / "pictures"
FONT = "Noto Sans CJK SC"
THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.CONTRAST)
_UNIT = "示例市示例区科学技术委员会"


def has_font() -> bool:
    """Tell whether words are drawn here in the font of the pictures."""
    return QFontInfo(ui_font()).family() == FONT


def draw(name: str, theme: ThemeChoice, application: QApplication) -> QImage:
    """Return one of the pictures in a theme."""
    appearance = Appearance(application, theme)
    widget = PICTURES[name](appearance)
    widget.ensurePolished()
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    widget.deleteLater()
    appearance.deleteLater()
    return image


def difference(one: QImage, other: QImage) -> float:
    """Return the greatest difference of two pictures seen from a little further away, from 0 to 255."""
    if one.size() != other.size():
        return 255.0
    few = QSize(one.width() // 8, one.height() // 8)
    smooth = Qt.TransformationMode.SmoothTransformation
    near, far = (each.scaled(few, mode=smooth) for each in (one, other))
    return max(
        max(abs(mine - theirs) for mine, theirs in zip(_parts(near, x, y), _parts(far, x, y), strict=True))
        for x in range(few.width())
        for y in range(few.height())
    )


def _parts(image: QImage, x: int, y: int) -> tuple[int, int, int]:
    colour = image.pixelColor(x, y)
    return colour.red(), colour.green(), colour.blue()


def _fields(_appearance: Appearance) -> QWidget:
    """Return a dialog with each kind of field the style sheet dresses."""
    dialog = QDialog()
    tabs, choice, off = QTabWidget(dialog), QComboBox(dialog), QPushButton("撤回", dialog)
    tabs.addTab(QLabel("年份"), "外观")
    tabs.addTab(QLabel(), "阅读")
    choice.addItem("跟随系统")
    off.setEnabled(False)
    chosen, field, hint = QCheckBox("边输入边查找", dialog), QLineEdit("停车", dialog), QLineEdit(dialog)
    chosen.setChecked(True)
    hint.setPlaceholderText("筛选")
    said = QLabel("文件可能正被打开", dialog)
    said.setProperty("tone", "error")
    default = QPushButton("确定", dialog)
    default.setDefault(True)
    column = QVBoxLayout(dialog)
    for each in (tabs, choice, QSpinBox(dialog), chosen, field, hint, said, default, QPushButton("取消", dialog), off):
        column.addWidget(each)
    dialog.resize(320, 520)
    return dialog


def _documents(appearance: Appearance) -> QWidget:
    """Return the list of documents: one chosen, one starred with tags, one read, one whose title does not fit."""
    model = DocumentModel()
    table = DocumentTable(model, appearance)
    model.setParent(table)
    titles = ("关于停车的答复", "对示例区第十届人大三次会议第001号代表建议的答复", "示例区数字化转型规划中期评估报告")
    model.show_documents([_summary(number, title) for number, title in enumerate(titles)])
    known = (
        DocumentLabels(DocumentId("1"), starred=True, tags=("待引用",)),
        DocumentLabels(DocumentId("2"), read_at="2024-03-06T00:00:00Z"),
    )
    model.show_labels({each.document_id: each for each in known})
    table.resize(720, 180)
    table.selectRow(0)
    return table


def _filters(appearance: Appearance) -> QWidget:
    """Return the filters: one chosen, one that is too long."""
    view = FacetView(appearance)
    counts = {"year": (("2024", 12), ("2023", 3)), "issuing_unit": ((_UNIT, 7),)}
    view.facets.show_counts(counts, (FacetChoice("year", "2024"),))
    view.resize(190, 220)
    return view


def _results(appearance: Appearance) -> QWidget:
    """Return an answer: a document with a passage whose matches are marked."""
    model = ResultModel()
    view = ResultView(model, appearance)
    model.setParent(view)
    text = "今年新增停车泊位1200个，老旧小区停车难明显缓解。"
    found = (Span(4, 6), Span(18, 20))
    metadata = Metadata(number="001", issuing_unit=_UNIT, date="2024-03-05", kind=DocumentKind.REPLY_TO_DEPUTY)
    title = "对示例区第十届人大三次会议第001号代表建议的答复"
    hit = Hit(DocumentId("1"), title, "2024-03-05", 1.0, found, (Snippet(0, text, found),), metadata)
    model.show_result(SearchResult("停车", 1, 1.0, complete=True, hits=(hit,)))
    view.resize(430, 130)
    return view


def _summary(number: int, title: str) -> DocumentSummary:
    metadata = Metadata(title=title, number=f"{number:03}", issuing_unit=_UNIT, date="2024-03-05")
    source = Source(f"{number}.txt", "text/plain", f"{number:064x}", 10)
    return DocumentSummary(DocumentId(str(number)), source, metadata, "2024-01-01T00:00:00Z", 10, indexed=True)


PICTURES: Mapping[str, Callable[[Appearance], QWidget]] = {
    "fields": _fields,
    "documents": _documents,
    "filters": _filters,
    "results": _results,
}


def main() -> None:
    """Draw all of them anew."""
    application = QApplication([])
    FOLDER.mkdir(exist_ok=True)
    for name in PICTURES:
        for theme in THEMES:
            draw(name, theme, application).save(str(FOLDER / f"{name}_{theme.value}.png"))


if __name__ == "__main__":
    main()
