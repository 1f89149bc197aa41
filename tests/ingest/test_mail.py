from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.mail import mail_parts
from ingest.models import UnreadableFileError

BODY = "各位领导：现将清源区教育局2023年工作总结报送如下，招聘教师86名，李镕同志负责。\n"
NAME = "清源区2023年工作总结.docx"


def word(text: str, charset: str = "gb2312") -> str:
    return f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


def mail(*parts: bytes, kind: str = "mixed") -> bytes:
    """A message of raw parts, each with its headers."""
    head = f"From: a@example.cn\r\nSubject: {word('报送')}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary=XX\r\n\r\n".encode()
    return head + b"".join(b"--XX\r\n" + part + b"\r\n" for part in parts) + b"--XX--\r\n"


def attachment(*headers: bytes, data: bytes = b"data") -> bytes:
    return b"\r\n".join((*headers, b"Content-Transfer-Encoding: base64", b"", base64.encodebytes(data)))


def body(text: str = BODY, kind: str = "plain", charset: str = "utf-8", declared: str | None = None) -> bytes:
    return f"Content-Type: text/{kind}; charset={declared or charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode() + text.encode(charset)


def parts(data: bytes) -> dict[str, bytes]:
    found = list(mail_parts(data))
    assert len({name for name, _ in found}) == len(found)
    assert all(isinstance(content, bytes) for _, content in found)
    return {name: content for name, content in found if isinstance(content, bytes)}


def test_body_and_attachments_of_an_ordinary_message() -> None:
    message = EmailMessage()
    message["Subject"] = "报送总结"
    message.set_content(BODY)
    message.add_alternative(f"<p>{BODY}</p>", subtype="html")
    message.add_attachment(b"PK\x03\x04", maintype="application", subtype="octet-stream", filename=NAME)
    message.add_attachment("校车。", filename="附表.txt")
    found = parts(message.as_bytes())
    assert list(found) == ["正文.txt", NAME, "附表.txt"]
    assert found["正文.txt"].decode("utf-8-sig").strip() == BODY.strip()
    assert found[NAME] == b"PK\x03\x04"
    assert found["附表.txt"].decode().strip() == "校车。"


@pytest.mark.parametrize(
    "header",
    [
        f'Content-Disposition: attachment; filename="{word(NAME)}"'.encode(),
        f"Content-Disposition: attachment; filename={word(NAME)}".encode(),
        f'Content-Disposition: attachment; filename="{word(NAME[:5])}\r\n {word(NAME[5:])}"'.encode(),
        f'Content-Type: application/octet-stream; name="{word(NAME, "utf-8")}"'.encode(),
        f'Content-Disposition: attachment; filename="=?utf-8?Q?{"".join(f"={b:02X}" for b in NAME.encode())}?="'.encode(),
        b"Content-Disposition: attachment; filename*=gb2312''" + "".join(f"%{b:02X}" for b in NAME.encode("gb2312")).encode(),
        b"Content-Disposition: attachment; filename*0*=utf-8''%E6%B8%85%E6%BA; filename*1*=%90%E5%8C%BA2023"
        + b"".join(b"%%%02X" % b for b in NAME[7:-5].encode())
        + b'; filename*2=".docx"',
        f'Content-Disposition: attachment; filename="{NAME}"'.encode(),
        f'Content-Disposition: attachment; filename="{NAME}"'.encode("gb18030"),
    ],
)
def test_attachment_names_as_mail_programs_write_them(header: bytes) -> None:
    assert list(parts(mail(attachment(header)))) == [NAME]


def test_a_name_cut_in_mid_character() -> None:
    raw = NAME.encode("gb2312")
    words = "\r\n ".join(f"=?gb2312?B?{base64.b64encode(piece).decode()}?=" for piece in (raw[:3], raw[3:]))
    assert list(parts(mail(attachment(f'Content-Disposition: attachment; filename="{words}"'.encode())))) == [NAME]


def test_attachments_without_a_name() -> None:
    assert list(parts(mail(attachment(b"Content-Type: application/pdf")))) == ["附件.pdf"]
    assert list(parts(mail(attachment(b"Content-Type: application/x-none")))) == ["附件"]


@pytest.mark.parametrize(
    ("charset", "declared"),
    [("gb18030", "gb2312"), ("gb18030", "GBK"), ("utf-8", "utf-8"), ("big5hkscs", "big5-hkscs"), ("utf-16", "utf-16")],
)
def test_a_body_in_its_declared_character_set(charset: str, declared: str) -> None:
    text = "現將總結報送如下" if charset.startswith("big5") else BODY
    encoded = base64.encodebytes(text.encode(charset)).decode()
    data = f"Content-Type: text/plain; charset={declared}\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}".encode()
    # The mark outweighs what an HTML body says of its character set.
    assert parts(data)["正文.txt"] == b"\xef\xbb\xbf" + text.encode()


@pytest.mark.parametrize("declared", ["iso-8859-1", "us-ascii", "no-such-charset", "utf-8"])
def test_a_body_that_is_not_as_declared_is_handed_on_as_it_is(declared: str) -> None:
    assert parts(mail(body(charset="gb18030", declared=declared)))["正文.txt"].decode("gb18030").strip() == BODY.strip()


