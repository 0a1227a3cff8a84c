"""Pages as ministries, palaces and agencies lay them out, around articles of our own writing.

Every layout is a function of an article to a page; the article's paragraphs are what a reader should keep,
and the rest of the page is what it should leave out.
"""

# ruff: noqa: E501  # markup stands here as it does on pages

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page tells: its language, title, date as written, and paragraphs; and the words around it."""

    lang: str
    title: str
    date: str
    paragraphs: tuple[str, ...]
    site: str
    menu: tuple[str, ...]
    related: tuple[str, ...]
    cookies: str
    share: str
    caption: str
    rights: str
    comment: str

    @property
    def rtl(self) -> str:
        return ' dir="rtl"' if self.lang == "ar" else ""


ENGLISH = Article(
    lang="en",
    title="Foreign Minister Receives Ambassador of Velmoria",
    date="18 March 2021",
    paragraphs=(
        "The Minister of Foreign Affairs, Ms. Adela Korvin, received on Thursday the Ambassador of the "
        "Republic of Velmoria, Mr. Tomas Brandek, at the seat of the Ministry.",
        "The two sides reviewed preparations for the eighth session of the Joint Commission on Trade and "
        "Fisheries, to be held in Port Astra in the second half of May.",
        "Ms. Korvin recalled the Agreement on Fishing signed in 2016 and proposed that experts meet before "
        "the session to settle the annex on quotas.",
        "“We value the regular consultations between our ministries,” she said.",
        "Mr. Brandek conveyed an invitation to visit Velmoria, which was accepted with thanks.",
        "The parties also exchanged views on the situation in the region and underlined that disputes must "
        "be settled by peaceful means under the Charter of the United Nations.",
    ),
    site="Ministry of Foreign Affairs",
    menu=("Home", "The Minister", "Embassies", "Consular services", "Press room", "Contact us", "Careers"),
    related=(
        "Deputy Minister opens seminar on maritime law",
        "Condolences on the floods in Sarnia",
        "Weekly briefing by the spokesperson",
    ),
    cookies="We use cookies to improve your experience. Accept all. Read our cookie policy.",
    share="Share on Facebook",
    caption="Photo: Press office / A. Lind",
    rights="© 2021 Ministry of Foreign Affairs. All rights reserved.",
    comment="Great news for fishermen, hope they finally agree on something this time!",
)
FRENCH = Article(
    lang="fr",
    title="Entretien du ministre avec son homologue velmorien",
    date="18 mars 2021",
    paragraphs=(
        "Le ministre des Affaires étrangères, M. Luc Aubanel, s'est entretenu jeudi avec son homologue "
        "velmorienne, Mme Irina Stolz, en marge de la réunion ministérielle de Genève.",
        "Les deux ministres ont passé en revue l'état de la coopération bilatérale et se sont félicités de la "
        "signature, le mois dernier, d'un mémorandum d'entente sur la formation des cadres.",
        "Ils sont convenus de réunir la commission mixte avant la fin de l'année.",
        "M. Aubanel a réaffirmé l'attachement de la France au dialogue politique régulier entre les deux pays "
        "et au règlement pacifique des différends.",
        "À l'issue de l'entretien, une déclaration conjointe a été adoptée.",
    ),
    site="Ministère des Affaires étrangères",
    menu=(
        "Accueil",
        "Le ministre",
        "Ambassades",
        "Conseils aux voyageurs",
        "Salle de presse",
        "Nous contacter",
    ),
    related=("Déplacement du ministre à Rome", "Point de presse du 17 mars", "Nomination d'ambassadeurs"),
    cookies="Ce site utilise des cookies. Tout accepter. En savoir plus sur notre politique.",
    share="Partager sur Twitter",
    caption="Crédits : service de presse",
    rights="Mentions légales. Tous droits réservés.",
    comment="Enfin une bonne nouvelle pour nos étudiants là-bas, merci au ministre !",
)
RUSSIAN = Article(
    lang="ru",
    title="О встрече заместителя Министра с послом Вельмории",
    date="18 марта 2021",
    paragraphs=(
        "18 марта заместитель Министра иностранных дел А.П.Громов принял посла Республики Вельмория в Москве "
        "Т.Брандека по его просьбе.",
        "В ходе беседы состоялся обстоятельный обмен мнениями по вопросам двустороннего сотрудничества, "
        "включая подготовку очередного заседания Смешанной межправительственной комиссии.",
        "Стороны подтвердили заинтересованность в скорейшем подписании соглашения о рыболовстве.",
        "Особое внимание уделено положению в регионе и роли ООН в урегулировании конфликтов.",
        "Отмечена важность регулярных политических консультаций между министерствами двух стран.",
    ),
    site="Министерство иностранных дел",
    menu=("Главная", "Министерство", "Министр", "Внешняя политика", "Пресс-служба", "Контакты"),
    related=("Брифинг официального представителя", "О телефонном разговоре министров", "Итоги недели"),
    cookies="Мы используем файлы cookie. Продолжая пользоваться сайтом, вы соглашаетесь с этим.",
    share="Поделиться ВКонтакте",
    caption="Фото: пресс-служба МИД",
    rights="© Все права защищены. При использовании материалов ссылка обязательна.",
    comment="Давно пора было заняться этим вопросом, посмотрим что получится на деле.",
)
ARABIC = Article(
    lang="ar",
    title="وزيرة الخارجية تستقبل سفير جمهورية فيلموريا",
    date="18 مارس 2021",
    paragraphs=(
        "استقبلت وزيرة الشؤون الخارجية السيدة عديلة كرفين، يوم الخميس بمقر الوزارة، سفير جمهورية فيلموريا "
        "السيد توماس برانديك.",
        "وتناول اللقاء سبل تعزيز العلاقات الثنائية والتحضير للدورة الثامنة للجنة المشتركة للتجارة والصيد البحري.",
        "وذكّرت الوزيرة باتفاق الصيد الموقع سنة 2016، واقترحت عقد اجتماع للخبراء قبل انعقاد الدورة.",
        "وسلّم السفير دعوة رسمية لزيارة بلاده، قُبلت مع الشكر.",
        "كما تبادل الطرفان وجهات النظر حول الأوضاع في المنطقة، وأكدا ضرورة تسوية النزاعات بالطرق السلمية.",
    ),
    site="وزارة الشؤون الخارجية",
    menu=("الرئيسية", "الوزيرة", "السفارات", "الخدمات القنصلية", "فضاء الصحافة", "اتصل بنا"),
    related=("كاتب الدولة يفتتح ندوة حول قانون البحار", "برقية تعزية", "الندوة الصحفية الأسبوعية"),
    cookies="نستخدم ملفات تعريف الارتباط لتحسين تجربتك. قبول الكل.",
    share="شارك على فيسبوك",
    caption="صورة: مكتب الصحافة",
    rights="جميع الحقوق محفوظة لوزارة الشؤون الخارجية 2021",
    comment="خبر سار جدا للصيادين نتمنى لهم كل التوفيق والنجاح في عملهم",
)
CHINESE = Article(
    lang="zh",
    title="外交部长会见维尔莫里亚大使",
    date="2021年3月18日",
    paragraphs=(
        "三月十八日，外交部长柯文在北京会见维尔莫里亚共和国大使布兰德克，双方就双边关系和共同关心的问题交换了意见。",
        "柯文表示，中方愿同维方加强各领域务实合作，办好将于五月举行的经贸渔业混合委员会第八次会议，推动两国关系不断发展。",
        "布兰德克感谢中方的接待，转达了维尔莫里亚外长的访问邀请，并表示愿早日签署新的渔业协定。",
        "双方还就地区形势交换了看法，强调应根据联合国宪章以和平方式解决争端。",
    ),
    site="外交部",
    menu=("首页", "部长", "驻外机构", "领事服务", "新闻发布", "联系我们"),
    related=("发言人主持例行记者会", "副部长出席海洋法研讨会", "关于洪灾的慰问电"),
    cookies="本网站使用小型文本文件以改善您的体验，继续浏览即表示同意。",
    share="分享到微博",
    caption="图片来源：新闻司",
    rights="版权所有，未经许可不得转载。",
    comment="希望这次能够真正签下来，渔民们已经等了很多年了。",
)
ARTICLES = (ENGLISH, FRENCH, RUSSIAN, ARABIC, CHINESE)
BRIEF = tuple(replace(article, paragraphs=article.paragraphs[:2]) for article in ARTICLES)
"""The same, of two paragraphs: most press releases are short."""


def _p(article: Article, tag: str = "p", attributes: str = "") -> str:
    return "\n".join(f"<{tag}{attributes}>{escape(text)}</{tag}>" for text in article.paragraphs)


def _links(words: tuple[str, ...], tag: str = "li") -> str:
    return "".join(
        f'<{tag}><a href="/{number}">{escape(word)}</a></{tag}>' for number, word in enumerate(words)
    )


def _page(article: Article, body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{article.lang}"{article.rtl}><head><meta charset="utf-8">'
        f"<title>{escape(article.title)} | {escape(article.site)}</title>{head}</head><body>{body}</body></html>"
    )


def modern(article: Article) -> str:
    """A theme of today: article, aside, figure, share buttons, comments, a cookie banner."""
    return _page(
        article,
        f'<div id="cookie-banner" class="cookie-consent" role="dialog"><p>{article.cookies}</p></div>'
        f"<header><nav><ul>{_links(article.menu)}</ul></nav></header><main><article><h1>{article.title}</h1>"
        f'<div class="meta"><time datetime="2021-03-18">{article.date}</time></div>'
        f'<figure><img src="a.jpg"><figcaption>{article.caption}</figcaption></figure>{_p(article)}'
        f'<div class="share-buttons"><a href="#">{article.share}</a></div></article>'
        f'<aside class="related"><h3>+</h3><ul>{_links(article.related)}</ul></aside>'
        f'<section id="comments" class="comments"><div class="comment"><p>{article.comment}</p></div></section>'
        f"</main><footer><p>{article.rights}</p><ul>{_links(article.menu)}</ul></footer>",
    )


def divisions(article: Article) -> str:
    """Nothing but divisions with names that say little."""
    body = _p(article, "div", ' class="t"')
    return _page(
        article,
        f'<div class="wrap"><div class="top">{_links(article.menu, "span")}</div><div class="col1">'
        f'<div class="ttl">{article.title}</div><div class="dt">{article.date}</div><div class="txt">{body}</div>'
        f'<div class="prn"><a href="#">{article.share}</a></div></div><div class="col2">'
        f'{_links(article.related, "div")}</div><div class="btm">{article.rights}</div></div>',
    )


def breaks(article: Article) -> str:
    """The whole text in one division, with line breaks."""
    text = "<br /><br />\n".join(map(escape, article.paragraphs))
    return _page(
        article,
        f'<div id="menu">{_links(article.menu, "div")}</div><h2>{article.title}</h2>'
        f'<div class="content">{article.date}<br/><br/>{text}</div><div id="footer">{article.rights}</div>',
    )


def cells(article: Article) -> str:
    """A page of 2003: everything in table cells, the menu at the side, the text in one cell."""
    text = "<br><br>".join(map(escape, article.paragraphs))
    menu = "".join(
        f'<tr><td class="m"><a href="/{n}">{word}</a></td></tr>' for n, word in enumerate(article.menu)
    )
    return (
        f"<HTML{article.rtl}><HEAD><TITLE>{article.title} - {article.site}</TITLE></HEAD>"
        f'<BODY BGCOLOR="#FFFFFF"><TABLE WIDTH=780><TR><TD COLSPAN=2><IMG SRC="logo.gif" ALT="{article.site}"></TD>'
        f"</TR><TR VALIGN=TOP><TD WIDTH=180><TABLE>{menu}</TABLE></TD><TD><FONT SIZE=4><B>{article.title}</B></FONT>"
        f"<BR><FONT SIZE=1>{article.date}</FONT><BR><BR><FONT FACE=Arial>{text}</FONT></TD></TR>"
        f"<TR><TD COLSPAN=2 ALIGN=CENTER><FONT SIZE=1>{article.rights}</FONT></TD></TR></TABLE></BODY></HTML>"
    )


def rows(article: Article) -> str:
    """A palace's page: each paragraph a row of a nested table."""
    text = "".join(f'<tr><td class="texte" align="justify">{escape(p)}</td></tr>' for p in article.paragraphs)
    menu = "".join(f'<td><a href="/{n}">{word}</a></td>' for n, word in enumerate(article.menu))
    related = "".join(
        f'<tr><td><a href="/r{n}">{word}</a></td></tr>' for n, word in enumerate(article.related)
    )
    return (
        f"<html{article.rtl}><head><title>{article.title}</title></head><body><table><tr>{menu}</tr></table>"
        f'<table width="100%"><tr><td><table><tr><td class="titre">{article.title}</td></tr>'
        f"<tr><td>{article.date}</td></tr>{text}</table></td><td><table>{related}</table></td></tr></table>"
        f"<table><tr><td>{article.rights}</td></tr></table></body></html>"
    )


