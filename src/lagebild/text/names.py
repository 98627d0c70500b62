"""Names by the shipped model, decoded for a whole text at once.

The model's transition system is greedy (Lample et al. 2016: a name begins, goes on, ends, or is one token long), and
where no name is open its scores depend on the next token alone. So one product scores every token as if outside, and
only what stands behind the beginning of a name is scored one by one. The labels are those of spaCy's own decoder, which
goes token by token throughout and takes longer than the network below it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


def name_labels(component: Any, doc: Any) -> list[str]:
    """The label of every token of a spaCy Doc: its class with "B-" or "I-" before it, or "". component: a trained `ner`
    of three features (the next token, first and last of the open name), which stays as it is."""
    labels = [""] * len(doc)
    if not labels:
        return labels
    moves = [component.moves.get_class_name(m) for m in range(component.moves.n_moves)]
    lower, upper = component.model.get_ref("lower"), component.model.get_ref("upper")
    weights, bias = upper.get_param("W"), upper.get_param("b")
    parts = lower.predict(component.model.get_ref("tok2vec").predict([doc]))
    padding, parts = parts[0], parts[1:]
    parts[:, 0] += lower.get_param("b")

    outer = [m for m, move in enumerate(moves) if move == "O" or (move[:2] in ("B-", "U-") and move[2:])]
    scores = maxout(parts[:, 0] + (padding[1] + padding[2])) @ weights[outer].T + bias[outer]
    behind = 0
    for start, k in openings(scores, [moves[m] for m in outer], doc):
        if start < behind:
            continue
        move = moves[outer[k]]
        labels[start], behind = "B-" + move[2:], start + 1
        if move[0] == "B":
            inner = [moves.index(sign + move[2:]) for sign in ("I-", "L-")]
            behind = end_of_name(parts, start, weights[inner], bias[inner])
            labels[start + 1 : behind] = ["I-" + move[2:]] * (behind - start - 1)
    return labels


def maxout(values: "Floats") -> "Floats":
    """The largest of the pieces, which are the last axis (NumPy's own `max` is slow over so short an axis)."""
    import numpy as np

    best = values[..., 0]
    for piece in range(1, values.shape[-1]):
        best = np.maximum(best, values[..., piece])
    return best


def openings(scores: "Floats", moves: list[str], doc: Any) -> list[tuple[int, int]]:
    """Each token whose best move outside names is none of staying there, with that move's column: no name begins at
    white space, none of several tokens at the last one."""
    import numpy as np
    from spacy.attrs import IS_SPACE

    scores[-1, [k for k, move in enumerate(moves) if move[0] == "B"]] = -np.inf
    best = scores.argmax(axis=1)
    best[doc.to_array(IS_SPACE).astype(bool)] = moves.index("O")
    return [(at, int(best[at])) for at in np.flatnonzero(best != moves.index("O")).tolist()]


def end_of_name(parts: "Floats", start: int, weights: "Floats", bias: "Floats") -> int:
    """The token behind the name that begins at `start`. weights, bias: of going on and of ending."""
    at = start + 1
    while True:
        on, end = weights @ maxout(parts[at, 0] + parts[start, 1] + parts[at - 1, 2]) + bias
        at += 1
        if at == len(parts) or end > on:
            return at
