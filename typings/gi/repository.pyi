from typing import Any

Atspi: Any
GLib: Any
