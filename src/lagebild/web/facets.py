"""The filters beside a list: every property with its values and how many events each would leave."""

from msgspec import Struct

from lagebild.model import LedgerStatus
from lagebild.present import Catalogue
from lagebild.web.filters import TOGETHER, Asked, chosen, query, toggled
from lagebild.web.index import Index
from lagebild.web.words import countries, country

SHOWN = {"status": 6, "contested": 1, "type": 8, "country": 8, "actor": 8, "place": 6, "sources": 4, "outlet": 8}
"""Values that are shown of each property, in the order of the page."""
_FIXED = {"status": tuple(LedgerStatus), "contested": ("1",), "sources": ("2", "3", "4", "5")}


class Value(Struct, frozen=True, kw_only=True):
    """A value with the address that sets or removes it. share: of the largest count, in twentieths."""

    value: str
    label: str
    count: int
    href: str
    on: bool
    mark: str = ""
    share: int = 0


class Facet(Struct, frozen=True, kw_only=True):
    """A property. left: values that are not shown."""

    name: str
    title: str
    values: tuple[Value, ...]
    left: int = 0


def label_of(index: Index, name: str, value: str, talk: Catalogue, w: dict[str, str]) -> str:
    """A value as people read it."""
    if name == "status":
        return talk.status.get(value, value)
    if name == "contested":
        return w["contested_only"]
    if name == "type":
        return talk.event.get(value, value)
    if name == "country":
        return country(value, talk.code)
    if name == "sources":
        return w["sources_least"].format(n=value)
    if name == "actor":
        return actor_label(index, value, talk.code)
    return value


def actor_label(index: Index, key: str, lang: str) -> str:
    """Name of an actor; of a state the state's name, whatever it is called in the reports."""
    kind, _, rest = key.partition(":")
    if kind == "state" and rest in countries(lang):
        return country(rest, lang)
    number = index.columns["actor"].number(key)
    return key if number is None else index.columns["actor"].labels[number]


def facets_of(index: Index, asked: Asked, visit: str, path: str, talk: Catalogue, w: dict[str, str]) -> list[Facet]:
    """The facets under some filters; each counts what its values would leave with all other filters as they are."""
    masks = {name: chosen(index, asked, visit, (name,)) for name in asked.values if name not in TOGETHER}
    rest = chosen(index, asked, visit)
    found = []
    for name, most in SHOWN.items():
        column, on = index.columns[name], asked.values.get(name, ())
        counts = column.count(masks.get(name, rest))
        top = int(counts.max(initial=1)) or 1
        if name in _FIXED:
            order = [n for value in _FIXED[name] if (n := column.number(value)) is not None]
        else:
            order = column.largest(counts, most + len(on))
            order += [n for value in on if (n := column.number(value)) is not None and n not in order]
        shown = [n for n in order if counts[n] or column.values[n] in on]
        chosen_first = [n for n in shown if column.values[n] in on]
        if name not in _FIXED:
            shown = (chosen_first + [n for n in shown if n not in chosen_first])[: max(most, len(chosen_first))]
        values = tuple(
            Value(
                value=column.values[n],
                label=label_of(index, name, column.values[n], talk, w),
                count=int(counts[n]),
                href=path + query(toggled(asked, name, column.values[n])),
                on=column.values[n] in on,
                mark=column.values[n] if name == "status" else "contested" if name == "contested" else "",
                share=max(1, round(20 * int(counts[n]) / top)),
            )
            for n in shown
        )
        if values:
            found.append(
                Facet(name=name, title=w[f"by_{name}"], values=values, left=int((counts > 0).sum()) - len(values))
            )
    return found


def active(index: Index, asked: Asked, path: str, talk: Catalogue, w: dict[str, str]) -> list[Value]:
    """The filters that are set, each with the address without it."""
    return [
        Value(
            value=value, label=label_of(index, name, value, talk, w), count=0, on=True,
            href=path + query(toggled(asked, name, value)),
            mark=value if name == "status" and value in set(LedgerStatus) else "",
        )
        for name, values in asked.values.items()
        for value in values
    ]  # fmt: skip
