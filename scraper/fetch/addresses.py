"""Which addresses and ports may be asked: the public net's only, unless the user allows private ones."""

import socket
from enum import Enum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# What browsers refuse, so that no page can make us speak HTTP to a mail server.
# Source: Fetch Standard, section 2.9 "Port blocking".
BAD_PORTS = frozenset(
    {0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95}
    | {101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179}
    | {389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601}
    | {636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566}
    | {6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)

# IPv6 networks whose last 32 bits are an IPv4 address that the packet may end at.
# Source: RFC 6052 (64:ff9b::/96), RFC 4291 2.5.5.1 (::/96).
_EMBEDS_IPV4 = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
_THIS_NETWORK = IPv4Network("0.0.0.0/8")
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")  # RFC 8215; not in every Python's list of private networks


class Reach(Enum):
    """How far an address is from the public net."""

    PUBLIC = "public"
    PRIVATE = "private"  # loopback or intranet: for --allow-private
    NEVER = "no host"  # link-local, where clouds keep their keys; multicast; this network; reserved


def reach(address: str) -> Reach:
    """Where this IP address lies; one that embeds another lies where the other does."""
    try:
        ip = ip_address(address)
    except ValueError:
        return Reach.NEVER
    inner = _embedded(ip) if isinstance(ip, IPv6Address) else None
    if ip.is_loopback:
        return Reach.PRIVATE
    return _reach(inner or ip)


def resolve(host: str, port: int) -> list[str]:
    """
    Every IP address of this host, in the order in which to try them.

    Raises: OSError, UnicodeError (a label that no resolver takes).
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _reach(ip: IPv4Address | IPv6Address) -> Reach:
    if ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip in _THIS_NETWORK:
        return Reach.NEVER
    is_local = isinstance(ip, IPv6Address) and (ip.is_site_local or ip in _LOCAL_NAT64)
    return Reach.PUBLIC if ip.is_global and not is_local else Reach.PRIVATE


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if any(ip in network for network in _EMBEDS_IPV4):
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return None
