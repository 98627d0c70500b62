"""The pipeline's architecture: a network for tags, morphology and lemmas, and a changed copy of it for names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

TAGGING = ("tok2vec", "tagger", "morphologizer", "trainable_lemmatizer")
FIRST_PASS = ("tok2vec", "tagger", "morphologizer")
ROWS = {"NORM": 5000, "PREFIX": 500, "SUFFIX": 2500, "SHAPE": 1000}


class Size(msgspec.Struct, frozen=True):
    """Width and depth of one CNN."""

    width: int = 96
    depth: int = 4


def tok2vec(size: Size) -> dict[str, Any]:
    """Return the config of a CNN over hashed word attributes and the table of lexical features."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": size.width,
            "attrs": list(ROWS),
            "rows": list(ROWS.values()),
            "include_static_vectors": True,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": size.width,
            "depth": size.depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def listener(size: Size) -> dict[str, Any]:
    """Return the config of a listener to the CNN."""
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": size.width, "upstream": "tok2vec"}


def config(size: Size, wanted: Collection[str]) -> dict[str, Any]:
    """Return the spaCy config of the pipeline of these components, all on one network."""
    softmax = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener(size)}
    components: dict[str, dict[str, Any]] = {
        "tok2vec": {"factory": "tok2vec", "model": tok2vec(size)},
        "tagger": {"factory": "tagger", "model": softmax},
        "morphologizer": {"factory": "morphologizer", "model": softmax},
        "trainable_lemmatizer": {"factory": "trainable_lemmatizer", "min_tree_freq": 2, "top_k": 3, "model": softmax},
    }
    components = {name: component for name, component in components.items() if name in wanted}
    return {"nlp": {"lang": "de", "pipeline": list(components)}, "components": components}


def blank(size: Size, wanted: Collection[str]) -> Language:
    """Return an untrained pipeline of these components; its vocabulary still needs the table of lexical features."""
    from spacy.util import load_model_from_config

    return load_model_from_config(config(size, wanted), auto_fill=True)


def add_names(nlp: Language, size: Size, examples: Sequence[Example]) -> None:
    """Add the component for names, on a copy of the trained network that it may change."""
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener(size),
    }
    ner: Any = nlp.add_pipe("ner", config={"model": model})
    ner.initialize(lambda: examples, nlp=nlp)
    nlp.replace_listeners("tok2vec", "ner", ["model.tok2vec"])


def use_fast_products() -> None:
    """Let thinc multiply matrices with the BLAS of NumPy, up to three times as fast as its own on recent processors.

    It holds for models made or loaded afterwards.
    """
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
