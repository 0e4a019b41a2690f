"""``andu sync``: a folder's copy and the office's library it comes from brought in step, conflicts with both texts."""

import argparse
import os

from viewer.cli.exit_code import ExitCode
from viewer.cli.passwords import office_password
from viewer.cli.setting import Setting
from viewer.cli.terminal import Terminal
from viewer.core.annotation import Annotation
from viewer.core.errors import AnnotationNotFoundError, LibraryError
from viewer.core.in_step import Conflict, Keep, NoteConflict, SyncReport
from viewer.services.json_shapes import SCHEMA
from viewer.services.library_folder import home_folder
from viewer.services.library_place import open_store
from viewer.services.offline_copy import origin_of, settle, synchronise
from viewer.services.user_cache import user_cache_folder
from viewer.store.store import Store


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--note", metavar="编号", help="决定这一条冲突的批注、更正或判断，与 --keep 同用")
    parser.add_argument(
        "--keep",
        choices=[each.value for each in Keep],
        help="保留哪一边：mine 我的，theirs 办公室文库的，both 两条批注都留",
    )


def run(setting: Setting) -> ExitCode:
    """Do one round; with ``--note`` and ``--keep``, decide that conflict and do another."""
    options, terminal = setting.options, setting.terminal
    if (options.note is None) != (options.keep is None):
        message = "--note 和 --keep 要一起给出。"
        raise LibraryError(message, advice="先用 andu sync 查看有哪些冲突。")
    cache = user_cache_folder(os.environ, home=home_folder())
    copy = open_store(str(setting.library_folder), cache=cache)
    try:
        known = origin_of(copy)
        if known is None:
            message = "这个文库不是离线副本。"
            raise LibraryError(message, advice="先用 andu offline-copy 从办公室文库取回选定的专题。")
        origin = open_store(known.place, cache=cache, ask_password=office_password)
        try:
            report = _rounds(setting, copy, origin)
        finally:
            origin.close()
    finally:
        copy.close()
    terminal.end_progress()
    terminal.print_json(round_shape(report))
    tell_round(terminal, report)
    return ExitCode.PARTLY if report.conflicts else ExitCode.DONE


def round_shape(report: SyncReport) -> dict[str, object]:
    """Return what a round did as JSON."""
    return {
        "schema": SCHEMA,
        "documents": report.documents,
        "labels": report.labels,
        "up": report.up,
        "down": report.down,
        "taught_up": report.taught_up,
        "taught_down": report.taught_down,
        "refused": report.refused,
        "gone": list(report.gone),
        "without_original": list(report.without_original),
        "conflicts": [
            {
                "note": each.id,
                "kind": "note" if isinstance(each, NoteConflict) else each.kind,
                "document": each.document_id,
                "passage": each.passage,
                "mine": each.texts[0],
                "theirs": each.texts[1],
                "who": each.who,
            }
            for each in report.conflicts
        ],
    }


def tell_round(terminal: Terminal, report: SyncReport) -> None:
    """Say what a round did, and show every conflict with both texts."""
    terminal.print(f"取回 {report.documents} 份文档、{report.down} 条批注，上传 {report.up} 条批注。")
    if report.taught_down or report.taught_up:
        terminal.print(f"取回 {report.taught_down} 处更正和判断，上传 {report.taught_up} 处。")
    if report.refused:
        terminal.say(f"有 {report.refused} 处按您的角色不能上传，原样留在本机。")
    if report.gone:
        terminal.print(f"有 {len(report.gone)} 份文档办公室文库里已没有；本机的文档和批注原样保留，没有上传。")
    if report.without_original:
        terminal.print(f"有 {len(report.without_original)} 份文档的原件取不到，只取了正文。")
    for each in report.conflicts:
        _tell_conflict(terminal, each)
    if report.conflicts:
        terminal.say(f"有 {len(report.conflicts)} 处两边都改过，两边都没有动。")
        terminal.say("用 andu sync --note 编号 --keep mine|theirs|both 决定保留哪一边（both 只用于批注）。")


def _tell_conflict(terminal: Terminal, conflict: Conflict) -> None:
    if isinstance(conflict, NoteConflict):
        mine, theirs = _said(conflict.mine), _said(conflict.theirs)
    else:
        mine, theirs = conflict.mine or "（已撤回）", conflict.theirs or "（已撤回）"
    terminal.print(f"冲突 {conflict.id}：“{conflict.passage}”")
    terminal.print(f"  我的：{mine}")
    terminal.print(f"  {conflict.who or '办公室文库'}的：{theirs}")


def _said(note: Annotation | None) -> str:
    if note is None:
        return "（已移入回收站）"
    tags = f" [{'、'.join(note.tags)}]" if note.tags else ""
    return f"{note.note or '（空）'}{tags}"


def _rounds(setting: Setting, copy: Store, origin: Store) -> SyncReport:
    options = setting.options
    report = synchronise(copy, origin, progress=setting.terminal.show_progress, cancel=setting.cancel)
    if options.note is None:
        return report
    chosen = [each for each in report.conflicts if each.id.startswith(options.note)]
    if len(chosen) != 1:
        message = f"没有编号为“{options.note}”的冲突。"
        raise AnnotationNotFoundError(message, advice="用 andu sync 可以查看所有冲突的编号。")
    settle(copy, origin, chosen[0], Keep(options.keep))
    return synchronise(copy, origin, progress=setting.terminal.show_progress, cancel=setting.cancel)
