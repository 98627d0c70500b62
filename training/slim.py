"""Leave out of a saved model the strings that it does not need: training stored every word that it met."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language


def needed(nlp: Language) -> set[str]:
    """Return the strings of a blank vocabulary, and the labels with their parts ("Case=Nom" in "Case=Nom|...")."""
    import spacy

    strings = set(spacy.blank("de").vocab.strings)
    for _, pipe in nlp.pipeline:
        component: Any = pipe
        for label in getattr(component, "labels", ()):
            parts = str(label).split("|")
            strings |= {str(label), *parts, *(piece for part in parts for piece in part.split("="))}
        shapes = getattr(component, "cfg", {}).get("labels_morph", {})
        strings |= {shape for shape in shapes.values() if isinstance(shape, str)}
    return strings


def tree_hashes(folder: Path) -> set[int]:
    """Return the hashes of the strings in the lemmatizer's edit trees."""
    import srsly

    stored: Any = srsly.read_msgpack(folder / "trainable_lemmatizer" / "trees")
    return {tree[key] for tree in stored["trees"] for key in ("orig", "subst") if key in tree}


def prune_strings(nlp: Language, folder: Path) -> None:
    """Rewrite the strings of the model saved in `folder`; what it says about a text stays the same."""
    import srsly
    from spacy.strings import get_string_id

    path = folder / "vocab" / "strings.json"
    strings, hashes = needed(nlp), tree_hashes(folder)
    stored: Any = srsly.read_json(path)
    srsly.write_json(path, [s for s in stored if s in strings or get_string_id(s) in hashes])
