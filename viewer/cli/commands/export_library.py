"""``andu export-library``: chosen replies and the program as one folder for another office."""

import argparse
import os
import sys
from pathlib import Path

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting, document_id
from viewer.core.document import DocumentId
from viewer.core.errors import LibraryError
from viewer.core.hit import SearchRequest
from viewer.services.exporting_library import export_library
from viewer.services.json_shapes import SCHEMA
from viewer.services.library_folder import home_folder
from viewer.services.opening import Services
from viewer.services.user_cache import user_cache_folder


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("folder", metavar="文件夹", help="写到哪里；须是新的或空的文件夹")
    parser.add_argument("ids", metavar="编号", nargs="*", help="选定的文档，缺省为全部")
    parser.add_argument("--query", metavar="检索式", help="选定检索到的全部文档")
    parser.add_argument("--without-notes", action="store_true", help="不带批注、书签、标签、专题、阅读状态、检索和改正")
    parser.add_argument("--program", metavar="文件夹", help="随带的程序文件夹；缺省为正在运行的程序")


def run(setting: Setting) -> ExitCode:
    """Write the folder."""
    options, terminal = setting.options, setting.terminal
    program = _program(options.program)
    with setting.services() as services:
        exported = export_library(
            services,
            _chosen(services, setting),
            Path(options.folder).expanduser().absolute(),
            program=program,
            with_notes=not options.without_notes,
            cache=user_cache_folder(os.environ, home=home_folder()),
            progress=terminal.show_progress,
            cancel=setting.cancel,
        )
    terminal.end_progress()
    terminal.print_json(
        {
            "schema": SCHEMA,
            "folder": str(exported.folder),
            "documents": exported.documents,
            "notes": exported.notes,
            "bookmarks": exported.bookmarks,
            "program": exported.has_program,
        }
    )
    with_them = f"{exported.notes} 条批注" + (f"、{exported.bookmarks} 个书签" if exported.bookmarks else "")
    terminal.print(f"已写出 {exported.documents} 份文档、{with_them}到“{exported.folder}”。")
    if not exported.has_program:
        terminal.say("没有带上程序：请从安装包里的案牍运行此命令，或用 --program 指定程序文件夹。")
    return ExitCode.DONE


def _chosen(services: Services, setting: Setting) -> list[DocumentId]:
    options = setting.options
    if options.ids:
        return [document_id(services, typed) for typed in options.ids]
    if options.query:
        services.index.wait(progress=setting.terminal.show_progress, cancel=setting.cancel)
        found = services.searcher.select(SearchRequest(options.query), cancel=setting.cancel).ids
        chosen = [summary.id for summary in services.catalog.summaries() if summary.id in found]
    else:
        chosen = [summary.id for summary in services.catalog.summaries()]
    if not chosen:
        message = "没有可以写出的文档。"
        raise LibraryError(message, advice="请检查编号或检索式。")
    return chosen


def _program(named: str | None) -> Path | None:
    """Return the folder of the program: as named, or of the bundle that runs; ``None`` when run from source."""
    if named:
        folder = Path(named).expanduser().absolute()
        if not (folder / "lib" / "viewer").is_dir():
            message = f"“{folder}”不是案牍的程序文件夹。"
            raise LibraryError(message, advice="请指定解压后的程序文件夹，里面有 andu 和 lib。")
        return folder
    folder = Path(sys.executable).parent
    return folder if (folder / "lib" / "viewer").is_dir() else None
