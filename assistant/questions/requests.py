"""What a question asks for behind it, after a space or a comma: 简单说说, 列一下."""

from __future__ import annotations

import re

_HOW = r"(?:请|麻烦|帮我|给我|替我|再|简单|简要|大概|大致|大体|具体|详细|重点|分别|逐[条个]|按条|挨个)*"
_ONCE = r"(?:一?下子?|一遍|一?个?大概)?"
_TELL = (
    r"(?P<tell>[说讲谈聊](?:[说讲谈聊]看?|一?下|[一几]句)|(?:概括|总结|归纳)[成为]?[一两三几]句话?"
    rf"|(?:说明|概括|总结|归纳|介绍|梳理|描述|概述|小结|捋){_ONCE})"
)
_SHOW = r"(?:列(?:一?下|出来|个?(?:单子|清单|表|名单))|(?:查|看|数|统计|汇总|盘点|找)(?:一?下|一[查看数]|看)|看看|查查|数数)"
_REQUEST = re.compile(
    rf"(?:\s+|\s*[,，;；。!！?？]\s*){_HOW}(?:{_TELL}|{_SHOW})(?:就行|即可|就好|好吗|行吗|可以吗|谢谢|[吧呗啊呀嘛])*\s*[。.!！?？]*$"
)
_ASKS = re.compile(r"怎么|怎样|如何|咋|什么|啥|哪|多少|几|谁|吗|呢|是否|有没有|有无|为何|何时|没有?$")


def without_request(question: str) -> str:
    """A question without such a request; one that asks for nothing else keeps it in front.

    Args:
        question: A normalized question.
    """
    request = _REQUEST.search(question)
    if request is None or not any(c.isalnum() for c in question[: request.start()]):
        return question
    rest = question[: request.start()]
    return rest if _ASKS.search(rest) or not request["tell"] else f"说说{rest}"
