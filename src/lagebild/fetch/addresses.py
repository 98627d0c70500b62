"""Which addresses may be fetched from: public ones only."""

import ipaddress
from typing import Final

NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
PORTS: Final = {"http": 80, "https": 443}


def is_public(address: str) -> bool:
    """Is an IP address one of the public internet? Private, loopback, link-local (cloud metadata among them), shared,
    documentation and multicast addresses are not, neither are IPv6 addresses that carry such an IPv4 address."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in NAT64:
            carried = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if carried is not None:
            return carried.is_global and not carried.is_multicast
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
