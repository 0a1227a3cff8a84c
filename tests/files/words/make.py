"""Makes the files of this folder with LibreOffice, out of a flat ODT for each language.

    python make.py [SOFFICE]

Each holds what a press release may: a header and a footer with the page's number, a note in mid-sentence, a
list, a table, a text box, a comment, tracked changes, hidden text, soft hyphens and a page break.
"""

# ruff: noqa: E501  # lines of words and of XML
from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SOFFICE = sys.argv[1] if len(sys.argv) > 1 else "soffice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """The words of one press release; ``{...}`` of the first paragraph are marks of where things stand."""

    head: str
    title: str
    before: str  # the sentence up to the note
    note: str
    after: str
    deleted: str
    inserted: str
    hidden: str
    comment: str
    items: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    box: str
    last: str


RELEASES = {
    "en": Release(
        head="Ministry of Foreign Affairs - Press Service",
        title="Joint commission to meet in Windhoek in March",
        before="The Minister of Foreign Affairs, Ms Ilvi Kaasik, received the Ambassador of Namibia, Mr Petrus"
        " Haufiku, in Tallinn on 6 February 2024",
        note="The ambassador presented his letters of credence on 12 January 2023.",
        after=" and agreed with him that the joint com\u00admission on fisheries would hold its third session in"
        " March.",
        deleted="The session will be held in Tallinn. ",
        inserted="The session will be held in Windhoek. ",
        hidden="Do not release before noon. ",
        comment="Please check the spelling of the name.",
        items=("The agreement on vocational training was signed in 2019.",
               "The memorandum on ports is under discussion."),
        rows=(("Date", "Meeting"), ("3 May 2022", "Second session of the joint commission, Tallinn"),
              ("12 March 2024", "Third session of the joint commission, Windhoek")),
        box="Press contact: +372 555 0100",
        last="Both sides called for the release of the seamen who have been held since November.",
    ),
    "fr": Release(
        head="Ministère des Affaires étrangères - Service de presse",
        title="Deuxième session du comité mixte à Cotonou",
        before="Le ministre des Affaires étrangères, M. Aurélien Dossou, s’est entretenu le 18 avril 2023 à Cotonou"
        " avec son homologue luxembourgeoise, Mme Claire Weydert",
        note="L’accord général de coopération a été signé le 2 juin 2009.",
        after=", et les deux ministres sont convenus de réunir le comité mixte de coopé\u00adration avant la fin de"
        " l’année.",
        deleted="La réunion se tiendra à Luxembourg. ",
        inserted="La réunion se tiendra à Cotonou. ",
        hidden="Sous embargo jusqu’à midi. ",
        comment="Vérifier le nom du ministre.",
        items=("Un mémorandum sur l’eau sera signé en octobre.", "Douze bourses seront offertes chaque année."),
        rows=(("Date", "Réunion"), ("7 mai 2021", "Première session du comité mixte, Luxembourg"),
              ("5 décembre 2023", "Deuxième session du comité mixte, Cotonou")),
        box="Contact presse : +229 55 01 00",
        last="Les deux parties ont appelé à un cessez-le-feu immédiat dans la région du lac.",
    ),
    "ru": Release(
        head="Министерство иностранных дел - Пресс-служба",
        title="О переговорах министров иностранных дел в Минске",
        before="Министр иностранных дел Андрей Соколовский провёл 11 октября 2022 года в Минске переговоры с"
        " министром иностранных дел Монголии Ганболдом Эрдэнэ",
        note="Дипломатические отношения установлены 24 января 1992 года.",
        after=" и договорился с ним о проведении очередного заседания межправи\u00adтельственной комиссии.",
        deleted="Заседание пройдёт в Минске. ",
        inserted="Заседание пройдёт в Улан-Баторе. ",
        hidden="Не для печати. ",
        comment="Уточнить имя министра.",
        items=("Соглашение о торговле подписано в 2015 году.", "Меморандум о перевозках готовится к подписанию."),
        rows=(("Дата", "Встреча"), ("14 июня 2021 года", "Шестое заседание комиссии, Минск"),
              ("20 марта 2023 года", "Седьмое заседание комиссии, Улан-Батор")),
        box="Для прессы: +375 17 555-01-00",
        last="Стороны призвали к скорейшему возобновлению переговоров.",
    ),
    "ar": Release(
        head="وزارة الشؤون الخارجية - المكتب الصحفي",
        title="اللجنة المشتركة تجتمع في مسقط",
        before="استقبل وزير الخارجية السيد سالم البوسعيدي يوم 9 مايو 2023 في مسقط وزير خارجية الأردن السيد"
        " مازن الخصاونة",
        note="وقّع البلدان اتفاق التعاون في 4 مارس 2001.",
        after=" واتفق معه على عقد الدورة الخامسة للجنة المشتركة قبل نهاية العام.",
        deleted="وستعقد الدورة في عمّان. ",
        inserted="وستعقد الدورة في مسقط. ",
        hidden="ليس للنشر. ",
        comment="يرجى التحقق من الاسم.",
        items=("تم توقيع اتفاق النقل البحري عام 2018.", "مذكرة التفاهم حول التعليم قيد الدراسة."),
        rows=(("التاريخ", "الاجتماع"), ("3 نوفمبر 2021", "الدورة الرابعة للجنة المشتركة في عمّان"),
              ("10 ديسمبر 2023", "الدورة الخامسة للجنة المشتركة في مسقط")),
        box="للاتصال: 96824550100+",
        last="ودعا الجانبان إلى وقف فوري لإطلاق النار.",
    ),
    "zh": Release(
        head="外交部新闻司",
        title="两国外长在河内举行会谈",
        before="2023年8月15日，外交部长陈文海在河内会见老挝外交部长坎佩·西苏里",
        note="两国于1962年9月5日建立外交关系。",
        after="，双方同意年底前召开合作委员会第四次会议。",
        deleted="会议将在河内举行。",
        inserted="会议将在万象举行。",
        hidden="请勿发布。",
        comment="请核对姓名。",
        items=("2017年签署了旅游合作协定。", "关于铁路的谅解备忘录正在商谈。"),
        rows=(("日期", "会议"), ("2021年4月2日", "合作委员会第三次会议，河内"),
              ("2023年12月8日", "合作委员会第四次会议，万象")),
        box="新闻联系电话：555-0100",
        last="双方呼吁有关各方保持克制。",
    ),
}  # fmt: skip
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing",
        "fo": "xsl-fo-compatible", "meta": "meta", "svg": "svg-compatible",
    }.items()
)  # fmt: skip


def flat(lang: str) -> str:
    """The flat ODT of one press release."""
    words = RELEASES[lang]
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in words.rows
    )
    items = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in words.items)
    mode = 'style:writing-mode="rl-tb"' if lang == "ar" else ""
    change = "<office:change-info><dc:creator>E. Editor</dc:creator><dc:date>2024-02-05T10:00:00</dc:date></office:change-info>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"
  office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{words.title}</dc:title><meta:initial-creator>Press Service {lang}</meta:initial-creator>
<dc:creator>Press Service {lang}</dc:creator>
<meta:creation-date>2024-02-05T09:00:00</meta:creation-date><dc:date>2024-02-06T11:00:00</dc:date></office:meta>
<office:styles>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Title" style:family="paragraph"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="New" style:family="paragraph" style:parent-style-name="Standard">
 <style:paragraph-properties fo:break-before="page" {mode}/></style:style>
<style:style style:name="P" style:family="paragraph" style:parent-style-name="Standard">
 <style:paragraph-properties {mode}/></style:style>
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="14.8cm" fo:page-height="21cm"
 fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
<style:header><text:p>{words.head}</text:p></style:header>
<style:footer><text:p><text:page-number>1</text:page-number> / <text:page-count>2</text:page-count></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text text:use-soft-page-breaks="true">
<text:tracked-changes text:track-changes="false">
<text:changed-region text:id="c1"><text:deletion>{change}<text:p>{words.deleted}</text:p></text:deletion></text:changed-region>
<text:changed-region text:id="c2"><text:insertion>{change}</text:insertion></text:changed-region>
</text:tracked-changes>
<text:p text:style-name="Title">{words.title}</text:p>
<text:p text:style-name="P">{words.before}<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>{words.note}</text:p></text:note-body></text:note>{words.after}</text:p>
<text:p text:style-name="P"><text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>{words.inserted}<text:change-end text:change-id="c2"/><text:span text:style-name="Hidden">{words.hidden}</text:span><office:annotation><dc:creator>E. Editor</dc:creator><text:p>{words.comment}</text:p></office:annotation><draw:frame text:anchor-type="char" svg:width="5cm" svg:height="1cm" svg:y="1cm"><draw:text-box><text:p>{words.box}</text:p></draw:text-box></draw:frame></text:p>
<text:list>{items}</text:list>
<table:table><table:table-column table:number-columns-repeated="2"/>{rows}</table:table>
<text:p text:style-name="New">{words.last}</text:p>
</office:text></office:body></office:document>"""


def main() -> None:
    """Write every file."""
    for lang in RELEASES:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"{lang}.fodt"
            source.write_text(flat(lang), encoding="utf-8")
            for suffix in ("odt", "docx", "rtf"):
                subprocess.run(
                    [SOFFICE, f"-env:UserInstallation=file://{tempfile.gettempdir()}/soffice-words", "--headless",
                     "--convert-to", suffix, "--outdir", str(HERE), str(source)],
                    check=True, capture_output=True,
                )  # fmt: skip
            if lang == "en":
                (Path(HERE) / "en.fodt").write_text(flat(lang), encoding="utf-8")


if __name__ == "__main__":
    main()
