from __future__ import annotations

import copy

from assistant.page.server import _Conversation


def test_a_session_begins_with_a_copy() -> None:
    begun = copy.deepcopy(_Conversation())
    begun.halt()
    assert begun == _Conversation()
