"""Makes the files of this folder with the real producers: Chromium, LibreOffice, PDFium and pypdf.

    python make.py [CHROMIUM [SOFFICE]]

The words are those of the .txt files beside it, a paragraph a line, the title first.
"""

from __future__ import annotations

import html
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
CHROMIUM, SOFFICE = (*sys.argv[1:], *("chromium", "soffice")[len(sys.argv) - 1 :])
HEADS = {
    "en": "Ministry of Foreign Affairs – Press Service",
    "fr": "Service public fédéral – Communiqué de presse",
    "ru": "Пресс-служба Министерства иностранных дел",
    "ar": "وزارة الخارجية – دائرة الإعلام",
    "zh": "外交部新闻司",
}
FONTS = {"ar": "Noto Naskh Arabic", "zh": "Droid Sans Fallback"}
NOTES = {
    "en": "The Commission was set up by the agreement of 3 June 1998.",
    "fr": "La Commission mixte a été créée par l’accord du 12 avril 1979.",
}
SOFT = {"consultations": "consul\u00adta\u00adtions", "government": "gov\u00adern\u00adment",
        "confirmed": "con\u00adfirmed", "environmental": "en\u00advi\u00adron\u00admen\u00adtal",
        "international": "in\u00adter\u00adna\u00adtion\u00adal", "discussion": "dis\u00adcus\u00adsion",
        "difficulties": "dif\u00adfi\u00adcul\u00adties", "universities": "uni\u00adver\u00adsi\u00adties",
        "examination": "ex\u00adam\u00adi\u00adna\u00adtion",
        "memorandum": "mem\u00ado\u00adran\u00addum"}  # fmt: skip


def lines(lang: str) -> list[str]:
    return (HERE / f"{lang}.txt").read_text(encoding="utf-8").splitlines()


def page(lang: str, *, columns: int = 1, size: str = "A5 landscape", points: int = 12) -> str:
    """An HTML page with a header and a footer that recur, as CSS for print has them."""
    title, *paragraphs = (html.escape(line) for line in lines(lang))
    if columns > 1:
        for word, soft in SOFT.items():
            paragraphs = [paragraph.replace(word, soft) for paragraph in paragraphs]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    font = f"9pt '{FONTS.get(lang, 'Noto Sans')}'"
    weight = "normal" if lang == "zh" else "bold"  # a weight that the font lacks would be drawn, not set
    return f"""<!DOCTYPE html><html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">
<head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: {size}; margin: 20mm 18mm;
  @top-center {{ content: "{HEADS[lang]}"; font: {font}; }}
  @bottom-center {{ content: counter(page) " / " counter(pages); font: {font}; }} }}
body {{ font: {points}pt/1.5 '{FONTS.get(lang, "Noto Serif")}'; }}
p {{ text-align: justify; margin: 0 0 .6em; }} h1 {{ font-size: 1.4em; font-weight: {weight}; }}
div {{ columns: {columns}; column-gap: 10mm; column-fill: auto; }}
</style></head><body><h1>{title}</h1><div>{body}</div></body></html>"""


def flat(lang: str, *, columns: int = 1) -> str:
    """A flat ODT: letterhead, header, footer with the page's number, footnote, hyphenation."""
    title, *paragraphs = (html.escape(line) for line in lines(lang))
    if lang in NOTES:
        end = paragraphs[1].index(",") + 1
        note = (
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
            f'<text:p text:style-name="Note">{NOTES[lang]}</text:p></text:note-body></text:note>'
        )
        paragraphs[1] = paragraphs[1][:end] + note + paragraphs[1][end:]
    body = "".join(f'<text:p text:style-name="Body">{paragraph}</text:p>' for paragraph in paragraphs)
    if columns > 1:
        body = f'<text:section text:style-name="Columns" text:name="s">{body}</text:section>'
    font = FONTS.get(lang, "Liberation Serif")
    country = {"en": "US", "fr": "FR", "ru": "RU", "ar": "OM", "zh": "CN"}[lang]
    way = "rl-tb" if lang == "ar" else "lr-tb"
    names = "".join(
        f'fo:{kind}="{value}" style:{kind}-asian="{value}" style:{kind}-complex="{value}" '
        for kind, value in (("font-size", "13pt"), ("language", lang), ("country", country))
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
        for name, path in {
            "office": "office", "style": "style", "text": "text", "meta": "meta",
            "fo": "xsl-fo-compatible", "svg": "svg-compatible",
        }.items()
    )  # fmt: skip
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{title}</dc:title><meta:initial-creator>Press Service</meta:initial-creator>
<meta:creation-date>2024-05-15T09:30:00</meta:creation-date></office:meta>
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties
 style:writing-mode="{way}"/><style:text-properties style:font-name="F" style:font-name-asian="F"
 style:font-name-complex="F" {names} fo:hyphenate="true" fo:hyphenation-remain-char-count="2"
 fo:hyphenation-push-char-count="2"/></style:default-style>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:text-align="justify"
 fo:margin-bottom="0.2cm" fo:text-indent="0.8cm" fo:line-height="130%" fo:orphans="2"
 fo:widows="2"/></style:style>
<style:style style:name="Title" style:family="paragraph"><style:paragraph-properties fo:text-align="center"
 fo:margin-bottom="0.5cm" fo:margin-top="0.4cm"/><style:text-properties fo:font-size="16pt"
 style:font-size-asian="16pt" style:font-size-complex="16pt" fo:font-weight="bold"
 style:font-weight-complex="bold" fo:hyphenate="false"/></style:style>
