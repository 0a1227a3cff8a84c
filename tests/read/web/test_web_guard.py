"""What may be fetched, before anything is."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InvalidRecord
from dragoman.read.web.answer import NotFetched, shown
from dragoman.read.web.guard import Guard, Place, kind_of, take_apart

BARRED = {
    "127.0.0.1": "loopback",
    "127.255.0.9": "loopback",
    "::1": "loopback",
    "10.0.0.1": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "100.64.0.1": "private",
    "fd12:3456::1": "private",
    "169.254.1.1": "link-local",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fec0::1": "link-local",
    "169.254.169.254": "cloud metadata",
    "169.254.170.2": "cloud metadata",
    "100.100.100.200": "cloud metadata",
    "168.63.129.16": "cloud metadata",
    "192.0.0.192": "cloud metadata",
    "fd00:ec2::254": "cloud metadata",
    "224.0.0.1": "multicast",
    "ff02::1": "multicast",
    "0.0.0.0": "reserved",
    "255.255.255.255": "reserved",
    "240.0.0.1": "reserved",
    "192.0.2.1": "reserved",
    "198.18.0.1": "reserved",
    "198.51.100.1": "reserved",
    "203.0.113.1": "reserved",
    "::": "reserved",
    "2001:db8::1": "reserved",
    "2001:0:1::1": "reserved",
    "3fff::1": "reserved",
    "100::1": "reserved",
    "64:ff9b:1::a00:1": "reserved",
    "::7f00:1": "reserved",
    "::ffff:127.0.0.1": "loopback",
    "::ffff:0:127.0.0.1": "loopback",
    "::ffff:169.254.169.254": "cloud metadata",
    "64:ff9b::10.0.0.1": "private",
    "64:ff9b::a9fe:a9fe": "cloud metadata",
    "2002:7f00:1::": "loopback",
    "2002:c0a8:101::1": "private",
    "2002:a9fe:a9fe::1": "cloud metadata",
    "nonsense": "malformed",
    "": "malformed",
}
PUBLIC = (
    "93.184.216.34", "8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "11.0.0.1",
    "2606:2800:220:1::1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1",
)  # fmt: skip


@pytest.mark.parametrize(("numeric", "kind"), BARRED.items())
def test_address_that_is_not_public_is_named_for_what_it_is(numeric: str, kind: str) -> None:
    assert kind_of(numeric) == kind


@pytest.mark.parametrize("numeric", PUBLIC)
def test_public_address_is_free(numeric: str) -> None:
    assert kind_of(numeric) is None


@given(st.integers(0, 2**32 - 1))
def test_ipv4_address_within_an_ipv6_address_is_judged_as_itself(number: int) -> None:
    kind = kind_of(str(ipaddress.IPv4Address(number)))
    for network, below in (("::ffff:0:0", 0), ("64:ff9b::", 0), ("2002::", 80)):
        address = ipaddress.IPv6Address(int(ipaddress.IPv6Address(network)) | number << below)
        assert kind_of(str(address)) == kind


@given(st.integers(0, 2**32 - 1))
def test_no_address_is_free_that_the_standard_library_knows_to_be_private(number: int) -> None:
    address = ipaddress.IPv4Address(number)
    if address.is_private or address.is_multicast or address.is_reserved or address.is_link_local:
        assert kind_of(str(address)) is not None


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("file:///etc/passwd", "only http"),
        ("ftp://press.example/a", "only http"),
        ("gopher://press.example/", "only http"),
        ("data:text/html,hello", "only http"),
        ("javascript:alert(1)", "only http"),
        ("//press.example/a", "only http"),
        ("press.example", "only http"),
        ("", "only http"),
        ("http://", "no host"),
        ("http:///a", "no host"),
        ("http://reader:secret@press.example/", "password"),
        ("http://reader@press.example/", "password"),
        ("http://@press.example/", "password"),
        ("http://press.example:8080/", "port 8080"),
        ("https://press.example:22/", "port 22"),
        ("http://press.example:0/", "no host"),
        ("http://press.example:99999/", "not an address"),
        ("http://press.example:eighty/", "not an address"),
        ("http://press.example\\@127.0.0.1/", "backslashes"),
        ("http://press.example /a", "not a name"),
        ("http://press.example/a\r\nX-Other: 1", "control"),
        ("http://press.example/\x00", "control"),
        ("http://[::1", "not an address"),
        ("http://[fe80::1%25eth0]/", "not an address"),
        ("http://[nonsense]/", "not an address"),
        ("http://%31%32%37.0.0.1/", "odd spelling"),
        ("http://%6cocalhost/", "not a name"),
        ("http://press..example/", "not a name"),
        ("http://-press.example/x", "not a name"),
        ("http://" + "a" * 64 + ".example/", "not a name"),
        ("http://press.example/" + "a" * 5000, "longer than"),
    ],
)
def test_address_that_may_not_be_asked_is_refused_with_the_reason(address: str, word: str) -> None:
    with pytest.raises(NotFetched, match=word):
        Guard().place(address)


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "017700000001", "127.0.0.01", "1.2.3.4.5",
     "127.0.0.1.0x1", "256.1.1.1", "0"],
)  # fmt: skip
def test_odd_spelling_of_a_numeric_host_is_refused_even_where_the_host_is_allowed(host: str) -> None:
    with pytest.raises(NotFetched, match="odd spelling"):
        Guard(allow_private=("127.0.0.1:80",)).place(f"http://{host}/")


@pytest.mark.parametrize("host", ["１２７.0.0.1", "127。0。0。1", "①27.0.0.1", "127.0.0.1"])
def test_numeric_host_in_other_signs_is_the_address_that_it_looks_like(host: str) -> None:
    guard = Guard()
    place = guard.place(f"http://{host}/")
    assert place.host == "127.0.0.1"
    with pytest.raises(NotFetched, match=r"127\.0\.0\.1 is a loopback address"):
        guard.addresses(place)


@pytest.mark.parametrize("host", ["[::1]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:0:0:1]", "[::ffff:7f00:1]"])
def test_loopback_in_any_form_of_ipv6_is_refused(host: str) -> None:
    guard = Guard()
    with pytest.raises(NotFetched, match="loopback"):
        guard.addresses(guard.place(f"http://{host}/"))


def test_name_that_leads_to_private_addresses_only_is_refused_and_says_where_it_leads() -> None:
    guard = Guard(resolver=lambda _host, _port: ("10.1.2.3", "::1"))
    with pytest.raises(NotFetched, match=r"press\.example leads to 10\.1\.2\.3, which is a private address"):
        guard.addresses(guard.place("http://press.example/"))


def test_only_the_public_addresses_of_a_name_are_connected_to() -> None:
    guard = Guard(resolver=lambda _host, _port: ("127.0.0.1", "93.184.216.34", "fd00::1"))
    assert guard.addresses(guard.place("http://press.example/")) == ("93.184.216.34",)


def test_name_without_any_address_is_refused() -> None:
    guard = Guard(resolver=lambda _host, _port: ())
    with pytest.raises(NotFetched):
        guard.addresses(guard.place("http://press.example/"))


def test_intranet_host_that_the_user_names_is_allowed_at_its_port_only() -> None:
    guard = Guard(allow_private=("intranet.example:8080",), resolver=lambda _host, _port: ("10.0.0.1",))
    assert guard.addresses(guard.place("http://INTRANET.example.:8080/a")) == ("10.0.0.1",)
    with pytest.raises(NotFetched, match="private"):
        guard.addresses(guard.place("http://intranet.example/a"))
    with pytest.raises(NotFetched, match="port 8081"):
        guard.place("http://intranet.example:8081/a")


@pytest.mark.parametrize("numeric", ["169.254.169.254", "100.100.100.200", "fe80::1", "224.0.0.1", "0.0.0.0"])
def test_intranet_host_that_leads_to_metadata_is_refused_all_the_same(numeric: str) -> None:
    guard = Guard(allow_private=("intranet.example:80",), resolver=lambda _host, _port: (numeric,))
    with pytest.raises(NotFetched, match="intranet"):
        guard.addresses(guard.place("http://intranet.example/"))


def test_intranet_host_may_be_named_by_the_user_and_the_intranet_but_not_by_a_public_page() -> None:
    guard = Guard(allow_private=("intranet.example:80", "127.0.0.1:80"))
    inner, outer = guard.place("http://127.0.0.1/"), guard.place("http://press.example/")
    guard.place("http://intranet.example/")
    guard.place("http://intranet.example/", came_from=inner)
    with pytest.raises(NotFetched, match="public page"):
        guard.place("http://intranet.example/", came_from=outer)


def test_further_port_is_open_where_the_user_says_so() -> None:
    assert Guard(ports=frozenset({80, 443, 8080})).place("http://press.example:8080/").port == 8080


@pytest.mark.parametrize(
    "entry", ["10.0.0.1", "intranet", "http://intranet:80", "a:80/b", ":80", "a:b", "0x7f.1:80"]
)
def test_entry_of_allow_private_in_another_form_is_an_error(entry: str) -> None:
    with pytest.raises(InvalidRecord, match="allow_private"):
        Guard(allow_private=(entry,))


def test_address_in_any_script_is_sent_in_ascii() -> None:
    place = take_apart("https://وزارة.example/بيان?سنة=2024&a=b%20c#part")
    assert place.host.startswith("xn--")
    assert place.target == "/%D8%A8%D9%8A%D8%A7%D9%86?%D8%B3%D9%86%D8%A9=2024&a=b%20c"
    assert (
        str(take_apart("https://press.example/Press release.pdf"))
        == "https://press.example/Press%20release.pdf"
    )
    assert str(take_apart("HTTP://Press.Example:80")) == "http://press.example/"
    assert str(take_apart("https://press.example:80/a?")) == "https://press.example:80/a"


@given(st.text(max_size=60) | st.text(max_size=40).map(lambda rest: f"http://{rest}"))
def test_any_text_is_a_place_or_refused(text: str) -> None:
    try:
        place = take_apart(text)
    except NotFetched:
        return
    assert isinstance(place, Place)
    assert str(place).isascii()
    assert take_apart(str(place)) == place


def test_address_is_shown_without_its_password_and_control_characters() -> None:
    assert shown("http://reader:secret@press.example/a") == "http://press.example/a"
    assert shown("http://a:b@c@press.example/") == "http://press.example/"
    assert "\x1b" not in shown("http://press.example/\x1b[31m\u202e")
    assert len(shown("http://press.example/" + "a" * 9000)) < 400
