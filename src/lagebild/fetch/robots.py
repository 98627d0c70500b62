"""What a site allows: robots.txt (RFC 9309) and reservations of text and data mining (TDMRep, headers, meta tags)."""

import json
import re
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

PRODUCT: Final = "lagebild"
LARGEST: Final = 512_000
MOST_RULES: Final = 5000
META: Final = re.compile(
    rb"""<meta[^>]{0,300}name\s*=\s*["'](tdm-reservation|robots)["'][^>]{0,300}content\s*=\s*["']([^"'<>]{0,200})["']""",
    re.IGNORECASE,
)
NO_MINING: Final = frozenset(("noai", "notdm", "noml"))


class Robots(Struct, frozen=True):
    """The rules for this reader: (allowed, path pattern), and the seconds between requests that are asked for."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, url: str) -> bool:
        """May an address be fetched? The longest rule that fits counts, of equals the one that allows."""
        split = urlsplit(url)
        path = unquote(split.path or "/") + (f"?{split.query}" if split.query else "")
        fitting = [(len(pattern), allowed) for allowed, pattern in self.rules if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


NOTHING: Final = Robots(rules=((False, "/"),))
"""The rules of a site whose robots.txt cannot be had because its server fails: nothing may be fetched."""


def parse_robots(text: str) -> Robots:
    """The group for this reader in a robots.txt, else that for all."""
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    begun = False
    for line in text[:LARGEST].splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            agents = [value.lower()] if begun or not agents else [*agents, value.lower()]
            begun = False
            for agent in agents:
                groups.setdefault(agent, [])
        elif key in ("allow", "disallow", "crawl-delay"):
            begun = True
            for agent in agents:
                groups[agent].append((key, value))
    chosen = next((rules for agent, rules in groups.items() if agent and agent in PRODUCT), groups.get("*", []))
    rules = tuple((key == "allow", unquote(value)) for key, value in chosen if key != "crawl-delay" and value)
    delays = [float(value) for key, value in chosen if key == "crawl-delay" and re.fullmatch(r"\d+(?:\.\d+)?", value)]
    return Robots(rules=rules[:MOST_RULES], delay=min(max(delays, default=0.0), 600.0))


def _fits(pattern: str, path: str) -> bool:
    """Does a pattern with "*" and a closing "$" fit the start of a path? Without backtracking."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for i, part in enumerate(others):
        if ends and i == len(others) - 1:
            return path.endswith(part) and len(path) - len(part) >= at
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not ends or at == len(path)


def reserved_by_page(headers: dict[str, str], body: bytes) -> str | None:
    """How a page reserves text and data mining (§ 44b UrhG), None where it does not."""
    if headers.get("tdm-reservation", "").strip() == "1":
        return "header tdm-reservation"
    said = {word.strip().lower() for word in headers.get("x-robots-tag", "").split(",")}
    if NO_MINING & said:
        return "header X-Robots-Tag"
    for name, content in META.findall(body[:100_000]):
        words = {word.strip().lower() for word in content.decode("latin-1").split(",")}
        if name.lower() == b"tdm-reservation" and "1" in words:
            return "meta tdm-reservation"
        if name.lower() == b"robots" and NO_MINING & words:
            return "meta robots"
    return None


def reserved_by_site(tdmrep: bytes, url: str) -> str | None:
    """How a site's /.well-known/tdmrep.json reserves an address, None where it does not."""
    try:
        entries: Any = json.loads(tdmrep[:LARGEST])
    except (ValueError, RecursionError):
        return None
    path = unquote(urlsplit(url).path or "/")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and _fits(str(entry.get("location") or ""), path):
            return "tdmrep.json" if str(entry.get("tdm-reservation")) == "1" else None
    return None
