"""The training loop."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from training import corpus
from training.records import Item

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example
    from thinc.api import Model

Epoch = Callable[[random.Random], "list[Example]"]


class Schedule(msgspec.Struct, frozen=True):
    """How long and how fast to train: words a batch, top learning rate (reached after 5 %, then falling), dropout."""

    epochs: int
    words: int
    rate: float
    dropout: float
    seed: int = 20


def bare(doc: Doc) -> Doc:
    """Return an unannotated copy of a document."""
    from spacy.tokens import Doc as SpacyDoc

    words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
    return SpacyDoc(doc.vocab, words=words, spaces=spaces)


def batches(examples: Sequence[Example], words: int) -> Iterator[list[Example]]:
    """Yield batches of about `words` tokens."""
    batch: list[Example] = []
    size = 0
    for example in examples:
        batch.append(example)
        size += len(example.reference)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def rate_at(done: float, top: float) -> float:
    """Return the learning rate at the share `done` of the training."""
    return top * max(0.02, min(1.0, done * 20, (1 - done) * 1.1))


def fit(nlp: Language, components: Sequence[str], make_epoch: Epoch, schedule: Schedule) -> None:
    """Train some components of the pipeline; at the end they hold the averaged weights."""
    from thinc.api import Adam, fix_random_seed

    fix_random_seed(schedule.seed)
    rng = random.Random(schedule.seed)
    optimizer = Adam(schedule.rate, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True, use_averages=True)
    start = time.perf_counter()
    with nlp.select_pipes(enable=list(components)):
        for epoch in range(schedule.epochs):
            steps = list(batches(make_epoch(rng), schedule.words))
            losses: dict[str, float] = {}
            for i, batch in enumerate(steps):
                optimizer.learn_rate = rate_at((epoch + i / len(steps)) / schedule.epochs, schedule.rate)
                nlp.update(batch, drop=schedule.dropout, sgd=optimizer, losses=losses)
            shown = " ".join(f"{name} {loss:.0f}" for name, loss in losses.items() if loss)
            print(f"epoch {epoch + 1}/{schedule.epochs} {time.perf_counter() - start:.0f} s {shown}", flush=True)
        for name in components:
            pipe: Any = nlp.get_pipe(name)
            keep_averages(pipe.model, optimizer.averages or {})


def keep_averages(model: Model[Any, Any], averages: Mapping[Any, Any]) -> None:
    """Replace the weights of a model by their averages over the training."""
    for node in model.walk():
        for name in node.param_names:
            if (node.id, name) in averages:
                node.set_param(name, averages[node.id, name])


def epoch_of(nlp: Language, items: Sequence[Item], stock: corpus.Stock, rng: random.Random) -> list[Example]:
    """Return an epoch's examples: sentences grouped, varied and shuffled anew."""
    from spacy.training import Example

    groups = corpus.grouped(items, rng)
    rng.shuffle(groups)
    docs = [corpus.make_doc(group, nlp.vocab, rng, stock) for group in groups]
    return [Example(bare(doc), doc) for doc in docs]


def train(
    nlp: Language, components: Sequence[str], items: Sequence[Item], stock: corpus.Stock, schedule: Schedule
) -> None:
    """Train some of the components together; the others stay as they are."""
    fit(nlp, components, lambda rng: epoch_of(nlp, items, stock, rng), schedule)