<style:style style:name="Small" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties fo:font-size="9pt" style:font-size-asian="9pt" style:font-size-complex="9pt"/>
</style:style><style:style style:name="Note" style:family="paragraph"><style:text-properties
 fo:font-size="9pt"/></style:style></office:styles>
<office:automatic-styles><style:style style:name="Columns" style:family="section"><style:section-properties>
<style:columns fo:column-count="{columns}" fo:column-gap="0.8cm"/></style:section-properties></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="{16 + 3 * columns}cm"
 fo:page-height="15cm" fo:margin="1.5cm" style:writing-mode="{way}"/><style:header-style>
<style:header-footer-properties fo:min-height="0.6cm" fo:margin-bottom="0.4cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.4cm"/>
</style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
<style:header><text:p text:style-name="Small">{HEADS[lang]}</text:p></style:header>
<style:footer><text:p text:style-name="Small">– <text:page-number>1</text:page-number> –</text:p>
</style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:p text:style-name="Title">{title}</text:p>{body}</office:text></office:body>
</office:document>"""


def left(lang: str) -> str:
    """The same by a program that was not told of the direction: set flush left, the right edge free."""
    source = flat(lang).replace('writing-mode="rl-tb"', 'writing-mode="lr-tb"')
    source = source.replace('fo:text-align="justify"', 'fo:text-align="left"')
    return source.replace('fo:text-indent="0.8cm"', 'fo:text-indent="0cm"')


def chromium(work: Path, name: str, source: str) -> None:
    (work / f"{name}.html").write_text(source, encoding="utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--no-pdf-header-footer", "--disable-gpu"]
    command += [f"--user-data-dir={work / 'browser'}", f"--print-to-pdf={HERE / name}.pdf"]
    subprocess.run([*command, str(work / f"{name}.html")], check=True, capture_output=True)


def printed(work: Path, name: str, source: str, address: str) -> None:
    """A page of a site as a visitor prints it: with the browser's own header and footer."""
    import functools
    import http.server
    import threading

    target = work / "site" / address
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(source, encoding="utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=work / "site")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={work / 'browser'}"]
    command += [f"--host-resolver-rules=MAP mfa.example 127.0.0.1:{server.server_port}"]
    command += [f"--print-to-pdf={HERE / name}.pdf", f"http://mfa.example/{address}"]
    subprocess.run(command, check=True, capture_output=True)
    server.shutdown()


def site(lang: str, date: str, *, style: str = "") -> str:
    """A page as a ministry's site has it, the date on a line of its own."""
    title, *paragraphs = (html.escape(line) for line in lines(lang))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">
<title>{title} | {HEADS[lang]}</title><style>body {{ font: 12pt '{FONTS.get(lang, "Noto Serif")}'; }}
h1 {{ font-weight: normal; }} {style}</style></head>
<body><h1>{title}</h1><p>{date}</p><main>{body}</main></body></html>"""


def libreoffice(work: Path, name: str, source: str) -> None:
    (work / f"{name}.fodt").write_text(source, encoding="utf-8")
    command = [SOFFICE, f"-env:UserInstallation=file://{work / 'office'}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(HERE), str(work / f"{name}.fodt")]
    subprocess.run(command, check=True, capture_output=True)


def scanned(name: str, source: str, count: int) -> None:
    """Pictures of the first pages, in black and white, as a copier makes them."""
    import pypdfium2

    document = pypdfium2.PdfDocument(HERE / f"{source}.pdf")
    pictures = [document[page].render(scale=200 / 72).to_pil().convert("1") for page in range(count)]
    pictures[0].save(HERE / f"{name}.pdf", save_all=True, append_images=pictures[1:], resolution=200)


def changed() -> None:
    """A scan among pages of text, and files under a password and under restrictions."""
    from pypdf import PdfReader, PdfWriter

    mixed = PdfWriter(clone_from=PdfReader(HERE / "libreoffice-ru.pdf"))
    mixed.insert_page(PdfReader(HERE / "scanned-ar.pdf").pages[0], 1)
    mixed.write(HERE / "mixed.pdf")
    for name, user in (("password", "secret"), ("restricted", "")):
        writer = PdfWriter(clone_from=PdfReader(HERE / "libreoffice-zh.pdf"))
        writer.encrypt(user, "owner", use_128bit=True)
        writer.write(HERE / f"{name}.pdf")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for lang in HEADS:
            chromium(work, f"chromium-{lang}", page(lang))
            libreoffice(work, f"libreoffice-{lang}", flat(lang))
        printed(work, "printed-zh", site("zh", "2024-04-18"), "zh/2024/0418.html")
        narrow = "@page { size: A5; } main { columns: 2; text-align: justify; } p { margin: 0 0 .5em; }"
        printed(work, "printed-columns", site("en", "15 May 2024", style=narrow), "news/114.html")
        libreoffice(work, "libreoffice-left-ar", left("ar"))
        chromium(work, "chromium-columns", page("en", columns=2, points=10))
        chromium(work, "chromium-columns-ar", page("ar", columns=2, points=13))
        libreoffice(work, "libreoffice-columns", flat("fr", columns=2))
    scanned("scanned-en", "libreoffice-en", 2)
    scanned("scanned-ar", "chromium-ar", 1)
    changed()


if __name__ == "__main__":
    main()
