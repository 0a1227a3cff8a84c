"""Mails and mailboxes: words, headers, attachments, and what is left out."""

# ruff: noqa: E501  # lines of mails
from __future__ import annotations

import io
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import DragomanError, UnreadableDocument
from dragoman.model.text import Document
from dragoman.model.time import DateBasis
from dragoman.read.base import STAGE, Failure
from dragoman.read.mail.eml import read_eml
from dragoman.read.mail.mbox import read_mbox
from dragoman.read.word.docx import read_docx

FILES = Path(__file__).parents[1] / "files" / "mail"


def inner(data: bytes, origin: str, suffix: str) -> Iterator[Document | Failure]:
    try:
        if suffix == ".eml":
            yield from read_eml(io.BytesIO(data), origin, inner)
        elif suffix == ".docx":
            yield from read_docx(data, origin)
        else:
            yield Failure(origin=origin, stage=STAGE, reason=f"unknown format {suffix}")
    except DragomanError as error:
        yield Failure(origin=origin, stage=STAGE, reason=str(error))


def every(data: bytes) -> list[Document | Failure]:
    return list(read_eml(io.BytesIO(data), "a.eml", inner))


def one(data: bytes) -> Document:
    (found,) = every(data)
    assert isinstance(found, Document), found
    return found


def load(name: str) -> bytes:
    return (FILES / name).read_bytes()


def mail(body: str, *headers: str) -> bytes:
    head = "\n".join(("Subject: Talks", "From: press@mfa.example", *headers))
    return f"{head}\n\n{body}".encode()


def test_headers_give_title_author_date_and_address() -> None:
    found = every(load("release.eml"))[0]
    assert isinstance(found, Document)
    assert found.title == "О переговорах министров иностранных дел"
    assert found.author == found.source.name == "Пресс-служба МИД"
    assert (str(found.published), found.published_basis) == ("2022-10-11", DateBasis.STATED)
    assert found.published_from == "header Date"
    assert found.source.url == "https://lists.mid.example/press/2022/7"


def test_attachments_that_can_be_read_are_documents_and_others_are_passed_over() -> None:
    found = every(load("release.eml"))
    assert [item.origin for item in found] == ["a.eml", "a.eml!Сообщение.docx", "a.eml!part-4.eml"]
    assert all(isinstance(item, Document) for item in found)


def test_an_attachment_cannot_have_been_made_after_its_mail() -> None:
    found = every(load("release.eml"))[1]
    assert isinstance(found, Document)
    assert (str(found.published), found.published_basis) == ("2022-10-11", DateBasis.INFERRED)
    assert found.published_from == "header Date of the mail it was attached to"


def test_signatures_are_left_out() -> None:
    found = every(load("release.eml"))[0]
    assert isinstance(found, Document)
    assert found.text.endswith("Текст сообщения приложен.")


def test_html_is_read_where_the_plain_text_is_a_stub() -> None:
    found = one(load("newsletter.eml"))
    assert found.text.split("\n") == [
        "Consultations in Chișinău",
        "Deputy Minister Radu Ionescu held political consultations with the State Secretary of Austria, Ms Eva "
        "Lindner, in Chișinău on 3 April 2024.",
        "They agreed to open an honorary consulate in Graz.",
        "Date | Event",
        "9 April | Visit of the minister to Ankara",
    ]
    assert found.source.url == "https://lists.mfa.example/press/"


def test_flowed_lines_are_joined_and_quotations_left_out() -> None:
    found = one(load("reply.eml"))
    assert found.text == (
        "The joint commission will meet in Kampala on 5 March, as the two ministers agreed.\n\nThe agenda follows."
    )
    assert (found.title, found.author) == ("Commission", "Okello, Grace")


@pytest.mark.parametrize(
    ("name", "title", "words", "lang"),
    [
        ("koi8-r", "О переговорах в Москве", "Министр принял посла Сербии", "ru"),
        ("gb2312", "两国外长在河内举行会谈", "外交部长陈文海在河内会见老挝外交部长", "zh"),
        ("iso-8859-6", "اجتماع اللجنة المشتركة", "استقبل وزير الخارجية نظيره الأردني", "ar"),
        ("mislabelled", "Réunion du comité mixte", "Le ministre s’est entretenu à Genève", "fr"),
    ],
)
def test_old_and_broken_encodings_are_read(name: str, title: str, words: str, lang: str) -> None:
    found = one(load(f"{name}.eml"))
    assert found.title == title
    assert found.text.startswith(words)
    assert found.lang == lang


