"""Makes the files of this folder: mails by Python's email package, and some written out byte by byte.

    python make.py

The second kind is what mail programs of former years sent, and what broken ones send still.
"""

# ruff: noqa: E501  # lines of words and of XML
from __future__ import annotations

import base64
import mailbox
from email.message import EmailMessage
from pathlib import Path

HERE = Path(__file__).parent
WORDS = HERE.parent / "words"


def newsletter() -> EmailMessage:
    """A ministry's newsletter: a stub in plain text, and HTML that is a table of tables."""
    mail = EmailMessage()
    mail["Subject"] = "Weekly press review no. 14"
    mail["From"] = "Ministry of Foreign Affairs <press@mfa.example>"
    mail["To"] = "press-list@mfa.example"
    mail["Date"] = "Fri, 05 Apr 2024 17:30:00 +0200"
    mail["Message-ID"] = "<2024-14@mfa.example>"
    mail["List-Archive"] = "<https://lists.mfa.example/press/>"
    mail.set_content("To read this message, use a program that shows HTML.")
    mail.add_alternative(
        """<html><head><title>x</title><style>td { color: red }</style></head><body>
<div style="display:none;max-height:0">Preview of this week</div>
<table width="600"><tr><td><a href="https://mfa.example/n/14">View this email in your browser</a></td></tr>
<tr><td><table><tr><td><h2>Consultations in Chișinău</h2>
<p>Deputy Minister Radu Ionescu held political consultations with the State Secretary of Austria, Ms Eva
Lindner, in Chișinău on 3 April 2024.</p><p>They agreed to open an honorary consulate in Graz.</p></td></tr></table>
</td></tr><tr><td><table><tr><th>Date</th><th>Event</th></tr>
<tr><td>9 April</td><td>Visit of the minister to Ankara</td></tr></table></td></tr>
<tr><td><a href="https://mfa.example/u">Unsubscribe</a></td></tr></table></body></html>""",
        subtype="html",
    )
    return mail


def release() -> EmailMessage:
    """A press release in Russian with the text attached as a Word file, a picture and a mail passed on."""
    mail = EmailMessage()
    mail["Subject"] = "О переговорах министров иностранных дел"
    mail["From"] = "Пресс-служба МИД <press@mid.example>"
    mail["Date"] = "Tue, 11 Oct 2022 19:05:00 +0300"
    mail["Message-ID"] = "<20221011.7@mid.example>"
    mail["Archived-At"] = "<https://lists.mid.example/press/2022/7>"
    mail.set_content(
        "Министр иностранных дел провёл переговоры со своим монгольским коллегой.\n\n"
        "Текст сообщения приложен.\n\n-- \nПресс-служба\n+375 17 555-01-00\n"
    )
    mail.add_attachment(
        (WORDS / "ru.docx").read_bytes(),
        maintype="application",
        subtype="octet-stream",
        filename="Сообщение.docx",
    )
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="герб.png")
    inner = EmailMessage()
    inner["Subject"] = "Программа визита"
    inner["From"] = "Протокол <protocol@mid.example>"
    inner["Date"] = "Mon, 10 Oct 2022 09:00:00 +0300"
    inner.set_content("Делегация прибудет в Минск 10 октября в 18 часов.")
    mail.add_attachment(inner)
    return mail


def reply() -> bytes:
    """A reply in format=flowed with quotations, an attribution and a signature."""
    return (
        b'Subject: Re: Commission\r\nFrom: "Okello, Grace" <g.okello@mfa.example>\r\n'
        b"Date: Mon, 3 Feb 2020 10:00:00 +0300\r\nMessage-ID: <r1@mfa.example>\r\n"
        b"Content-Type: text/plain; charset=us-ascii; format=flowed\r\n\r\n"
        b"The joint commission will meet in Kampala on \r\n5 March, as the two ministers agreed.\r\n\r\n"
        b"On Sun, 2 Feb 2020 at 18:00, Jan Visser wrote:\r\n> When will the commission \r\n> meet?\r\n\r\n"
        b"The agenda follows.\r\n-- \r\nGrace Okello\r\nMinistry of Foreign Affairs\r\n"
    )


def raw(subject: bytes, body: str, charset: str, codec: str) -> bytes:
    """Eight-bit bytes in headers and body, as they were sent before it was allowed."""
    return (
        b"Subject: " + subject + b"\nFrom: press@example.org\nDate: Mon, 4 Mar 2002 10:00:00 +0000\n"
        + f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode()
        + body.encode(codec) + b"\n"
    )  # fmt: skip


def cut(text: str, codec: str, name: bytes) -> bytes:
    """Encoded words that are cut within a character, as many programs cut them."""
    signs = base64.b64encode(text.encode(codec))
    return b"=?" + name + b"?B?" + signs[:16] + b"?=\n =?" + name + b"?B?" + signs[16:] + b"?="


RAW = {
    "koi8-r": raw("О переговорах в Москве".encode("koi8-r"),
                  "Министр принял посла Сербии и обсудил с ним подготовку визита.", "koi8-r", "koi8-r"),
    "gb2312": raw(cut("两国外长在河内举行会谈", "gb2312", b"gb2312"),
                  "外交部长陈文海在河内会见老挝外交部长，双方讨论了边境贸易问题。", "gb2312", "gb2312"),
    "iso-8859-6": raw(cut("اجتماع اللجنة المشتركة", "iso-8859-6", b"iso-8859-6"),
                      "استقبل وزير الخارجية نظيره الأردني وبحث معه العلاقات بين البلدين.", "iso-8859-6",
                      "iso-8859-6"),
    "mislabelled": raw("Réunion du comité mixte".encode(),
                       "Le ministre s’est entretenu à Genève avec son homologue sénégalais.", "iso-8859-1",
                       "utf-8"),
}  # fmt: skip


def main() -> None:
    """Write every file."""
    (HERE / "newsletter.eml").write_bytes(newsletter().as_bytes())
    (HERE / "release.eml").write_bytes(release().as_bytes())
    (HERE / "reply.eml").write_bytes(reply())
    for name, data in RAW.items():
        (HERE / f"{name}.eml").write_bytes(data)
    path = HERE / "box.mbox"
    path.unlink(missing_ok=True)
    box = mailbox.mbox(path)
    for data in (reply(), RAW["koi8-r"], newsletter().as_bytes(), reply()):
        message = mailbox.mboxMessage(data)
        message.set_from("press@example.org Mon Mar  4 10:00:00 2002")
        box.add(message)
    box.close()


if __name__ == "__main__":
    main()
