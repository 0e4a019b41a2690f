"""What the tests of this room share."""

import pytest

from tests.unit.text.jieba_reference import Reference


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """Return jieba itself."""
    return Reference(tmp_path_factory.mktemp("jieba"))