FORWARD = """See below.

---------- Forwarded message ---------
From: Press <press@mfa.example>
Date: Fri, 31 Jan 2020
Subject: Talks
To: list@mfa.example

The minister received the ambassador of Chad.
"""


def test_the_body_of_a_forwarded_mail_is_kept_without_its_headers() -> None:
    found = one(mail(FORWARD, "Date: Mon, 3 Feb 2020 10:00:00 +0300"))
    assert found.text == "See below.\n\nThe minister received the ambassador of Chad."
    passed_on = one(
        mail(FORWARD, "Date: Mon, 3 Feb 2020 10:00:00 +0300").replace(b"Talks\n", b"Fwd: Talks\n", 1)
    )
    assert (passed_on.title, passed_on.published_basis) == ("Talks", DateBasis.INFERRED)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Agreed.\n\nFrom: A\nSent: Friday\nTo: B\nSubject: Talks\n\nOld words.", "Agreed."),
        ("Agreed.\n\n-----Original Message-----\nFrom: A\nTo: B\n\nOld words.", "Agreed."),
        ("Agreed.\n\nLe 3 mai 2020, A. Roy a écrit :\n> vieux\n\nSuite.", "Agreed.\n\nSuite."),
        ("Agreed.\n________________________________\nPress mailing list\nhttps://x.example", "Agreed."),
        ("From: Rabat they went on to Fes.\n\nThey met.", "From: Rabat they went on to Fes.\n\nThey met."),
        ("See <https://x.example/a> [image: seal] there.", "See   there."),
    ],
)
def test_what_a_mail_answers_is_left_out(body: str, text: str) -> None:
    assert one(mail(body)).text == text


HTML = """<div>We agree.</div><div class="gmail_quote"><div class="gmail_attr">On 5 May A wrote:</div>
<blockquote>Old words.</blockquote></div><p style="display: none">hidden</p>"""


def test_quotations_in_html_are_left_out_and_kept_in_what_is_passed_on() -> None:
    data = mail(HTML, "Content-Type: text/html; charset=utf-8")
    assert one(data).text == "We agree."
    assert one(data.replace(b"Subject: ", b"Subject: Fwd: ")).text == "We agree.\nOld words."


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("=?utf-8?B?0JLQuNC30LjR?=\n =?utf-8?B?giDQsiDQkdC10YDQvQ==?=", "Визит в Берн"),
        ("=?iso-8859-1?Q?R=E9union_=E0_Dakar?= today", "Réunion à Dakar today"),
        ("=?utf-8?B?0JLQuNC30LjRgg?=", "Визит"),
        ("=?no-such-charset?Q?Talks?=", "Talks"),
        ("=?utf-8?X?Talks?=", "=?utf-8?X?Talks?="),
        ("Re: [press] Talks", "[press] Talks"),
    ],
)
def test_encoded_headers_are_decoded(header: str, title: str) -> None:
    data = mail("They met in Bern.").replace(b"Subject: Talks", f"Subject: {header}".encode())
    assert one(data).title == title


def test_a_date_that_is_none_falls_back_to_that_of_receipt() -> None:
    received = "Received: from a by b; Mon, 3 Feb 2020 10:00:00 +0000"
    found = one(mail("They met.", "Date: yesterday", received))
    assert (str(found.published), found.published_basis) == ("2020-02-03", DateBasis.INFERRED)
    assert one(mail("They met.", "Date: 99 Foo 0000")).published is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"just words\nand more", "not a mail"),
        (mail(""), "no words"),
        (mail("> only\n> quoted"), "no words"),
        (mail("x", "Content-Type: multipart/encrypted; boundary=b"), "PGP"),
        (mail("x", "Content-Type: application/pkcs7-mime"), "S/MIME"),
    ],
)
def test_nothing_to_read_is_a_failure_that_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        every(data)


