import pytest
from report_texts import PROSE

from ingest.cleaning import clean
from ingest.models import CutReason, Extraction

REPORT = f"清源区教育局2023年工作总结\n2023年，我局在区委、区政府领导下，做了以下工作。\n一、校车\n{PROSE}\n二、食堂\n{PROSE}"

SITE_LINES = [
    "上一篇：教师个人工作总结",
    "下一篇: 幼儿园工作计划",
    "相关推荐：",
    "【相关阅读】",
    "延伸阅读:",
    "首页 > 工作总结 > 教育局工作总结",
    "您现在的位置：首页 >> 总结范文",
    "网友 分享 时间:",
    "来源：某某网 作者：佚名 发布时间：2023-05-06 浏览次数：128次 【字号：大 中 小】",
    "下面是小编为大家整理的教育局工作总结，欢迎阅读。",
    "以上就是教育局工作总结的全部内容，希望对大家有所帮助！",
    "更多工作总结请关注某某范文网",
    "《教育局工作总结.docx》由会员分享，可在线阅读，更多相关文档请在本站搜索。",
    "展开阅读全文",
    "点击展开全部 ∨",
    "本文来源于网络，如有侵权请联系我们删除",
    "限制150内",
    "分享到：QQ空间 新浪微博 腾讯微博 人人网",
    "版权声明：本文仅代表作者观点，转载请注明出处。",
    "扫描二维码关注公众号",
    "www.example-fanwen.com 编辑分享",
    "网站地图",
    "剩余80%未读，继续阅读",
    "</div><br/>",
]


WEAK_LINES = [
    "教育局工作总结.docx",
    "www.example-fanwen.com",
    "浏览次数：128",
    "专题：工作总结",
    "时间：2023-05-06",
    "打开阅读模式",
    "3.小学工作计划03-11",
]


@pytest.mark.parametrize("line", WEAK_LINES)
def test_line_that_a_report_may_have_is_cut_beside_a_sure_one_only(line: str) -> None:
    whole = f"{REPORT}\n{line}\n三、队伍\n{PROSE}" + f"\n{PROSE}" * 12
    assert clean(Extraction(text=whole)) == Extraction(text=whole)
    beside = clean(Extraction(text=whole.replace(line, f"{line}\n上一篇：教师个人工作总结")))
    assert beside.text == whole.replace(f"{line}\n", "")


@pytest.mark.parametrize("line", SITE_LINES)
@pytest.mark.parametrize("shape", ["{line}\n\n{report}", "{report}\n\n{line}\n", "{report}\n{line}\n三、队伍\n{prose}"])
def test_site_lines_are_cut_and_kept_beside_the_text(line: str, shape: str) -> None:
    done = clean(Extraction(text=shape.format(line=line, report=REPORT, prose=PROSE)))
    assert done.text.split() == shape.format(line="", report=REPORT, prose=PROSE).split()
    assert "".join("".join(c.text for c in done.cuts).split()) == "".join(line.split())
    assert {c.reason for c in done.cuts} <= {CutReason.SITE, CutReason.WEB_FRAME, CutReason.PAGE_MARK}


@pytest.mark.parametrize(
    "piece",
    [
        " QQ空间 新浪微博 腾讯微博 人人网 更多 ",
        "【某某范文网 www.fanwen-example.com】",
        "（范文搜索网）",
        "www.wenku-example.com",
        " 分享到微信 分享到微博 复制本文链接 ",
        "<br/>",
    ],
)
def test_pieces_in_mid_sentence_are_cut_alone(piece: str) -> None:
    at = REPORT.index("更换到期")
    done = clean(Extraction(text=REPORT[:at] + piece + REPORT[at:]))
    assert done.text == REPORT
    assert [c.text for c in done.cuts] == [piece]


BODY_LINES = [
    "全区发展工会会员1200名，为会员提供互助保障。",
    "经费来源：区级财政安排380万元，上级补助120万元。",
    "推荐阅读：《朝花夕拾》等书目，供各校组织学生暑期共读。",
    "在校园网站开设专栏，更新文章96篇，浏览次数12万。",
    "教师可在云平台在线阅读、下载教学资源，全年下载12万次。",
    "开通“清源教育”微信公众号，推送信息320条。",
    "校园小编辑部招募学生记者48名。",
    "联系电话：0577-88665555",
    "登录www.qyjy.gov.cn报名",
    "一、进一步办好作文网站和学生刊物",
    "举办藏书票展览，收到学生收藏的珍藏版连环画。",
    "向用户提供校车查询服务，家长可以扫描二维码登记。",
    "（三）探索全学科阅读模式",
    "积极构建整本书阅读模式",
    "（二）形成排查→整改→销号闭环",
    "内容：召开开学工作会，部署安全工作",
    "时间：2023年9月10日",
    "编辑：办公室",
    "注意事项：各校要提前摸排隐患，落实专人负责",
    "清源区教育局工作计划2023-24",
    "云泽市清源区教育局 2023-12-20",
    "联系邮箱：qyjyj@163.com",
    "请各位教师访问国家智慧教育平台网站，学习专题课程。",
    "请各校关注“清源教育”公众号。",
    "第一批文件由用户单位提供，统一归档管理。",
    "各学校高度重视，精心准备，认真组织，顺利通过省督导验收，得到充分肯定。",
    "实现公文网上办理，推行教案网上检查、作文网上批改，减轻教师负担。",
    "开设编织课程，让孩子们从小编织梦想，培养动手能力。",
    "牢固树立为你提供优质服务的理念，接待来访群众热情周到。",
    "通过微信/微博/QQ等平台宣传资助政策，家长知晓率明显提高。",
    "通过QQ微信微博等渠道公布举报方式，接受社会监督。",
    "在学校官网www.qysyxx.com开设家长信箱，听取意见。",
    "免责条款、版权归属等内容写入校企合作协议。",
]


@pytest.mark.parametrize("line", BODY_LINES)
def test_body_that_speaks_of_sites_is_kept(line: str) -> None:
    whole = f"{REPORT}\n{line}\n三、队伍\n{PROSE}"
    assert clean(Extraction(text=whole)) == Extraction(text=whole)


def test_list_of_recommended_titles_goes_with_its_head_but_not_the_next_title() -> None:
    text = f"{REPORT}\n\n相关推荐：\n教师工作总结五篇\n幼儿园工作计划\n\n碧湖县教育局2024年工作要点\n{PROSE}"
    assert clean(Extraction(text=text)).text.split() == [*REPORT.split(), "碧湖县教育局2024年工作要点", PROSE]


def test_titles_of_the_page_above_a_site_line_belong_to_the_page() -> None:
    text = f"人事科工作总结\n\n教育局工作总结。\n\n写总结时要注意什么？你可以读一下小编整理的教育局工作总结。\n\n{REPORT}"
    assert clean(Extraction(text=text)).text.strip() == REPORT


def test_label_of_a_sharing_site_takes_its_value_along() -> None:
    done = clean(Extraction(text=f"{REPORT}\n- 配套讲稿:\n如首页显示图标，表示该文档已包含配套讲稿。\n"))
    assert done.text.strip() == REPORT


def test_entities_become_spaces() -> None:
    assert clean(Extraction(text=f"{REPORT}&nbsp;&nbsp;完")).text == f"{REPORT}  完"