def form(article: Article) -> str:
    """A page in one form, as the content systems of the 2010s served it, with a view state."""
    return _page(
        article,
        f'<form method="post" action="./news.aspx" id="form1"><input type="hidden" name="__VIEWSTATE" '
        f'value="{"dDwtMTA4" * 400}" /><div id="ctl00_menu">{_links(article.menu, "span")}</div>'
        f'<div id="ctl00_body"><span id="ctl00_lblTitle" class="title">{article.title}</span>'
        f'<span id="ctl00_lblDate">{article.date}</span><div id="ctl00_lblText">{_p(article)}</div></div>'
        f'<div id="ctl00_footer"><span>{article.rights}</span></div></form>',
    )


def blog(article: Article) -> str:
    """A blog engine's page."""
    return _page(
        article,
        f'<div id="page" class="site"><div id="masthead"><ul class="menu">{_links(article.menu)}</ul></div>'
        f'<div id="primary"><article class="post type-post hentry"><h1 class="entry-title">{article.title}</h1>'
        f'<div class="entry-meta"><span class="posted-on"><time class="entry-date published" '
        f'datetime="2021-03-18T10:00:00+00:00">{article.date}</time></span></div>'
        f'<div class="entry-content">{_p(article)}<div class="sharedaddy sd-sharing">{article.share}</div></div>'
        f'</article><div id="comments" class="comments-area"><ol class="comment-list"><li class="comment">'
        f'<p>{article.comment}</p></li></ol></div></div><div id="secondary" class="widget-area">'
        f"<ul>{_links(article.related)}</ul></div><footer>{article.rights}</footer></div>",
    )


