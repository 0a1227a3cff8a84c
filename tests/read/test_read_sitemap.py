"""Sitemaps: addresses, and nothing to read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import UnreadableDocument
from dragoman.model.time import PartialDate
from dragoman.read.sitemap import MAX_ADDRESSES, SitemapAddress, addresses, read_sitemap

MAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><image:image><image:loc>https://mfa.example/photo.jpg</image:loc></image:image>
<loc> https://mfa.example/news/1?a=1&amp;b=2 </loc><lastmod>2021-03-18T10:00:00+03:00</lastmod></url>
<url><loc>https://mfa.example/news/2</loc><news:news><news:publication_date>2021-03</news:publication_date></news:news></url>
<url><loc>javascript:alert(1)</loc></url><url><loc>/relative</loc></url>
<url><loc>https://mfa.example/news/2</loc></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://mfa.example/map-1.xml.gz</loc><lastmod>2021-03-18</lastmod></sitemap></sitemapindex>"""


def test_addresses_of_a_sitemap_are_those_of_pages_once_each() -> None:
    assert addresses(MAP) == [
        SitemapAddress(
            address="https://mfa.example/news/1?a=1&b=2",
            changed=PartialDate(year=2021, month=3, day=18),
            is_sitemap=False,
        ),
        SitemapAddress(
            address="https://mfa.example/news/2", changed=PartialDate(year=2021, month=3), is_sitemap=False
        ),
    ]


def test_index_names_sitemaps() -> None:
    assert addresses(INDEX) == [
        SitemapAddress(
            address="https://mfa.example/map-1.xml.gz",
            changed=PartialDate(year=2021, month=3, day=18),
            is_sitemap=True,
        )
    ]


def test_plain_list_is_a_sitemap() -> None:
    found = addresses("\ufeffhttps://mfa.example/1\r\n\r\nhttps://mfa.example/новости\n".encode())
    assert [one.address for one in found] == ["https://mfa.example/1", "https://mfa.example/новости"]


def test_wide_encoding_is_read() -> None:
    assert len(addresses(MAP.decode().encode("utf-16"))) == 2


def test_sitemap_without_end_ends_at_the_protocol_s_limit() -> None:
    data = b"<urlset>" + b"".join(b"<url><loc>https://a.example/%d</loc></url>" % n for n in range(60_000))
    assert len(addresses(data)) == MAX_ADDRESSES


def test_sitemap_as_a_file_says_what_it_is_good_for() -> None:
    with pytest.raises(UnreadableDocument, match=r"2 addresses holds no text; .*dragoman watch"):
        list(read_sitemap(MAP, "sitemap.xml"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"They met.",
        b"<html><body>They met.</body></html>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset><url><loc>https://a.example/&a;</loc></url></urlset>",
        b"<urlset>" + b"<a>" * 10_000,
        b"<rss><channel><item><link>https://a.example/1</link></item></channel></rss>",
    ],
)
def test_what_is_no_sitemap_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        addresses(data)


@settings(max_examples=100, deadline=None)
@given(at=st.integers(0, len(MAP)), put=st.binary(max_size=12), cut=st.integers(0, 300))
def test_damaged_sitemap_is_addresses_or_unreadable(at: int, put: bytes, cut: int) -> None:
    try:
        found = addresses(MAP[:at] + put + MAP[at + cut :])
    except UnreadableDocument:
        return
    assert all(one.address.startswith("http") for one in found)
