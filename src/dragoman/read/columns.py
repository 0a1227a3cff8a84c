"""Which column of a table, or field of a record, holds what: named by the user, else known by its name."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

from dragoman.errors import InvalidRecord, UnreadableDocument

KNOWN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (
            "text", "body", "fulltext", "full_text", "article_text", "articlebody",
            "maintext", "content", "article", "texte", "corps", "contenu", "texto",
            "cuerpo", "contenido", "النص", "نص", "المحتوى", "محتوى", "текст",
            "содержание", "содержимое", "正文", "内容", "metin", "inhalt", "tekst",
        ),
        "title": (
            "title", "headline", "heading", "titre", "título", "titulo", "titular",
            "العنوان", "عنوان", "заголовок", "название", "标题", "başlık", "titel",
        ),
        "published": (
            "published", "publication_date", "published_at", "date_published",
            "published_date", "publish_date", "pub_date", "pubdate", "datepublished",
            "date", "day", "date_publication", "date_de_publication", "fecha",
            "fecha_de_publicación", "fecha_publicacion", "التاريخ", "تاريخ",
            "تاريخ_النشر", "дата", "дата_публикации", "日期", "发布日期", "tarih", "datum",
        ),
        "url": (
            "url", "link", "address", "permalink", "uri", "web_url", "article_url",
            "lien", "adresse", "enlace", "الرابط", "رابط", "ссылка", "адрес", "链接",
            "网址",
        ),
        "source": (
            "source", "outlet", "publisher", "site", "source_name", "media",
            "newspaper", "agency", "fuente", "medio", "المصدر", "مصدر", "источник",
            "издание", "来源", "kaynak", "quelle",
        ),
        "lang": (
            "lang", "language", "language_code", "langue", "idioma", "lengua", "اللغة",
            "لغة", "язык", "语言", "dil", "sprache",
        ),
        "author": (
            "author", "authors", "byline", "auteur", "autor", "الكاتب", "كاتب",
            "المؤلف", "автор", "作者", "yazar",
        ),
        "id": (
            "id", "doc_id", "document_id", "article_id", "identifier", "identifiant",
            "identificador", "المعرف", "идентификатор", "编号",
        ),
    }
)  # fmt: skip
"""What columns are called, the likeliest first; spaces and hyphens count as underscores, case does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """The columns that hold a document's text and what is known of it; None where there is none."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None
    lang: str | None = None
    author: str | None = None
    id: str | None = None

    @classmethod
    def parse(cls, written: str) -> ColumnMap:
        """Read ``text=Body,title=Headline``; a part with a comma in it stands in quotation marks.

        Raises InvalidRecord, which says what is wrong and which names there are.
        """
        names = tuple(field.name for field in fields(cls))
        held: dict[str, str] = {}
        for part in next(csv.reader([written]), []):
            name, equals, column = (piece.strip() for piece in part.partition("="))
            if not equals or not name or not column:
                raise InvalidRecord(f"{part.strip()!r} is not of the form text=Body, in the map {written!r}")
            if name not in names:
                raise InvalidRecord(f"there is no {name!r} in a column map; there are {', '.join(names)}")
            if name in held:
                raise InvalidRecord(f"{name!r} stands twice in the map {written!r}")
            held[name] = column
        if not held:
            raise InvalidRecord("an empty column map")
        return cls(**held)

    def resolve(self, seen: Sequence[str]) -> ColumnMap:
        """The map for a table of these columns: those named here, and the rest where a name is well known.

        Raises UnreadableDocument where a column named is not there, or none is known to hold the text.
        """
        by_name: dict[str, str] = {}
        for column in seen:
            by_name.setdefault(_plain(column), column)
        chosen: dict[str, str] = {}
        for name, wanted in self.named():
            if wanted not in seen and _plain(wanted) not in by_name:
                raise UnreadableDocument(f"there is no column {wanted!r}; there are: {_listed(seen)}")
            chosen[name] = wanted if wanted in seen else by_name[_plain(wanted)]
        for name, known in KNOWN.items():
            found = next((by_name[one] for one in known if one in by_name), None)
            if name not in chosen and found is not None and found not in chosen.values():
                chosen[name] = found
        if "text" not in chosen:
            raise UnreadableDocument(
                f"which column holds the text cannot be told; there are: {_listed(seen)}. "
                "Name it with a column map, such as text=Body,title=Headline"
            )
        return replace(ColumnMap(), **chosen)

    def named(self) -> list[tuple[str, str]]:
        """What is mapped, and the column it is mapped to."""
        pairs = [(field.name, getattr(self, field.name)) for field in fields(self)]
        return [(name, column) for name, column in pairs if column is not None]


def known_names(columns: Sequence[str]) -> int:
    """How many of these are names of columns that are known."""
    plain = {_plain(column) for column in columns}
    return sum(bool(plain.intersection(known)) for known in KNOWN.values())


def _plain(column: str) -> str:
    return "_".join(column.strip().strip("\ufeff").casefold().replace("-", " ").replace("_", " ").split())


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(repr(column[:60]) for column in columns[:30])
    return shown + (f" and {len(columns) - 30} more" if len(columns) > 30 else "") if shown else "none"
