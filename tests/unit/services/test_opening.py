"""Opening a library."""

import subprocess
import sys


def test_opening_a_library_loads_nothing_of_what_reads_files_or_writes_them() -> None:
    late = ("viewer.extract.entities.finder", "viewer.importing.registry", "pypdfium2", "docx", "jinja2", "keyring")
    words = f"import sys, viewer.services.opening; print([name for name in {late!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"
