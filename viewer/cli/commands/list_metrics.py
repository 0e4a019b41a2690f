"""``andu metrics``: the figures of the library by indicator, for people, scripts and spreadsheets."""

import argparse
from itertools import groupby
from pathlib import Path

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.core.across import LibraryFigure
from viewer.exporting.table import to_csv, to_xlsx
from viewer.exporting.whole_file import write_whole
from viewer.services import json_shapes
from viewer.services.across_library import figure_table


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--indicator", metavar="名称", help="只列名称中有这些字的指标")
    parser.add_argument("--format", choices=["json", "csv", "xlsx"], help="格式；xlsx 要同时写 --output")
    parser.add_argument("--output", metavar="文件", help="写入的文件")


def run(setting: Setting) -> ExitCode:
    """Print or write the figures."""
    options, terminal = setting.options, setting.terminal
    if options.format == "xlsx" and not options.output:
        terminal.say("错误：请用 --output 指定写入的文件。")
        return ExitCode.USAGE
    with setting.services() as services:
        figures = services.across.figures(part=options.indicator)
    if options.format in ("csv", "xlsx"):
        return _write_table(setting, figures)
    if options.format == "json" and not options.output:
        terminal.json = True
    shape = _shape(figures)
    if options.output:
        write_whole(Path(options.output), json_shapes.encoded(shape))
        terminal.say(f"已导出到“{options.output}”。")
        return ExitCode.DONE
    terminal.print_json(shape)
    for each in figures:
        name = each.metric.indicator or "（未命名）"
        period = f"，{each.metric.period.text}" if each.metric.period else ""
        terminal.print(f"{name}：{each.metric.surface}{period} —— {each.title}")
    if not figures:
        terminal.print("没有找到。")
    return ExitCode.DONE


def _write_table(setting: Setting, figures: list[LibraryFigure]) -> ExitCode:
    table = figure_table(figures)
    content = to_csv(table) if setting.options.format == "csv" else to_xlsx([table])
    if setting.options.output:
        write_whole(Path(setting.options.output), content)
        setting.terminal.say(f"已导出到“{setting.options.output}”。")
    else:
        setting.terminal.print(content.decode("utf-8-sig").rstrip("\r\n").replace("\r\n", "\n"))
    return ExitCode.DONE


def _shape(figures: list[LibraryFigure]) -> dict[str, object]:
    """Group mentions of one indicator, by its exact name, role and unit; names that only resemble stay apart."""
    grouped = groupby(
        sorted(figures, key=_series_key),
        key=_series_key,
    )
    series = []
    for (_, _, unit, role), of_series in grouped:
        points = list(of_series)
        series.append(
            {
                "indicator": points[0].metric.indicator,
                "unit": unit,
                "role": role,
                "points": [_point(each) for each in points],
            }
        )
    return {"schema": json_shapes.SCHEMA, "total": len(figures), "indicators": series}


def _series_key(figure: LibraryFigure) -> tuple[bool, str, str, str]:
    metric = figure.metric
    return (metric.indicator is None, metric.indicator or "", metric.unit, metric.role.value)


def _point(figure: LibraryFigure) -> dict[str, object]:
    return json_shapes.metric(figure.metric) | {
        "text": figure.sentence,
        "document": {
            "id": figure.document_id,
            "title": figure.title,
            "number": figure.number,
            "issuing_unit": figure.issuing_unit,
            "date": figure.date,
        },
    }
