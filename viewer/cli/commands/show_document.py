"""``andu show``: one document of the library with everything known of it."""

import argparse

from viewer.cli.exit_code import ExitCode
from viewer.cli.reading_page import print_reading
from viewer.cli.setting import Setting, document_id
from viewer.services import json_shapes


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("id", metavar="编号", help="文档编号（andu list 的第一列），可以只写开头几位")


def run(setting: Setting) -> ExitCode:
    """Print the document."""
    with setting.services() as services:
        stored = services.documents.open(document_id(services, setting.options.id))
        annotations = services.annotating.of_document(stored.id)
    setting.terminal.print_json(json_shapes.stored_document(stored, annotations))
    print_reading(setting.terminal, stored.reading)
    return ExitCode.DONE
