"""Read German Universal Dependencies treebanks and bring them to one annotation scheme.

In: CoNLL-U files (plain or gzip). Out: `Sentence` records whose tokens are those of running text: the treebanks split
contractions ("im" into "in dem"), here they are one token tagged APPRART. Tags follow the STTS variant of TIGER
(PROAV for PAV, PIAT for PIDAT); coarse tags follow the usage of GSD and PUD. An empty string stands for "not
annotated" and is never trained on.

Scheme: Universal Dependencies 2 (https://universaldependencies.org), STTS (Schiller et al. 1999), TIGER (Brants 2004).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from training.cases import complete_cases
from training.records import Sentence, Token
from training.scheme import UPOS_TAG, coarse_tag, kept_features, settled_tag, stts

HELD_OUT_HDT = 400


def open_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a plain or gzip-compressed UTF-8 file without their line ends."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            yield line.rstrip("\n")


def read_conllu(lines: Iterable[str], source: str) -> Iterator[Sentence]:
    """Yield one `Sentence` per CoNLL-U block, contractions fused and the scheme unified."""
    rows: list[list[str]] = []
    sent_id = ""
    for line in [*lines, ""]:
        if line.startswith("# sent_id"):
            sent_id = line.partition("=")[2].strip()
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield Sentence(source, sent_id, harmonise(fuse(rows), source))
            rows = []


def read_treebank(path: Path) -> list[Sentence]:
    """Read a treebank file; the source name is the file name up to its first dot."""
    return list(read_conllu(open_lines(path), path.name.partition(".")[0]))


def split_held_out(sentences: list[Sentence], last: int = HELD_OUT_HDT) -> tuple[list[Sentence], list[Sentence]]:
    """Return (training part, the last `last` sentences), without training sentences whose text is held out too."""
    held = sentences[-last:]
    texts = {s.text() for s in held}
    return [s for s in sentences[:-last] if s.text() not in texts], held


def fuse(rows: list[list[str]]) -> tuple[Token, ...]:
    """Turn CoNLL-U rows into tokens of running text: each multiword range becomes one token.

    The fused token takes lemma and head of its first word ("im" -> "in"), the features of its article and the tag
    APPRART when it is a preposition with an article; other ranges keep the tag of their first word.
    """
    words = {int(r[0]): r for r in rows if r[0].isdigit()}
    covers: dict[int, tuple[int, int, list[str]]] = {}
    for r in rows:
        if "-" in r[0]:
            first, last = (int(n) for n in r[0].split("-"))
            covers[first] = (first, last, r)
    groups: list[tuple[list[int], list[str] | None]] = []
    index: dict[int, int] = {}
    for n in sorted(words):
        if n in index:
            continue
        first, last, cover = covers.get(n, (n, n, None))
        members = [m for m in range(first, last + 1) if m in words]
        for m in members:
            index[m] = len(groups)
        groups.append((members, cover))
    return tuple(_token([words[m] for m in members], cover, index) for members, cover in groups)


def _token(words: list[list[str]], cover: list[str] | None, index: dict[int, int]) -> Token:
    first, last = words[0], words[-1]
    here = index[int(first[0])]
    outside = [w for w in words if index.get(int(w[6]) if w[6].isdigit() else 0, -1) != here]
    anchor = outside[0] if outside else first
    head = index.get(int(anchor[6]) if anchor[6].isdigit() else 0, -1)
    form, misc = (cover or first)[1], (cover or first)[9]
    contraction = len(words) > 1 and first[3] == "ADP" and last[3] == "DET"
    return Token(
        form=form,
        lemma=first[2],
        upos=first[3],
        tag="APPRART" if contraction else first[4],
        feats=last[5] if contraction else first[5],
        head=head,
        deprel=anchor[7],
        space="SpaceAfter=No" not in misc,
    )


def harmonise(tokens: tuple[Token, ...], source: str) -> tuple[Token, ...]:
    """Bring tags, coarse tags, features and lemmas of one sentence to the common scheme."""
    if source.startswith("hdt"):
        tokens = complete_cases(tokens)
    return tuple(_harmonise_token(t, source) for t in tokens)


def _harmonise_token(token: Token, source: str) -> Token:
    tag = settled_tag(token.form, stts(token.tag))
    if source.startswith("pud") and tag != "APPRART":
        tag = ""
    upos = token.upos if source.startswith("pud") else coarse_tag(token.form, token.upos, tag, token.deprel)
    lemma = _plain_lemma(token, tag, source)
    feats = kept_features(token.feats, tag or UPOS_TAG.get(upos, ""))
    return msgspec.structs.replace(token, tag=tag, upos=upos, lemma=lemma, feats=feats)


def _plain_lemma(token: Token, tag: str, source: str) -> str:
    """Return the lemma, or "" where the treebank's own lemma follows another idea of a lemma.

    HDT reduces compounds to their last part ("Mitbenutzern" -> "Benutzer") and capitalises words at the start of a
    sentence ("Dass").
    """
    lemma = token.lemma
    if lemma in {"", "_", "unknown"} and token.form != "_":
        return ""
    if not source.startswith("hdt"):
        return lemma
    if token.upos in {"NOUN", "PROPN", "X", "ADJ"} and lemma[:2].lower() != token.form[:2].lower():
        return ""
    if token.upos not in {"NOUN", "PROPN", "X"}:
        return lemma[:1].lower() + lemma[1:]
    return lemma