def nodes(article: Article) -> str:
    """A page of the engine that many governments use, with field wrappers."""
    return _page(
        article,
        f'<div role="navigation"><ul class="nav">{_links(article.menu)}</ul></div><div class="region-content">'
        f'<h1 class="page-header">{article.title}</h1><div class="node node--type-news">'
        f'<div class="field field--name-created">{article.date}</div><div class="field field--name-body">'
        f'<div class="field__item">{_p(article)}</div></div></div></div><div class="region-sidebar">'
        f'<div class="view-content">{_links(article.related, "div")}</div></div>'
        f'<div class="region-footer"><p>{article.rights}</p></div>',
    )


def parts(article: Article) -> str:
    """Subheadings and lists in the article, which are kept in their places."""
    first, *rest = article.paragraphs
    items = "".join(f"<li>{escape(text)}</li>" for text in rest[:2])
    return _page(
        article,
        f'<ul class="nav">{_links(article.menu)}</ul><div class="article-body"><h1>{article.title}</h1>'
        f"<p>{escape(first)}</p><h2>{article.site}</h2><ul>{items}</ul>"
        + "".join(f"<p>{escape(text)}</p>" for text in rest[2:])
        + f'</div><div class="related-links"><ul>{_links(article.related)}</ul></div>',
    )


