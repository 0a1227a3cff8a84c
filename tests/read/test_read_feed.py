"""Feeds: entries as documents, and as news of pages to be read."""

# ruff: noqa: E501  # markup stands here as it does in feeds

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document, Source
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read import Failure
from dragoman.read.feed import Entry, entries, read_feed

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Foreign Ministry</title><link>https://mfa.example/</link><language>en-gb</language>
<item><title>Talks &amp;amp; trade</title><link>/news/1</link><guid isPermaLink="false">n-1</guid>
<dc:creator>Press office</dc:creator><pubDate>Thu, 18 Mar 2021 23:30:00 +0300</pubDate>
<description>The minister met the ambassador.</description>
<content:encoded><![CDATA[<p>The minister met the ambassador of Velmoria.</p><ul><li>Fishing</li></ul>
<p>They agreed on a session in the autumn.<br>It will be the eighth.</p><script>count()</script><p>Share</p>]]></content:encoded></item>
<item><title>A title alone</title><link>https://mfa.example/news/2</link><pubDate>18 March 2021</pubDate></item>
<item><title>A teaser</title><link>https://mfa.example/news/3</link><pubDate>04/03/2021</pubDate>
<description>The deputy minister opened a seminar on the law of the sea in Port Astra…</description></item>
</channel></rss>""".encode()
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Ministère</title>
<entry><id>urn:x:1</id><title type="html">Entretien &lt;b&gt;à Genève&lt;/b&gt;</title><link rel="self" href="https://mae.example/a.atom"/>
<link rel="alternate" href="https://mae.example/1"/><author><name>Service de presse</name></author>
<updated>2021-03-20T00:00:00Z</updated><published>2021-03-18T23:00:00-05:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Le ministre s'est entretenu avec son homologue velmorienne.</p><p>Une déclaration a été adoptée.</p></div></content></entry>
<entry><id>urn:x:2</id><title>Point de presse</title><link href="https://mae.example/2"/><updated>2021-03-20T00:00:00Z</updated>
<summary>Le porte-parole a répondu aux questions de la presse étrangère.</summary></entry></feed>""".encode()
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://mid.example/"><title>МИД</title><link>https://mid.example/</link></channel>
<item rdf:about="https://mid.example/1"><title>О встрече</title><link>https://mid.example/1</link><dc:date>2021-03-18</dc:date>
<description>Заместитель министра принял посла Республики Вельмория.</description></item></rdf:RDF>""".encode()


def test_entries_say_where_the_articles_are() -> None:
    first, second, third = entries(RSS)
    assert first == Entry(
        address="https://mfa.example/news/1",
        identity="n-1",
        title="Talks & trade",
        published=PartialDate(year=2021, month=3, day=18),
        text="The minister met the ambassador of Velmoria.\nFishing\nThey agreed on a session in the autumn.\nIt will be the eighth.",
    )
    assert (second.identity, second.text, str(second.published)) == (
        "https://mfa.example/news/2",
        "",
        "2021-03-18",
    )
    assert third.published is None  # the fourth of March or the third of April


def test_every_entry_with_words_is_a_document() -> None:
    first, second, third = read_feed(RSS, "feed.xml")
    assert isinstance(first, Document)
    assert (first.origin, first.name, first.lang) == ("feed.xml#n-1", "feed.xml#n-1", "en")
    assert (first.title, first.author) == ("Talks & trade", "Press office")
    assert first.source == Source(name="Foreign Ministry", url="https://mfa.example/news/1")
    assert (str(first.published), first.published_basis, first.published_from) == (
        "2021-03-18",
        DateBasis.STATED,
        "the entry: published",
    )
    assert isinstance(second, Failure)
    assert second.reason.endswith("its page is https://mfa.example/news/2")
    assert isinstance(third, Document)


def test_atom_keeps_the_day_it_writes_and_the_date_of_a_change_apart() -> None:
    first, second = read_feed(ATOM, "a.atom")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (
        first.text
        == "Le ministre s'est entretenu avec son homologue velmorienne.\nUne déclaration a été adoptée."
    )
    assert (first.title, first.author, first.lang) == ("Entretien à Genève", "Service de presse", "fr")
    assert (first.source.url, str(first.published)) == ("https://mae.example/1", "2021-03-18")
    assert (str(second.published), second.published_basis) == ("2021-03-20", DateBasis.INFERRED)


def test_rdf_is_read() -> None:
    (found,) = read_feed(RDF, "a.rdf")
    assert isinstance(found, Document)
    assert (found.lang, str(found.published), found.published_basis) == ("ru", "2021-03-18", DateBasis.STATED)


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16"])
def test_encodings_of_feeds_are_read(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?>\n{RDF.decode()}'.encode(encoding)
    assert entries(data)[0].title == "О встрече"


def test_same_entry_twice_is_one() -> None:
    assert (
        len(
            entries(
                RSS.replace(
                    b"</channel>", RSS[RSS.index(b"<item>") : RSS.index(b"</channel>")] + b"</channel>"
                )
            )
        )
        == 3
    )


def test_sitemap_given_as_a_feed_says_what_it_is() -> None:
    data = b"<urlset><url><loc>https://a.example/1</loc></url></urlset>"
    with pytest.raises(UnreadableDocument, match="dragoman watch"):
        list(read_feed(data, "x.xml"))


BOMB = (
    b'<!DOCTYPE rss [<!ENTITY a "'
    + b"ha" * 1000
    + b'"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<html><body><p>They met.</p></body></html>", "not a feed"),
        (b"They met.", "not a feed"),
        (b"<rss version='2.0'><channel><title>x</title></channel></rss>", "no entries"),
        (BOMB, "entities"),
        (BOMB.decode().encode("utf-16"), "entities"),
        (b"<rss><channel>" + b"<item>" * 5000, "nested"),
        (b"<rss>" + b"<a/>" * 2_100_000, "more than"),
        (b"<rss " + b" ".join(b"a%d='1'" % n for n in range(50_000)) + b"><channel>", "attributes"),
    ],
)
def test_what_is_no_feed_is_unreadable(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        list(read_feed(data, "x"))


@pytest.mark.parametrize("data", [RSS, ATOM, RDF], ids=["rss", "atom", "rdf"])
@settings(max_examples=60, deadline=None)
@given(
    where=st.floats(0, 1),
    put=st.binary(max_size=12) | st.sampled_from([b"<", b"]]>", b"<item>", b"&x;", b"\x00", b'"']),
    cut=st.integers(0, 300),
)
def test_damaged_feed_is_entries_or_unreadable(data: bytes, where: float, put: bytes, cut: int) -> None:
    at = int(where * len(data))
    try:
        found = list(read_feed(data[:at] + put + data[at + cut :], "x"))
    except UnreadableDocument:
        return
    for one in found:
        assert isinstance(one, Document | Failure)
        one.origin.encode()
