"""Says how far recognised pages can be trusted."""

from collections.abc import Sequence

from viewer.importing.ocr.page import OcrPage

_SURE = 0.9
_LISTED = 10
_NOTICE = "文字由程序从图片中识别，可能有错字，引用前请核对原件。"


def doubts(recognised: Sequence[tuple[int, OcrPage]]) -> tuple[str, ...]:
    """Return the sentences for the user about recognised pages, given with their numbers."""
    if not recognised:
        return ()
    weak = [str(number) for number, each in recognised if each.page.glyphs and each.confidence < _SURE]
    if not weak:
        return (_NOTICE,)
    listed = "、".join(weak[:_LISTED]) + ("等" if len(weak) > _LISTED else "")
    return (_NOTICE, f"第 {listed} 页识别把握不大（图像不清或版面复杂），请重点核对。")
