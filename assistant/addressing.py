"""Words of a document that speak to whoever answers, and not of the matter: no language model is shown them.

The families below are narrow on purpose: an ordinary sentence must not be withheld. They reduce what a
model can be told by a document; what it may say is decided by the verification of its sentences.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from ingest.decoding import normalise

_SPACED = re.compile(r"(?<=[一-龥])[·•\s]+(?=[一-龥])")
_VARIANTS = str.maketrans("畧請衹隻號標註說寫輸統問並須應數「」『』", "略请只只号标注说写输统问并须应数“”“”")

_AI = r"(?:(?<![a-z])(?:ai|llm|gpt)(?![a-z]))"
_READER = (
    rf"(?:(?:{_AI}|人工智能|智能|自动|语言|大|评审)(?:问答|检索|写作|答复|语言|资料|生成)*(?:平台|系统|程序|助手|模型|软件|机器人|客服)"
    rf"|{_AI}|生成式(?:工具|模型|系统)|模型|机器人|智能体|算法|计算机程序|问答(?:系统|软件|平台)|(?<![设教科研医语音育行政])助手)"
    r"(?!\w{0,2}(?:课|社|赛|验|术|能|家|业|司|团|队|展|动|班|域))"
)
"""A machine that answers; not what schools teach and buy."""
_MUST = r"(?:请|应|须|需|必须|务必|一律|只|仅|不得|不要|不必|无需|切勿|停止)"
_SAY = r"(?:回答|作答|答复|回复|应答|输出|复述)"
_TELL = rf"(?:{_SAY}|引用|注明|表述|标注|写|列为|列入|计列|摘编|跳过|隐去|改为|从略|提及|提到|透露|照抄|给出)"
_RULES = r"(?:以上|上述|上面|上文|前述|之前|先前|此前|所有|全部|一切|编号)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_FRAME = _any(
    r"<\||\|>|<</?sys|\[/?(?:inst|system)\]|</[\w一-龥]+>|<!--|<system|```|\{\{|\$\{|^\s*#+\s*(?:instruction|system|系统|指令|回答)\b",
    r"[\"']?\b(?:role|answer|intent|override|prompt|temperature|max_tokens|output|relevance|system)\b[\"']?\s*[:=]",
    r"[【>](?:资料|原文|新的?)(?:要求|任务|指令|结束|到此)|(?:资料|原文)(?:结束|到此为止)|真正的(?:资料|任务|原文|要求)|下面是新的(?:问题|任务)",
    r"(?:^|[\s(（。？?!【>\]])(?:用户|助手|assistant|user|human|ai|system|系统(?:消息|提示|通知|指令))(?:[:：】]|\s*$)|\bq:.{0,400}\ba:",
)
"""Control tokens, templates, ends of the sources, and turns of a conversation."""
_ADDRESSED = _any(
    rf"(?:(?<![邀申聘宴])请|致|面向|(?<!提)供)(?:各|贵|阅读[^，。；]{{1,8}}的|负责[^，。；]{{1,8}}的)?{_READER}[^。；]{{0,40}}"
    rf"(?:{_TELL}|请|应|须|阅读|读取|说明|无需|一[概律]|时)",
    rf"(?:阅读|读到|提示|提醒)[^，。；]{{0,8}}{_READER}",
    rf"(?<!使用){_READER}[^。；]{{0,14}}(?:{_MUST}[^，。；]{{0,16}}{_TELL}|请注意|时[，,]?(?:应|请))",
)
"""Speaks to a machine."""
_ANSWERS = _any(
    rf"(?:请|一律|统一|均|都|只能?|仅|须|务必|必须|改为)[^，。；“]{{0,6}}(?:{_SAY}|应答|判)(?:为|是|成)?[:：“]",
    r"(?:请|一律|只能?|务必|必须|应时?|就)(?:答|说|写上?|判)(?:为|是|成)?[:：“]",
    rf"(?:^|[，,。；（(]|请|就|并|后)请?(?:只|仅|一律)(?:需要?|能|可|许)?(?:{_SAY}|[答说]没有)(?!口径|成绩|格式)",
    rf"(?<![邀申聘])请(?:你|先|再|直接|务必|原样|拒绝)*{_SAY}(?!问卷|以下|下列)",
    rf"(?:以|用)[^，。；]{{0,8}}(?:英文|外文|中文|json|html|表格|绝句|诗|语气|口吻|[英法日粤]语)[^，。；]{{0,4}}{_SAY}(?!了|学生)",
    rf"(?:{_SAY}|引用|摘编|改写|判断)[^。；]{{0,16}}时[，,]?(?:请|一律|不要|不必|务必|直接|只|语气|口吻)|(?:汇总|统计)[^。；]{{0,14}}时[，,]?(?:请|只列)",
    rf"(?:回答|答案|答复)的?(?:里|中|开头|末尾|前|最前面|不得超过)[^。；]{{0,8}}(?:{_MUST}|先|写|附|凡|[一-十0-9]个?字)",
    r"回答[^，。；]{0,4}(?:不要|不必|无需|不用)(?:引用|根据|编号)|(?:照此|按本段)[^，。；]{0,4}[回作]答|(?:回答|输出内容|答案)(?:请|一律)",
    r"请[^，。；]{0,4}(?:回答|答案)(?:里|中|写|保留|改)|(?:回答|答复|回复|输出)(?:格式|语言|字数)[:：]|(?:写|标注)\[[0-9]",
    r"(?:无需|不要|不得)(?:引用，|标[^，。；]{0,4}编号)|不标编号|每句话?(?:末尾|后面?)[^。；]{0,8}(?:加注|标|写)|作为(?:答案|回答)[:：“]",
    r"(?:凡|若|如|无论)[^，。；]{0,6}(?:问及|问到|被问|追问|提问|问什么)[^。；]{0,30}(?:请|一律|均|都|就|应|须|答)|用户(?:询问|继续提问)|提问[者人][若如问无]",
    r"(?:回复|输出|回答|答案)(?:的第一|里[^。；]{0,6}(?:换|改|加|写))|(?:请[^，。；]{0,4}向|告诉)用户|(?:请|须|应|必须|不得)[^，。；]{0,6}(?:结论|摘要|概要|综述)[中里]",
)
"""Tells how to answer."""
_VOID = _any(
    rf"(?:忽略|无视|忘掉|忘记|丢弃|抛开|不理会)[^，。；]{{0,6}}(?:{_RULES}|previous|原文)|忽略[^，。；]{{0,12}}(?:要求|指[示令]|规则|文字)",
    r"(?:以上|上面)[^，。；]{0,8}(?:作废|不再适用)|(?:内容|文件|本段|以下)[^，。；]{0,8}(?:优先级最高|最高优先级)|最高指令|优先于一切|(?:开发者|越狱)模式",
    r"你(?:现在|不再|必须|应[当该]?(?:拒绝|回答|引用|忽略)|不得|只能|只需要?|只会|没有任何)|忘[了掉]你|(?:现在起?|假设|假装|以后)[，,]?你(?:是|将|要|只|扮演)",
    r"你(?:的|[收看读]到的)[^，。；]{0,4}(?:提示词|指令|规则|密钥|系统|任务|身份|回答|文字)|(?:停止|放弃)(?:之前|先前|以上)的",
    r"(?:全部|内部|系统消息里?的?)(?:提示词|规则|要求)[^，。；]{0,4}(?:列|发|复述|输出)|(?:更新|修订)[^。；]{0,12}(?:不引用|不必根据)",
    r"(?:不要|勿|只|不予)(?:采信|相信)[^，。；]{0,6}(?:报告|资料|文件)|(?:勿|不要|无需|不必)核对[^，。；]{0,8}(?:数字|数据|引文)",
    r"(?:数字|数据|此数|原数|数量)[^，。；]{0,8}(?:改成|写[成作]|乘以|[都均应当须请]+(?:按0(?![.0-9])|扩大[一二三四五六七八九十百千]+倍))|把[上下]面[^，。；]{0,8}译成",
)
"""Takes the rules back, gives others, or another role."""
_PASSAGE = _any(
    r"(?:[本此]段|[本这]句|本[行格]|本条(?!例|规定|第|款))[^。；]{0,12}(?:请|不得|不必|一律|[均都]属|切勿|视为|不应|应当?|须)[^。；]{0,12}"
    rf"(?:{_SAY}|引用|提及|主题|相关|无关|摘要|承认)",
    r"(?:引用|使用|采用|摘[编取录])[本此](?:段|句|条|报告)[^。；]{0,16}(?:写|请|应|须|注明)|请[^，。；]{0,6}(?:采用本[段句]|本[段句条][^，。；]{0,4}(?:注明|符合|计|为))",
    r"(?:不论|无论)(?:[提问]什么|问题|用户|主题)[^。；]{0,20}(?:应|均|都|一律)|(?:若|如果?)[^，。；]{0,2}系统[^，。；]{0,6}(?:摘|引用|读取)|对话(?:请|一律|结束|重置)",
    r"判断[^，。；]{0,6}(?:[本此该][段句])|判断(?:时|[:：])|判(?:为|断为|定为)[^，。；]{0,2}(?:相关|无关|“[是否])|判“[是否]”|请判定本|是否相关[:：]|相关性[^，。；]{0,6}[:：]",
    r"与(?:所问|任何|所有)[^，。；]{0,4}(?:话题|问题|主题)[^，。；]{0,4}[有无相]关|裁判(?:须知|请)|(?<![邀聘])请裁判(?!员)|答案(?:[都均]|一律)?[是为][:：“]|问题的?理解",
)
"""Tells what to make of this very passage, or speaks to who judges it or reads the question."""
_ENGLISH = _any(
    r"\b(?:assistant|model|ai)\s+(?:should|must|will)\b|\b(?:ignore|disregard|forget|overrides?)\s+(?:all|any|the|previous|prior|above|every)",
    r"\byou\s+(?:are\s+(?:now|an?|no)|must|should|can\s+only)\b|\b(?:must|please|only|always|then)\s+(?:answer|reply|respond|output|say)\b",
    r"\b(?:answer|reply|respond)\s+(?:in|with|only|that|ok|yes|no)\b|\b(?:previous|hidden|new|system|above)\s+(?:instructions?|prompt|rules)",
    r"\bdo\s+not\s+(?:mention|cite|reveal|quote)\b|\brepeat\s+(?:everything|all|the)|\bwhen\s+asked\b",
)
_DISTRICT = r"(?:区县|县区|市县区?|县市区|地区|区|县|市|旗)"
_OTHERS = rf"(?:(?:其[他余]|各|兄弟|周边|邻近)(?:各个?|的|几个?)*{_DISTRICT}|各地|其[他余]地方)"
_OWN = rf"[本我]{_DISTRICT}"
_COMPILES = _any(
    rf"{_OTHERS}(?:的?(?:情况|数[字据]|做法|内容))?,?(?:一律|均|都|也|亦|皆)?"
    rf"(?:同此|同上|类推|皆然|亦然|照此(?!执行|办理|落实|推进|开展)|(?:与|和|同){_OWN}(?:完全)?(?:相同|一致|一样))",
    rf"(?:汇总|统计|汇编|摘编|检索|盘点|列表|列名单|比较|对比|排名|计数|合计|归纳|整理)[^,。;]{{0,8}}时,?(?:请|须|应|将|把|对|凡|则)*"
    rf"(?:{_OWN}|本(?:报告|局|文|件|段|行)|{_OTHERS})[^,。;]{{0,10}}(?<![未已])(?:[列计纳算并][入作为]|剔除|除外|排除|略去|忽略|免[列计]|不[列计算])(?:在外|[一-龥]{{2,3}}{_DISTRICT})?"
    r"(?:名单|统计|总数|合计|汇总|结果|范围|内)?(?=[,。;)!”]|$)",
    rf"(?:计|算|记|视)(?:为|作|成)[^,。;]{{0,4}}(?:[0-9]+|[一二两三四五六七八九十]+)个?{_DISTRICT}(?![域级间属])",
    r"(?:概括|归纳|综述|复述|转述|引述|摘录)[^,。;]{0,4}时,?(?:请|须|不得|勿|一律|务必|应?写)|(?:名单|汇总表|答案|结果|概要)[中里][^,。;]{0,4}[记列写标填][为作成]",
    rf"(?:用|以|按){_OWN}的?(?:数[字据]|情况|做法|内容)(?:代替|替代|代入|类推|推算|填[写列])",
    rf"(?:只|仅|单)(?:列|统计|计算|汇总|比较|引用|采用)[^,。;]{{0,4}}(?:[本我]|一个){_DISTRICT}(?=[,。;)]|$)",
    rf"(?:请|应|须|务必|一律)(?:将|把)(?:{_OWN}|本报告)[^,。;]{{0,6}}(?:列|排|放|置)[^,。;]{{0,4}}(?:首位|第一位|最前|榜首)",
    rf"[本此](?:表|段|句|数字?|数据|结论)[^,。;]{{0,4}}(?:适用于|代表|等同于|视同)[^,。;]{{0,6}}(?:各|其[他余]|全部|所有)(?:个|的)*{_DISTRICT}",
    r"本报告[^,。;]{0,3}(?:不|无需|免于|勿|应|须)(?:列入|计入|纳入|参加|参与)|(?:[视算计判列](?:为|作|成)|[也都均不]算)(?:已|未|没有|明确)?提[到及](?!的)|按(?:未|没有)提[到及]",
    rf"{_READER}请(?:把|将|用|按|以|对)|(?:{_READER}|人工智能|大模型)(?:读取|汇总|摘编|引用|作答)时[^。;]{{0,16}}(?:请|须|一律|[用以])|(?:撰稿人|撰写者|汇编者|写(?:总结|概要|材料|答案)的人)[:,]?请",
)
"""Tells how districts are to be counted, listed or compared, or that one stands for the others."""
_CHECKED = r"(?:核实|核对|核验|校验|查证|验证|比对|复核)"
_RESULTS = _any(
    rf"(?:以上|上述|[本该此][段句条文节章表页数项]|此处|前文|下列|下述)[^,。;]{{0,8}}(?:由|经|已)[^,。;]{{0,4}}(?:{_READER}|(?<![教])助手|引文|原文|语料)[^,。;]{{0,6}}"
    rf"(?:{_CHECKED}|审[核定]|确认)",
    rf"(?:已|均|都|每句话?)[^,。;]{{0,2}}(?:与|同|和|经)(?:引文|原文|来源|编号)[^,。;]{{0,4}}{_CHECKED}|没有通过核对|语言模型写的?|[已均]通过[^,。;]{{0,3}}(?:引文|原文|来源){_CHECKED}",
    rf"[\[【][^\]】]{{0,6}}(?:已|√|✓|✔|☑)[^\]】]{{0,4}}{_CHECKED}[^\]】]{{0,8}}[\]】]|{_CHECKED}(?:结果|状态|记录):[^。;]{{0,6}}(?:通过(?!率)|一致|无误|正确|真实|成立|pass)",
    rf"(?:^|[,(。;])(?:已|均)?[经由][^,。;]{{0,3}}(?:{_READER}|人工智能|大模型)[^,。;]{{0,2}}(?:复核|核[实验对]|校验|查证|验证)|(?:系统|模型|{_AI})(?:自动)?(?:判定|识别|核定|生成)(?:结果)?:|生成(?:结果|内容|答案)(?:如下)?:",
    r"(?:未|没有)?提[到及][^,。;]{0,10}的?(?:地区|区县|县区|报告)(?:[(][0-9]+[)])?:|原样(?:采用|引用|输出|照录)",
    r"(?:可|请)(?:直接|放心)(?:引用|采信|照录|摘录)(?=[,。;)】\]]|$)|(?:以上|以下|下面|下文)(?:是|为)原文摘录|概要由",
    r"(?:^|[|:,;、(\s])[一-龥]{1,6}[区县市旗]\s*[|:]\s*(?:未|没有|明确|已|可能|均)?提[到及]|(?:是否|有无)(?:明确)?提[到及][^,。;]{0,8}[|:]\s*[是否有无√×✓✗]",
    r"资料[中里]有[^。;]{0,8}个?地区提|未提到的地区|(?:明确|未)提到[0-9]+份|检查[0-9]+份报告,|涉及[0-9]+个地区:|(?:资料|原文)[中里](?:都|均|并)?(?:没有|未)提[到及]",
    r"问:[^?。]{0,20}(?:对吗|是吗|属实吗|确定吗)|问:[^?。]{0,20}(?:哪些|哪几?个|多少个?)[^?。]{0,4}提[到及]|请?[勿不]要?再问|问题:[^\n]{0,80}(?:回答|答案):",
    r"(?:根据|依据|按照)以上(?:原文|资料|材料)(?:直接)?(?:回答|作答)|以上是[^,。;]{1,8}的原文|[(]出自[^,。;()]{2,14},\s*《|(?:原文|资料|引文):\s*[\[【〔]",
    r"(?:解码|译码|解密)(?:后|并)(?:执行|照做)|按拼音(?:执行|作答)|写出[^,。;]{0,4}(?:模型名称|模型版本|密钥|服务器)|表情符号[^。;]{0,4}(?:回答|作答)",
)
"""Imitates the results of a survey, the record of a verification, or the words of a prompt around its sources."""
# No two neighbours here may take the same characters: long runs of them would be tried in every division.
_NUMBER = r"(?:(?:原文|资料|来源|引文)\s*)?[0-9]{1,3}"
_MARK = rf"[\[【〔〖]\s*{_NUMBER}(?:\s*[,、\-~]\s*{_NUMBER})*\s*[\]】〕〗](?!\s*号)"
_BEGINNING = r"^[\s>*#•·\-\"”“'(]*(?:(?:\([一二三四五六七八九十0-9]+\)|[一二三四五六七八九十]+、|[0-9]+[.、])[\s\"”“'(]*)?"
_NUMBERED = re.compile(rf"{_BEGINNING}(?:{_MARK}|(?:原文|资料|引文)\s*[0-9]{{1,3}}\s*[\s:#.、]):?(?P<said>.*)")
_CITED = re.compile(rf"{_MARK}(?=\s|[,。;!?)\"”“]|$|[\[【〔〖])")
_SAID = re.compile(r"[^,。;!?:\n]{2,}$")
_SAID_MAX = 40
"""How much is read before a mark, in characters."""
_CLOSERS = '"”) \t\u3000'
_STOPS = tuple("。!?;,")
_ANSWERED = re.compile(
    rf"(?:{_BEGINNING}|[(【])(?:(?:标准|正确|最终|模型|系统|参考)?回答(?::|—|-)|(?:标准|正确|最终|模型|系统)?答案:|答复要点:|概要:|(?:检索|搜索|问答)结果:"
    r"|原文(?:摘要|摘录)\s*[:|]|答:[^()]*\)|(?:根据|依据|按照)(?:(?:以上|上述|所给|给出的|提供的)(?:资料|原文)|原文),)"
)
"""How answers begin, in a sentence of their own or in brackets after the question."""
_STOPPED = re.compile(r"(?<=[。!?;])")
_HAN = re.compile("[一-龥]")
_ENTRY = re.compile(
    r"\[[a-z]{1,2}(?:/ol)?\]|出版社|学报|期刊|doi|https?:|(?:是|即)指|^\s*(?:数据|资料|图片|文字)?(?:来源|说明|注释?|口径)|^\s*(?:参[见阅考]|引自|[见详据按]|根据|《[^》]*》(?:第|[,.(等中]|[0-9]|规定|\s*$))"
)
"""What an entry of a bibliography or a footnote says."""
_TERM = re.compile(
    r"(?:文献|研究|年鉴|统计|报[告表刊]|数据|资料|文件|通知|意见|办法|规定|标准|附[件表录]|[图表][0-9]*|[》注]|来源|口径|指标|公报|公式|[为在于]|(?:表明|显示|指出|认为))(?:[一-龥]{0,2})[)”\"]?$"
)
"""What the mark of a footnote stands after."""
_FAMILIES = (_FRAME, _ADDRESSED, _ANSWERS, _VOID, _PASSAGE, _ENGLISH, _COMPILES, _RESULTS)


def _imitates_a_citation(line: str) -> bool:
    """Whether a line is numbered as sources are for a model, marked as its sentences are, or begins as its answer does."""
    for sentence in _STOPPED.split(line):
        numbered = _NUMBERED.search(sentence)
        if _ANSWERED.search(sentence) or (numbered and len(_HAN.findall(numbered["said"])) > 2 and not _ENTRY.search(numbered["said"])):
            return True
    return any(not _TERM.search(said) for said in _marked(line))


def _marked(line: str) -> Iterator[str]:
    """What the marks of a line stand after, without its stop."""
    for mark in _CITED.finditer(line):
        before = line[: mark.start()].rstrip(_CLOSERS)
        bare = before[:-1] if before.endswith(_STOPS) else before
        if said := _SAID.search(bare, max(0, len(bare) - _SAID_MAX)):
            yield said.group()


def speaks_to_the_answerer(text: str) -> bool:
    """Whether words tell how to answer, to compile or to judge, or imitate the frame of a prompt or an answer.

    Args:
        text: A sentence, a heading, a title or a file's name.

    Returns:
        Whether they do. A false statement that addresses nobody does not.
    """
    folded = unicodedata.normalize("NFKC", normalise(html.unescape(text))).translate(_VARIANTS).lower()
    # A heading that is quoted with its first sentence must not hide how the sentence begins, nor line ends the words between them.
    lines = [_SPACED.sub("", line) for line in folded.split("\n")]
    plain = {_SPACED.sub("", folded), *lines}
    return any(family.search(words) for words in plain for family in _FAMILIES) or any(_imitates_a_citation(line) for line in lines)