def loose(article: Article) -> str:
    """No head, no body, paragraphs never closed, attributes without quotes."""
    text = "\n".join(f"<p class=MsoNormal>{escape(p)}" for p in article.paragraphs)
    return f"<title>{article.title}</title>\n<center><b>{article.title}</b></center>\n{text}\n<hr>{article.rights}"


def office(article: Article) -> str:
    """Pasted from a word processor: spans, styles and empty paragraphs."""
    text = "".join(
        f'<p class="MsoNormal" style="text-align:justify"><span lang="EN-GB" style="font-size:14.0pt"><o:p></o:p>'
        f"<span>{escape(p)}</span></span></p><p>&nbsp;</p>"
        for p in article.paragraphs
    )
    return _page(
        article, f'<div class="menu">{_links(article.menu, "span")}</div><div id="text">{text}</div>'
        f'<div class="copyright">{article.rights}</div>'
    )  # fmt: skip


def teasers(article: Article) -> str:
    """An agency's page where the teasers of other news are as long as the paragraphs."""
    teaser = "".join(
        f'<div class="news-item"><a href="/{n}"><h4>{title}</h4></a><p>{title}. {title}.</p></div>'
        for n, title in enumerate(article.related)
    )
    return _page(
        article,
        f'<nav>{_links(article.menu)}</nav><div class="story"><h1>{article.title}</h1><p class="date">{article.date}'
        f'</p><div class="story-body">{_p(article)}</div></div><div class="latest-news"><h3>+</h3>{teaser}</div>',
    )