def test_html_when_the_plain_body_is_blank_or_missing() -> None:
    html = body(f"<p>{BODY}</p>", "html")
    assert list(parts(mail(body(" \n"), html, kind="alternative"))) == ["正文.html"]
    assert list(parts(mail(html))) == ["正文.html"]
    assert list(parts(mail(body(), html, kind="alternative"))) == ["正文.txt"]


def test_html_when_the_plain_body_is_a_stub() -> None:
    report = body(f"<style>p {{ margin: 0 }}</style><p>{BODY * 3}</p>", "html")
    stub = "您的邮件客户端不支持HTML格式，请换用其他客户端。"
    found = parts(mail(body(stub), report, kind="alternative"))
    assert BODY.strip() in found["正文.html"].decode("utf-8-sig")
    assert found["正文.txt"].decode("utf-8-sig").strip() == stub
    assert list(parts(mail(body(BODY[:20]), report, kind="alternative"))) == ["正文.html"]
    bare = body(f"<style>{'p { margin: 0 }' * 50}</style><img src='a.png' alt='{stub}'>", "html")
    assert list(parts(mail(body(), bare, kind="alternative"))) == ["正文.txt"]


def nested(depth: int) -> bytes:
    """A text inside that many multiparts, beside an attachment in the outermost."""
    inner = body()
    for level in range(depth):
        mark = b"L%d" % level
        inner = b"Content-Type: multipart/mixed; boundary=" + mark + b"\r\n\r\n--" + mark + b"\r\n" + inner + b"\r\n--" + mark + b"--\r\n"
    return mail(attachment(b"Content-Disposition: attachment; filename=a.docx"), inner)


def test_parts_nested_too_deep_are_told_and_the_others_read() -> None:
    assert list(parts(nested(10))) == ["a.docx", "正文.txt"]
    (first, data), (_, failure) = mail_parts(nested(200))
    assert (first, data) == ("a.docx", b"data")
    assert isinstance(failure, UnreadableFileError)
    assert failure.category == "unsupported"


def test_a_message_too_deep_to_parse_is_told() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        list(mail_parts(nested(1200)))
    assert caught.value.category == "unsupported"


def test_an_attachment_inside_an_alternative_is_kept() -> None:
    inner = mail(body(kind="html"), attachment(b'Content-Disposition: attachment; filename="a.pdf"')).replace(b"XX", b"YY")
    inner = inner[inner.index(b"Content-Type") :]
    assert list(parts(mail(body(), inner, kind="alternative"))) == ["正文.txt", "a.pdf"]


def test_an_enclosed_message_is_a_member() -> None:
    enclosed = mail(body()).replace(b"XX", b"YY")
    (name,) = parts(mail(b"Content-Type: message/rfc822\r\n\r\n" + enclosed))
    assert name == "报送.eml"
    coded = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(enclosed)
    for wrapped in (b"Content-Type: message/rfc822\r\n\r\n" + enclosed, coded):
        assert BODY.strip() in parts(parts(mail(wrapped))["报送.eml"])["正文.txt"].decode("utf-8-sig")


def test_an_enclosed_message_that_is_broken_fails_alone() -> None:
    broken = b"Subject: a\r\nContent-Type: multipart/mixed; boundary=YY\r\n\r\n" + BODY.encode() + b"\r\n"
    (_, text), (name, content) = mail_parts(mail(body(), b"Content-Type: message/rfc822\r\n\r\n" + broken))
    assert isinstance(text, bytes)
    assert name == "转发的邮件.eml"
    assert isinstance(content, UnreadableFileError)
    assert content.category == "damaged"


def test_a_message_without_parts() -> None:
    assert parts(b"Subject: a\r\n\r\n\r\n") == {}
    assert list(parts(attachment(b"Content-Type: application/pdf; name=a.pdf"))) == ["a.pdf"]


def test_damaged_base64_is_told() -> None:
    broken = b"Content-Disposition: attachment; filename=a.docx\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAAA\r\n"
    ((name, content), (_, whole)) = mail_parts(mail(broken, attachment(b"Content-Disposition: attachment; filename=b.docx")))
    assert name == "a.docx"
    assert isinstance(content, UnreadableFileError)
    assert content.category == "damaged"
    assert "重" in str(content)
    assert whole == b"data"


def test_a_message_that_is_cut_off_gives_what_is_there() -> None:
    whole = mail(body(), attachment(b"Content-Disposition: attachment; filename=a.docx", data=bytes(3000)))
    assert next(iter(parts(whole[: whole.index(b"AAAA") + 400]))) == "正文.txt"


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_no_message_is_refused(text: bytes, header: bytes) -> None:
    for data in (text, mail(b"Content-Disposition: attachment; filename=" + header + b"\r\n\r\n" + text)):
        for name, content in mail_parts(data):
            assert name.strip()
            assert isinstance(content, bytes) or (content.category == "damaged" and "请" in str(content))
