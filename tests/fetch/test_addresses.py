"""scraper.fetch.addresses: which IP addresses are of the public net."""

import pytest

from scraper.fetch.addresses import Reach, reach, resolve


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "103.30.1.1", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_are_public(address: str) -> None:
    """Global addresses, and those that carry a global IPv4 address, may be asked."""
    assert Reach.PUBLIC is reach(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "10.1.1.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",  # carrier-grade NAT
        "198.18.0.1",  # benchmarks
        "192.0.2.1",  # documentation
        "::1",
        "fc00::1",
        "fec0::1",  # site-local, withdrawn but routed
        "::ffff:127.0.0.1",  # mapped
        "::ffff:10.0.0.1",
        "::7f00:1",  # compatible
        "64:ff9b::7f00:1",  # NAT64
        "64:ff9b:1::1",  # local NAT64
        "2002:7f00:1::",  # 6to4
        "2001::1",  # Teredo
    ],
)
def test_private_addresses_are_private_in_every_disguise(address: str) -> None:
    """Loopback and intranet addresses are known as such, also inside an IPv6 address."""
    assert Reach.PRIVATE is reach(address)


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",  # where clouds keep their keys
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "fe80::1",
        "fe80::1%eth0",
        "0.0.0.0",  # noqa: S104  # nothing is bound to it
        "0.1.2.3",
        "::",
        "::ffff:0.0.0.0",
        "224.0.0.1",
        "ff02::1",
        "nonsense",
        "",
    ],
)
def test_some_addresses_are_never_asked(address: str) -> None:
    """Link-local, multicast and this-network addresses are no web servers, even with --allow-private."""
    assert Reach.NEVER is reach(address)


def test_a_name_resolves_to_each_address_once() -> None:
    """Loopback's name has an address, and none stands twice."""
    found = resolve("localhost", 80)

    assert found
    assert len(set(found)) == len(found)