def main_section(article: Article) -> str:
    """Sections in a main element; the text is split over two of them."""
    half = len(article.paragraphs) // 2
    first = "".join(f"<p>{escape(p)}</p>" for p in article.paragraphs[:half])
    second = "".join(f"<p>{escape(p)}</p>" for p in article.paragraphs[half:])
    return _page(
        article,
        f'<header>{_links(article.menu)}</header><main id="content"><section><h1>{article.title}</h1>{first}</section>'
        f'<section class="pull"><img src="x.png" alt=""></section><section>{second}</section></main>'
        f"<footer>{article.rights}</footer>",
    )


def mixed(article: Article) -> str:
    """Bare text, paragraphs, divisions and a table of names in one column, as an old editor leaves them."""
    first, second, *rest = article.paragraphs
    tail = "".join(f"<div><span>{escape(p)}</span></div>" for p in rest)
    return _page(
        article,
        f'<div id="nav">{_links(article.menu, "span")}</div><div class="detail"><h3>{article.title}</h3>'
        f"{escape(first)}<p>{escape(second)}</p>{tail}</div><div class='foot'>{article.rights}</div>",
    )


def misnamed(article: Article) -> str:
    """The article in elements whose names are those of boilerplate elsewhere."""
    return _page(
        article,
        f'<div class="main-menu">{_links(article.menu, "span")}</div><div class="widget-content social-news popup">'
        f'<h1>{article.title}</h1><div class="print-comment">{_p(article)}</div></div>'
        f'<div class="bottom">{article.rights}</div>',
    )


