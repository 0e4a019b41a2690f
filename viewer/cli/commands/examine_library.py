"""``andu doctor``: what is wrong with the library, and mending what can be mended."""

import argparse

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.core.errors import LibraryDamagedError
from viewer.services.doctor import Finding, FindingKind, is_backup_complete, rescue_database
from viewer.services.json_shapes import SCHEMA


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--repair", action="store_true", help="修复能修复的：数据库用备份恢复，索引重建，批注重新定位")


def run(setting: Setting) -> ExitCode:
    """Check, and mend where asked to."""
    terminal, repair = setting.terminal, setting.options.repair
    findings = _examined_or_rescued(setting) if repair else _examined(setting)
    terminal.end_progress()
    unmended = [each for each in findings if not each.mended]
    terminal.print_json({"schema": SCHEMA, "sound": not findings, "findings": [_shape(each) for each in findings]})
    for each in findings:
        terminal.print(each.sentence + ("（已修复）" if each.mended else ""))
    terminal.print("文库完好。" if not findings else f"发现 {len(findings)} 个问题，{len(unmended)} 个未修复。")
    return ExitCode.of(done=len(findings) - len(unmended), failed=len(unmended))


def _examined_or_rescued(setting: Setting) -> list[Finding]:
    try:
        findings = _examined(setting)
        kinds = {each.kind for each in findings}
        wants_backup = FindingKind.CONTENT_CHANGED in kinds and is_backup_complete(setting.library_folder)
        if FindingKind.DATABASE_DAMAGED not in kinds and not wants_backup:
            return findings
    except LibraryDamagedError:
        pass
    return [rescue_database(setting.library_folder), *_examined(setting)]


def _examined(setting: Setting) -> list[Finding]:
    with setting.services() as services:
        return services.examine(
            repair=setting.options.repair, progress=setting.terminal.show_progress, cancel=setting.cancel
        )


def _shape(finding: Finding) -> dict[str, object]:
    return {
        "kind": finding.kind.value,
        "subject": finding.subject,
        "sentence": finding.sentence,
        "mended": finding.mended,
    }
