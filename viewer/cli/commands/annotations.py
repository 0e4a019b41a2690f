"""``andu annotations``: notes out to files, and notes of another PC in."""

import argparse
from pathlib import Path

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting, document_id
from viewer.core.annotation import NoteFormat, NoteImportReport
from viewer.core.errors import ViewerError
from viewer.exporting.whole_file import write_whole
from viewer.services.json_shapes import SCHEMA

_TO_SCREEN = frozenset({NoteFormat.JSONLD, NoteFormat.MARKDOWN})


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the two sub-commands and their arguments."""
    actions = parser.add_subparsers(title="操作", metavar="export|import", dest="action", required=True)
    exporting = actions.add_parser("export", prog="andu annotations export", description="导出批注", help="导出批注")
    exporting.add_argument("ids", nargs="*", metavar="编号", help="只导出这些文档的批注；不写则导出全部")
    _add_shared_options(exporting)
    exporting.add_argument(
        "--format", choices=[each.value for each in NoteFormat], default=NoteFormat.JSONLD.value, help="格式"
    )
    exporting.add_argument("--output", metavar="文件", help="写入的文件（docx、xlsx 必须写）")
    exporting.add_argument("--template", metavar="文件", help="自己的模板（Jinja2），用于 md")
    importing = actions.add_parser("import", prog="andu annotations import", description="导入批注", help="导入批注")
    importing.add_argument("file", metavar="文件", help="由 export --format jsonld 写成的文件")
    _add_shared_options(importing)


def _add_shared_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--library", metavar="文件夹", default=argparse.SUPPRESS, help="文库所在的文件夹")
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="以一个 JSON 文档给出结果")


def run(setting: Setting) -> ExitCode:
    """Export or import."""
    return _export(setting) if setting.options.action == "export" else _import(setting)


def _export(setting: Setting) -> ExitCode:
    options, terminal = setting.options, setting.terminal
    note_format = NoteFormat(options.format)
    if not options.output and (note_format not in _TO_SCREEN or terminal.json):
        terminal.say("错误：请用 --output 指定写入的文件。")
        return ExitCode.USAGE
    template = _read(Path(options.template)) if options.template else None
    with setting.services() as services:
        wanted = [document_id(services, typed) for typed in options.ids] or None
        content = services.notes.export(note_format, document_ids=wanted, template=template)
    if options.output:
        write_whole(Path(options.output), content)
        terminal.say(f"已导出到“{options.output}”。")
        shape = {"schema": SCHEMA, "output": options.output, "format": note_format.value, "bytes": len(content)}
        terminal.print_json(shape)
    else:
        terminal.print(content.decode().removesuffix("\n"))
    return ExitCode.DONE


def _import(setting: Setting) -> ExitCode:
    text = _read(Path(setting.options.file))
    with setting.services() as services:
        report = services.notes.import_notes(text)
    setting.terminal.print_json(_shape(report))
    for sentence in _sentences(report):
        setting.terminal.print(sentence)
    return ExitCode.DONE


def _shape(report: NoteImportReport) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "added": report.added,
        "unchanged": report.unchanged,
        "conflicts": list(report.conflicts),
        "in_trash": report.in_trash,
        "to_confirm": report.to_confirm,
        "orphaned": report.orphaned,
        "waiting": report.waiting,
    }


def _sentences(report: NoteImportReport) -> list[str]:
    counted = [
        (report.added, "新增 {} 条批注。"),
        (report.unchanged, "{} 条已经在文库里，没有改动。"),
        (len(report.conflicts), "{} 条与本机的同一批注内容不同，两个版本都保留。"),
        (report.in_trash, "{} 条在本机回收站里，没有恢复。"),
        (report.to_confirm, "{} 条的位置待确认。"),
        (report.orphaned, "{} 条的原文在本机的文档里找不到（孤立）。"),
        (report.waiting, "{} 条所属的文档还不在文库里，导入文档后再定位。"),
    ]
    return [sentence.format(count) for count, sentence in counted if count] or ["文件里没有批注。"]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"“{path}”不是 UTF-8 文本。"
        raise ViewerError(message, advice="请选择由案牍导出的文件。") from error
    except OSError as error:
        message = f"“{path}”打不开。"
        raise ViewerError(message, advice="请检查文件名和读取权限。") from error