def linked(article: Article) -> str:
    """Names and places in the text are links, as on sites that tag everything."""
    text = "".join(
        "<p>" + " ".join(
            f'<a href="/tag/{n}">{escape(word)}</a>' if n % 3 == 0 else escape(word)
            for n, word in enumerate(paragraph.split())
        ) + "</p>"
        for paragraph in article.paragraphs
    )  # fmt: skip
    return _page(
        article,
        f"<nav>{_links(article.menu)}</nav><div class=news-text><h1>{article.title}</h1>{text}</div>"
        f"<footer>{article.rights}</footer>",
    )


def leading(article: Article) -> str:
    """The first paragraph as a standfirst in the header, the last as a quotation."""
    first, *rest, last = article.paragraphs
    middle = "".join(f"<p>{escape(p)}</p>" for p in rest)
    return _page(
        article,
        f"<nav>{_links(article.menu)}</nav><article><header><h1>{article.title}</h1>"
        f'<p class="lead chapo">{escape(first)}</p></header>{middle}<blockquote><p>{escape(last)}</p></blockquote>'
        f"</article><footer>{article.rights}</footer>",
    )


def interview(article: Article) -> str:
    """Questions in bold, answers after them in the same paragraph."""
    text = "".join(
        f"<p><strong>{escape(article.title)}?</strong><br>{escape(p)}</p>" for p in article.paragraphs
    )
    return _page(
        article,
        f'<ul id="menu">{_links(article.menu)}</ul><div id="transcript">{text}</div>'
        f'<div id="share">{article.share}</div><div id="bottom">{article.rights}</div>',
    )


def script_only(article: Article) -> str:
    """A page that is drawn by a script; the text stands in its linked data alone."""
    data = json.dumps(
        {"@type": "NewsArticle", "headline": article.title, "datePublished": "2021-03-18",
         "articleBody": "\n\n".join(article.paragraphs)}, ensure_ascii=False,
    )  # fmt: skip
    return _page(article, '<div id="app"></div>', f'<script type="application/ld+json">{data}</script>')


def palace(article: Article) -> str:
    """Layout tables four deep, spacer pictures, the text in cells of the innermost with a marker at each."""
    text = "".join(
        f'<tr><td width="8"><img src="dot.gif" alt=""></td><td class="t">{escape(p)}</td></tr>'
        for p in article.paragraphs
    )
    menu = "".join(f'<tr><td><a href="/{n}">{word}</a></td></tr>' for n, word in enumerate(article.menu))
    more = "".join(f'<tr><td><a href="/m{n}">{word}</a></td></tr>' for n, word in enumerate(article.related))
    return (
        f"<html{article.rtl}><head><title>{article.site} :: {article.title}</title></head><body><center>"
        f'<table><tr><td><table><tr><td valign="top"><table>{menu}</table></td><td><table><tr><td>'
        f"<b>{article.title}</b></td></tr><tr><td>{article.date}</td></tr><tr><td><table>{text}</table></td></tr>"
        f"</table></td><td><table>{more}</table></td></tr></table></td></tr><tr><td>{article.rights}</td></tr></table>"
        "</center></body></html>"
    )


def figures(article: Article) -> str:
    """A table of data in the article, which is kept, in its place."""
    half = len(article.paragraphs) // 2
    first = "".join(f"<p>{escape(p)}</p>" for p in article.paragraphs[:half])
    second = "".join(f"<p>{escape(p)}</p>" for p in article.paragraphs[half:])
    table = "<table><tr><th></th><th>2019</th><th>2020</th></tr><tr><td>A</td><td>1200</td><td>1350</td></tr></table>"
    return _page(
        article,
        f"<nav>{_links(article.menu)}</nav><main><h1>{article.title}</h1>{first}{table}{second}</main>"
        f"<footer>{article.rights}</footer>",
    )


LAYOUTS: Mapping[str, Callable[[Article], str]] = {
    layout.__name__: layout
    for layout in (
        modern, divisions, breaks, cells, rows, form, blog, nodes, parts, loose, office, teasers, main_section,
        mixed, misnamed, linked, leading, interview, script_only, palace, figures,
    )
}  # fmt: skip
