"""The parts of a folder that needs no program of ours: tables of what is known, and a page that leads to every file."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from viewer.core.annotation import Bookmark
from viewer.core.catalog import DocumentSummary
from viewer.core.document import DocumentId
from viewer.core.reading import Reading
from viewer.exporting.table import Cell, Table

README = """这个文件夹是一个案牍文库的全部内容，不需要案牍就能看和用。

index.html      目录：每份文档的题名、编号、日期，和到原件、正文的链接（用浏览器打开，不联网）
originals/      原件，与导入时一模一样
texts/          正文，UTF-8 纯文本，每段一行；批注中的位置按这里的字数（Unicode 码点）计
documents.csv   每份文档的题名、编号、承办单位、办理结果、签发人、日期等，以及原件的 SHA-256
notes.csv       批注，每条一行，带引文和出处
notes.jsonld    批注，W3C Web Annotation 格式：可以再导入案牍，别的程序也能读
bookmarks.csv   书签
entities.csv    正文中的人名、机构、地点等，带位置
metrics.csv     正文中的数字，带换算后的数值、单位、时期和位置
tables/         人填写的一切，照数据库里的样子每表一个 CSV：标签、分组、更正、词条、收藏的搜索、指标的合并与改名、
                承诺的核实、模板、合并的原件，以及全部改动的记录（change_log）；document 列是 documents.csv 里的标识
synonyms.toml   自己的同义词表（有才有）
"""

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>案牍文库</title>
<style>
body {{ font-family: sans-serif; margin: 2em; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid #ccc; padding: .3em .6em; text-align: left; vertical-align: top; }}
</style>
</head>
<body>
<h1>案牍文库</h1>
<p>{count} 份文档。批注：<a href="notes.csv">表格</a>，<a href="notes.jsonld">JSON-LD</a>；
<a href="documents.csv">文档表</a>，<a href="bookmarks.csv">书签</a>，<a href="entities.csv">名称</a>，
<a href="metrics.csv">数字</a>；说明见 <a href="README.txt">README.txt</a>。</p>
<table>
<tr><th>题名</th><th>编号</th><th>承办单位</th><th>日期</th><th>原件</th><th>正文</th></tr>
{rows}
</table>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """A document and where its files are in the folder; ``original`` is ``None`` where it is missing."""

    summary: DocumentSummary
    original: str | None
    text: str


def index_page(placed: Sequence[Placed]) -> str:
    """Return the page; no word of a document becomes markup, nothing is fetched, nothing runs."""
    return _PAGE.format(count=len(placed), rows="\n".join(map(_row, placed)))


def document_table(placed: Sequence[Placed]) -> Table:
    """Return one row per document."""
    columns = ("题名", "类型", "届次", "编号", "办理结果", "承办单位", "签发人", "文号", "收件人", "主题", "日期",
               "公开属性",
               "联系人", "联系电话", "地址", "邮编", "原件", "正文", "导入时间", "SHA-256", "标识")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for each in placed:
        said = each.summary.metadata
        rows.append((
            each.summary.title, said.kind.value, said.session, said.number, said.result, said.issuing_unit, said.signer,
            said.doc_no, "、".join(said.addressees), said.subject, said.date, said.disclosure, said.contact_person,
            said.contact_phone, said.address, said.postcode, each.original, each.text, each.summary.imported_at,
            each.summary.source.sha256, each.summary.id,
        ))  # fmt: skip
    return Table("文档", columns, tuple(rows))


def bookmark_table(bookmarks: Sequence[Bookmark], texts: dict[DocumentId, str]) -> Table:
    """Return one row per bookmark."""
    rows = tuple((each.folder, each.name, texts.get(each.document_id), each.created) for each in bookmarks)
    return Table("书签", ("文件夹", "名称", "正文", "创建"), rows)


def entity_rows(text_file: str, reading: Reading) -> list[tuple[Cell, ...]]:
    """Return the names found in one document."""
    return [
        (text_file, each.span.start, each.span.end, each.surface, each.type.value, each.canonical, each.source.value)
        for each in reading.entities
    ]


ENTITY_COLUMNS = ("正文", "起", "止", "原文", "类型", "全称", "来源")


def metric_rows(text_file: str, reading: Reading) -> list[tuple[Cell, ...]]:
    """Return the figures found in one document."""
    return [
        (
            text_file, each.span.start, each.span.end, each.surface, each.type.value, each.indicator, each.value,
            each.value_max, each.unit, each.comparator.value, each.role.value,
            each.period.text if each.period else None,
            each.scope,
        )
        for each in reading.metrics
    ]  # fmt: skip


METRIC_COLUMNS = ("正文", "起", "止", "原文", "类型", "指标", "数值", "上限", "单位", "比较", "角色", "时期", "范围")


def _row(placed: Placed) -> str:
    said = placed.summary.metadata
    words = [escape(each or "") for each in (placed.summary.title, said.number, said.issuing_unit, said.date)]
    cells = [*words, _link(placed.original, "原件"), _link(placed.text, "正文")]
    return "<tr>" + "".join(f"<td>{each}</td>" for each in cells) + "</tr>"


def _link(path: str | None, words: str) -> str:
    if path is None:
        return "缺"
    quoted = "".join(each if each.isalnum() or each in "/._-" else _percent(each) for each in path)
    return f'<a href="{quoted}">{words}</a>'


def _percent(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogatepass"))
