"""Questions as the staff of an education bureau word them, with the plans they ask for.

An expectation is read from left to right, one word for one part of the plan; what is not said has to be empty.

* the kind: ``survey``, ``lookup``, ``compare``, ``summarise``, ``collection``, ``help``; two kinds with a slash
  between them where either is right; ``error`` when the question has to be refused
* conditions: ``any(校车|食品安全)``, ``all(…)``, ``none(…)``, ``notall(…)``, with ``@2023,2024`` behind for the years
  that bear on it; ``any('校车')`` is taken literally; ``about(校车)`` for what a comparison or summary is about
* ``in=雁浦,岚溪`` and ``not=雁浦`` for places (see PLACES), ``years=2023,2024``, ``period=上半年``,
  ``types=总结``, ``level=县级``, ``list=reports``, ``count``
* ``note`` when it has to be said how words were taken, ``ignored=近年来`` when these were not applied
* ``or`` between expectations that are equally right
* ``these=岚溪,怀湖`` in a follow-up: only what the answer before named

The conditions of a ``lookup`` are not looked at: it searches with the whole question.
"""

from __future__ import annotations

from wordings_by_kind import BY_KIND
from wordings_mixed import MIXED
from wordings_turns import FOLLOW_UPS

__all__ = ["FOLLOW_UPS", "PLACES", "WORDINGS"]

PLACES = {
    "云泽": "云泽市",
    "雁浦": "云泽市雁浦区",
    "鹭洲": "云泽市鹭洲区",
    "岚溪": "岚溪县",
    "怀湖": "怀湖市",
    "余杭": "浙江省杭州市余杭区",
    "苏州": "江苏省苏州市",
    "常熟": "江苏省苏州市常熟市",
    "锦江": "四川省成都市锦江区",
    "浙江": "浙江省",
    "江苏": "江苏省",
    "四川": "四川省",
    "杭州": "浙江省杭州市",
    "成都": "四川省成都市",
    "南京": "江苏省南京市",
}

WORDINGS = [*BY_KIND, *MIXED]
"""Question and expectation."""