def test_bytes_that_are_no_text_are_no_words() -> None:
    with pytest.raises(UnreadableDocument, match="no words"):
        every(b"Subject: x\n\n" + bytes(range(128, 256)) * 40)


def test_a_line_of_nothing_but_marks_of_quotation_is_one_quotation() -> None:
    assert one(mail("They met.\n" + "> " * 200_000)).text == "They met."


@pytest.mark.parametrize(
    ("name", "kept"), [("note.txt", True), ("key.asc", False), ("card.vcf", False), ("x", False)]
)
def test_attachments_that_only_look_like_text_are_passed_over(name: str, kept: bool) -> None:
    found = EmailMessage()
    found["Subject"] = "Talks"
    found.set_content("They met.")
    found.add_attachment(b"words of a kind", maintype="application", subtype="octet-stream", filename=name)
    assert len(every(found.as_bytes())) == 1 + kept


def test_parts_and_lines_without_end_are_refused() -> None:
    part = "Content-Type: multipart/mixed; boundary=b{0}\n\n--b{0}\n"
    deep = "Subject: x\n" + "".join(part.format(number) for number in range(3_000))
    for data in (deep.encode(), mail("\n" * 1_100_000)):
        with pytest.raises(UnreadableDocument):
            every(data)


def test_parameters_without_end_cost_nothing() -> None:
    assert one(mail("They met.", "Content-Type: text/plain" + "; a=b" * 100_000)).text == "They met."


def box(data: bytes) -> list[Document | Failure]:
    return list(read_mbox(io.BytesIO(data), "a.mbox", inner))


def test_each_mail_of_a_box_is_named_by_its_id_or_its_number() -> None:
    found = box(load("box.mbox"))
    names = ["a.mbox!r1@mfa.example", "a.mbox!2", "a.mbox!2024-14@mfa.example", "a.mbox!4"]
    assert [item.origin for item in found] == names
    assert all(isinstance(item, Document) for item in found)


POST = b"From a@b.example Mon Jan  1 00:00:00 2024\n"


def test_a_line_that_looks_like_the_beginning_of_a_mail_is_not_one() -> None:
    (found,) = box(POST + mail("He came\n\nFrom Rabat to Fes.\n>From there on he went.\n"))
    assert isinstance(found, Document)
    assert found.text == "He came\n\nFrom Rabat to Fes.\nFrom there on he went."


def test_a_bad_mail_is_a_failure_in_its_place() -> None:
    found = box(POST + mail("They met.") + b"\n\n" + POST + b"nothing\n\n" + POST + mail("They left."))
    assert [isinstance(item, Document) for item in found] == [True, False, True]


@pytest.mark.parametrize("data", [b"", b"Subject: x\n\nThey met."])
def test_what_is_no_box_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        box(data)


GOOD = {path.name: path.read_bytes() for path in sorted(FILES.iterdir()) if path.suffix in (".eml", ".mbox")}
SNIPPETS = st.sampled_from(
    (
        *(b"\n", b"\n\n", b"--", b"=?utf-8?B?", b"?=", b"; boundary=", b"charset=utf-7", b"charset=punycode"),
        *(
            b"Content-Type: message/rfc822\n",
            b"Content-Transfer-Encoding: base64\n",
            b"> ",
            b"From ",
            b"<td>",
        ),
    )
)


@pytest.mark.parametrize("name", GOOD)
@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, 10**6), length=st.integers(0, 60), put=SNIPPETS | st.binary(max_size=20))
def test_any_change_of_a_good_mail_is_read_or_refused(name: str, at: int, length: int, put: bytes) -> None:
    good = GOOD[name]
    at %= len(good)
    reader = read_mbox if name.endswith(".mbox") else read_eml
    for data in (good[:at] + put + good[at + length :], good[:at], put):
        try:
            found = list(reader(io.BytesIO(data), name, inner))
        except UnreadableDocument:
            continue
        for item in found:
            assert item.origin.startswith(name)
            assert isinstance(item, Failure) or "\x00" not in item.text
