import pytest
from report_texts import PROSE

from ingest.official import is_official

STUDY = (
    "作为一名党员，我始终严格要求自己。在这次学习中，我认真听讲，我做了大量笔记，我深深感到自己的不足。"
    "我将从自身做起，改正自己的缺点，我相信自己能够做得更好。通过学习，我的思想有了提高，我对自己的岗位有了新的认识。"
)
ADVERTISEMENT = (
    "本店长期提供各类材料代写服务，原价50元，现特价20元，会员优惠更多。添加微信：xiezuo_8866，扫码领取免费下载资格，客服电话：021-5566778。"
)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", STUDY),
        ("党校学习总结", STUDY * 3),
        (
            "个人工作总结",
            "本人从教十年。我担任班主任，我认真备课，我关心每一个学生，我尊重家长。我取得了一些成绩。我把自己的一生献给学生，我热爱自己的工作，我没有后悔过。",
        ),
        ("", ADVERTISEMENT),
    ],
)
def test_private_texts_and_advertisements(title: str, text: str) -> None:
    assert not is_official(title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("雁浦区教育局2023年工作总结", PROSE * 4),
        ("云泽市教育局办公室关于开通网上报名的通知", "请扫码关注公众号办理，咨询电话：0577-88665566，服务热线：0577-88665577。" * 3),
        ("云泽市校车管理办法", "第一条　为了加强校车管理，制定本办法。\n第二条　本办法适用于本市行政区域。"),
        ("关于开展校车检查的通知", "各区县教育局：\n请于5月10日前报送，联系电话：0577-8866555。"),
        ("工会工作总结", "我局工会发展会员200人，为会员办理互助保险，开展送温暖活动。全区会员满意度提高。"),
        ("师德建设总结", "我区开展我的教育故事演讲，教师们讲述自己的成长，我局组织评选。全区学校参加。" * 3),
        ("局长述职报告", f"一年来，我带领全局干部职工，推动我区教育发展。{PROSE}{PROSE}"),
    ],
)
def test_documents_of_public_bodies(title: str, text: str) -> None:
    assert is_official(title, f"{title}\n{text}")
