"""Train the tagger that ships: a small convolutional network that learns from gold labels and from a teacher's.

Its input layer looks at one word by itself, so that the library computes it once per form. Its vectors for word pieces
are the teachers', reduced by principal components and kept fixed; its vocabulary is that of ENCODER. Some of the
documents are learnt with other names in them (`swaps`).

    python student.py OUT --encoder FOLDER --data FOLDER --vectors FILE:FOLDER … --labels FOLDER:SHARE …
        --gold ww_train …
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from corpus import LABELS, TYPES, Doc, read_gold, recase
from scoring import decode, score
from swaps import Mention, Pool, mentions, swapped
from teacher import load, read_vocabulary, unlabelled
from torch import nn
from transformers import AutoModel

from newsrecord.entities.forms import HINTS, Forms
from newsrecord.language import english

CASES = 7


class Arrays(NamedTuple):
    """A document as the student takes it."""

    doc: Doc
    forms: np.ndarray
    """(tokens, 6) numbers of `Form`."""
    groups: np.ndarray
    """Tokens of one lower-cased word have one number."""
    breaks: np.ndarray
    """Whether a token opens a section."""
    soft: np.ndarray | None
    """The teacher's probabilities."""
    mentions: list[Mention]
    """The names that the teacher is sure of."""


def arrays_of(docs: list[Doc], soft: np.ndarray | None, vocabulary: dict[str, int]) -> list[Arrays]:
    """Documents with their features and the part of the teacher's labels that is theirs."""
    cache: dict[str, tuple[int, ...]] = {}
    made, at = [], 0
    for doc in docs:
        forms = np.array(
            [
                cache[w] if w in cache else cache.setdefault(w, tuple(english().made(Forms).of(w, vocabulary)))
                for w in doc.words
            ],
            dtype=np.int32,
        ).reshape(-1, 6)
        numbers: dict[str, int] = {}
        groups = np.array([numbers.setdefault(w.lower(), len(numbers)) for w in doc.words], dtype=np.int32)
        ends = np.array(doc.ends, dtype=np.int64)
        breaks = np.zeros(len(doc.words), dtype=bool)
        for i, start in enumerate(doc.starts):
            breaks[i] = i == 0 or "\n" in doc.text[ends[i - 1] : start]
        part = None
        if soft is not None:
            part = soft[at : at + len(doc.words)]
            at += len(doc.words)
        if len(doc.words):
            made.append(Arrays(doc, forms, groups, breaks, part, [] if part is None else mentions(part, breaks)))
    assert soft is None or at == len(soft), "labels of other texts"
    return made


class Student(nn.Module):
    """Form encoder, one wide convolution over forms, residual dilated ones, and a look at the whole document."""

    def __init__(
        self, pieces: torch.Tensor, inner: int, size: int, width: int, dilations: list[int], mid: int, side: int
    ) -> None:
        super().__init__()
        self.shape = {
            "inner": inner,
            "size": size,
            "width": width,
            "dilations": dilations,
            "mid": mid,
            "side": side,
        }
        self.register_buffer("pieces", pieces)
        self.case = nn.Embedding(CASES, 16)
        self.count = nn.Embedding(4, 8)
        self.encode1 = nn.Linear(3 * pieces.shape[1] + 16 + 8 + len(HINTS), mid)
        self.encode2 = nn.Linear(mid, inner)
        self.edge = nn.Parameter(torch.zeros(inner))
        self.wide = nn.Conv1d(inner, size, width, padding=width // 2)
        self.more = nn.ModuleList(nn.Linear(2 * side + size, size) for _ in dilations)
        self.same = nn.Linear(size, size)
        self.whole = nn.Linear(size, size)
        self.last = nn.Linear(2 * side + size, size)
        self.out = nn.Linear(size, len(LABELS))
        for layer in (*self.more, self.same, self.whole, self.last):
            nn.init.normal_(layer.weight, std=0.3 / (layer.weight[0].numel() ** 0.5))
            nn.init.zeros_(layer.bias)

    def encode(self, forms: torch.Tensor) -> torch.Tensor:
        """(forms, inner) vectors of words by themselves."""
        bits = (forms[:, 5:6] >> torch.arange(len(HINTS))) & 1
        parts = [self.pieces[forms[:, i]] for i in range(3)]
        parts += [self.count(forms[:, 3]), self.case(forms[:, 4]), bits.float()]
        return self.encode2(torch.relu(self.encode1(torch.cat(parts, 1))))

    def forward(self, batch: dict[str, torch.Tensor], drop: float = 0.0) -> torch.Tensor:
        """(tokens, labels) scores of a row of tokens with edges between sections."""
        vectors = self.encode(batch["forms"])
        if drop:
            vectors = thinned(vectors, drop)
            if self.training:
                vectors = vectors * (torch.rand(len(vectors), 1) > 0.03)
        x = vectors[batch["inverse"]]
        x = torch.where(batch["edge"][:, None], self.edge, x)
        keep = (~batch["edge"]).float()[:, None]
        rows = torch.relu(self.wide(x.T[None]))[0].T * keep
        for layer, dilation in zip(self.more, self.shape["dilations"], strict=True):
            rows = (rows + torch.relu(layer(self.beside(thinned(rows, drop), dilation)))) * keep
        same = pool(rows, batch["group"], batch["groups"])
        whole = pool(rows, batch["document"], batch["documents"])
        # One row a word and document, one a document: cheap, and they carry what the document says of a name elsewhere.
        rows = rows + torch.relu(self.same(same)[batch["group"]] + self.whole(whole)[batch["document"]])
        rows = rows * keep
        rows = rows + torch.relu(self.last(self.beside(thinned(rows, drop), 1)))
        return self.out(thinned(rows, drop))[~batch["edge"]]

    def beside(self, rows: torch.Tensor, distance: int) -> torch.Tensor:
        """(tokens, side + size + side): of the token before the first numbers, its own, of the token after the last."""
        side = self.shape["side"]
        before = nn.functional.pad(rows[:-distance, :side], (0, 0, distance, 0))
        after = nn.functional.pad(rows[distance:, -side:], (0, 0, 0, distance))
        return torch.cat([before, rows, after], 1)


def thinned(rows: torch.Tensor, drop: float) -> torch.Tensor:
    """Dropout, by random bytes, which are drawn sooner than floats."""
    if not drop or not torch.is_grad_enabled():
        return rows
    keep = torch.empty(rows.shape, dtype=torch.uint8).random_(256) >= round(256 * drop)
    return rows * keep * (1 / (1 - round(256 * drop) / 256))


def pool(rows: torch.Tensor, index: torch.Tensor, count: int) -> torch.Tensor:
    """(count, size) means of the rows of each index."""
    total = torch.zeros(count, rows.shape[1]).index_add_(0, index, rows)
    number = torch.zeros(count).index_add_(0, index, torch.ones(len(index)))
    return total / number.clamp(min=1)[:, None]


OURS = "worldwide-newswire"
"""The source whose guideline is the library's: its gold labels are learnt directly, all others through the teacher."""
EDGE = 4
"""Edge tokens between sections: no layer reaches over them, so at least the greatest dilation."""


def collate(chosen: list[Arrays], recased: list[np.ndarray] | None = None) -> dict:
    """Documents in one row of tokens, `EDGE` edge tokens before each section and at the end."""
    forms, group, document, edge, soft, allowed, ours = [], [], [], [], [], [], []
    groups = 1
    for number, item in enumerate(chosen, 1):
        count = len(item.forms)
        own = item.forms
        if recased is not None:
            own = own.copy()
            own[:, 4] = recased[number - 1]
        breaks = np.flatnonzero(item.breaks)
        at = np.repeat(breaks, EDGE)
        forms.append(np.insert(own, at, 0, axis=0))
        group.append(np.insert(item.groups + groups, at, 0))
        document.append(np.insert(np.full(count, number), at, 0))
        edge.append(np.insert(np.zeros(count, bool), at, True))
        groups += int(item.groups.max()) + 1
        if item.soft is not None:
            soft.append(item.soft)
        ours.append(np.full(count, item.doc.source == OURS))
        allowed.append(item.doc.allowed if item.doc.allowed is not None else np.ones((count, len(LABELS)), bool))
    flat = np.concatenate([*forms, np.zeros((EDGE, 6), np.int32)])
    keys = np.ascontiguousarray(flat).view(np.dtype((np.void, flat.dtype.itemsize * 6))).ravel()
    _, index, inverse = np.unique(keys, return_index=True, return_inverse=True)
    batch = {
        "forms": torch.as_tensor(flat[index].astype(np.int64)),
        "inverse": torch.as_tensor(inverse),
        "group": torch.as_tensor(np.concatenate([*group, np.zeros(EDGE)]).astype(np.int64)),
        "document": torch.as_tensor(np.concatenate([*document, np.zeros(EDGE)]).astype(np.int64)),
        "edge": torch.as_tensor(np.concatenate([*edge, np.ones(EDGE, bool)])),
        "groups": groups,
        "documents": len(chosen) + 1,
        "allowed": torch.as_tensor(np.concatenate(allowed)),
        "ours": torch.as_tensor(np.concatenate(ours)).float(),
    }
    if soft:
        batch["soft"] = torch.as_tensor(np.concatenate(soft).astype(np.float32))
    return batch


def unlisted(forms: torch.Tensor, share: float) -> None:
    """Take away, now and then, what the lists know of a word."""
    forms[torch.rand(len(forms)) < share, 5] = 0


RECASED = {"title": 0.12, "upper": 0.06}
"""Share of the documents that are learnt in another case."""
RECASED_SENTENCES = {"title": 0.10, "upper": 0.05, "lower": 0.01}
"""The same of single sentences of the others: a page's headlines stand among running text."""


def drawn(shares: dict[str, float], rng: np.random.Generator) -> str | None:
    """One of the kinds by its share, or none."""
    draw = rng.random()
    for kind, share in shares.items():
        if draw < share:
            return kind
        draw -= share
    return None


def recased(item: Arrays, rng: np.random.Generator) -> np.ndarray:
    """Case classes, now and then those of another way of writing a document or a sentence."""
    doc = item.doc
    kind = drawn(RECASED, rng)
    if kind is not None:
        return recase(doc.words, doc.cases, kind)
    new = doc.cases.copy()
    for sentence in doc.sentences:
        kind = drawn(RECASED_SENTENCES, rng)
        if kind is not None:
            a, b = sentence.start, sentence.stop
            new[a:b] = recase(doc.words[a:b], doc.cases[a:b], kind)
    return new


def batches(items: list[Arrays], size: int, rng: np.random.Generator) -> list[list[Arrays]]:
    """Documents in random order, about `size` tokens a batch; long ones are cut into parts at sections."""
    made: list[list[Arrays]] = [[]]
    total = 0
    for i in rng.permutation(len(items)):
        if total and total + len(items[i].forms) > size:
            made.append([])
            total = 0
        made[-1].append(items[i])
        total += len(items[i].forms)
    return made


def mixed(labels: list[str], name: str) -> np.ndarray:
    """(tokens, labels) float16: weighted mean of what teachers said of a set; each of `labels` is `FOLDER:SHARE`."""
    total = 0
    for pair in labels:
        folder, share = pair.split(":")
        total = total + float(share) * np.load(Path(folder, f"{name}.npy")).astype(np.float32)
    return np.asarray(total, dtype=np.float16)


@torch.no_grad()
def said_alone(path: Path, encoder: Path, wanted: list[int]) -> torch.Tensor:
    """(pieces, 2 x hidden) what a teacher makes of each piece that stands alone, with a capital and without.

    The idea is that of static vectors distilled from a sentence encoder (Model2Vec, Tulkens and van Dongen 2024).
    """
    model = load(path, encoder)
    first, last = model.marks
    found = []
    for at in range(0, len(wanted), 512):
        some = torch.as_tensor(wanted[at : at + 512])
        pieces = torch.stack([torch.full_like(some, first), some, torch.full_like(some, last)], 1)
        rows = []
        for case in (1, 0):
            cases = torch.tensor([[6, case, 6]]).expand(len(some), 3)
            inputs = model.bert.embeddings.word_embeddings(pieces) + model.case(cases) + model.source.weight[0]
            rows.append(model.bert(inputs_embeds=inputs).last_hidden_state[:, 1])
        found.append(torch.cat(rows, 1).float())
    return torch.cat(found)


def reduced(vectors: list[str], alone: list[str], vocabulary: dict[str, int], size: int) -> torch.Tensor:
    """(pieces, size) principal components of the teachers' piece vectors side by side, scaled to unit mean variance.

    Each of `vectors` is `TEACHER:ENCODER`, a file and the folder of the encoder that it was made from, or `:ENCODER`
    for the encoder as it came. Those of `alone` give what they make of a piece by itself as well.
    """
    parts = []
    for pair in vectors:
        teacher, encoder = pair.split(":")
        rows = read_vocabulary(Path(encoder))
        if teacher:
            weights = torch.load(teacher, weights_only=True)["state"]["bert.embeddings.word_embeddings.weight"].float()
        else:
            weights = AutoModel.from_pretrained(encoder).get_input_embeddings().weight.detach().float()
        part = weights[[rows.get(piece, rows["[UNK]"]) for piece in vocabulary]]
        part = part - part.mean(0)
        parts.append(part / part.norm())
    for pair in alone:
        teacher, encoder = pair.split(":")
        rows = read_vocabulary(Path(encoder))
        part = said_alone(Path(teacher), Path(encoder), [rows.get(piece, rows["[UNK]"]) for piece in vocabulary])
        part = part - part.mean(0)
        parts.append(part / part.norm())
    joined = torch.cat(parts, 1)
    _, _, basis = torch.linalg.svd(joined, full_matrices=False)
    kept = joined @ basis[:size].T
    return kept / kept.std()


def train(options: argparse.Namespace) -> None:
    """Train, score, save."""
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    vocabulary = read_vocabulary(options.encoder)
    items: list[Arrays] = []
    for name in options.gold:
        gold = read_gold(options.data / f"{name}.jsonl", vocabulary)
        items += arrays_of(gold, mixed(options.labels, name), vocabulary)
    if not options.no_silver:
        items += arrays_of(
            unlabelled(options.data, vocabulary, options.more), mixed(options.labels, "unlabelled"), vocabulary
        )
    pieces = reduced(options.vectors, options.alone, vocabulary, options.piece)
    model = Student(pieces, options.inner, options.size, options.width, options.dilations, options.mid, options.side)
    names = Pool(items)
    print({kind: len(found) for kind, found in zip(TYPES, names.names, strict=True)})
    tests = {
        name: arrays_of(read_gold(options.data / f"{name}.jsonl", vocabulary), mixed(options.labels, name), vocabulary)
        for name in options.score
    }
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=options.decay, fused=True)
    mean = {name: p.detach().clone() for name, p in model.named_parameters()}
    steps = options.epochs * len(batches(items, options.batch, rng))
    step, begun = 0, time.time()
    print(len(items), "documents", sum(len(i.forms) for i in items), "tokens", steps, "steps", flush=True)
    for epoch in range(options.epochs):
        model.train()
        total = []
        for chosen in batches(items, options.batch, rng):
            share = min(1.0, step / (0.04 * steps)) * max(0.01, 0.5 + 0.5 * np.cos(np.pi * step / steps))
            for group in optimizer.param_groups:
                group["lr"] = options.rate * share
            shown = [
                swapped(item, names, options.swap_names, rng) if rng.random() < options.swap else item
                for item in chosen
            ]
            batch = collate(shown, [recased(item, rng) for item in shown])
            if options.blank:
                unlisted(batch["forms"], options.blank)
            logs = torch.log_softmax(model(batch, options.drop), 1)
            taught = -(batch["soft"] * logs).sum(1)
            gold = -torch.logsumexp(logs.masked_fill(~batch["allowed"], -1e4), 1)
            share = options.gold_share * batch["ours"]
            loss = ((1 - share) * taught + share * gold).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            with torch.no_grad():
                decay = min(0.998, (1 + step) / (10 + step))
                for name, p in model.named_parameters():
                    mean[name].lerp_(p, 1 - decay)
            total.append(float(loss.detach()))
        print(f"epoch {epoch + 1} loss {np.mean(total):.4f} {time.time() - begun:.0f} s", flush=True)
        if epoch + 1 == options.epochs or (epoch + 1) % options.every == 0:
            kept = {name: p.detach().clone() for name, p in model.named_parameters()}
            model.load_state_dict({**model.state_dict(), **mean})
            for name, test in tests.items():
                show(name, model, test, final=epoch + 1 == options.epochs)
            torch.save({"shape": model.shape, "state": model.state_dict()}, options.out)
            model.load_state_dict({**model.state_dict(), **kept})


@torch.no_grad()
def predict(model: Student, item: Arrays, cases: np.ndarray | None = None) -> np.ndarray:
    """(tokens, labels) probabilities."""
    model.eval()
    return torch.softmax(model(collate([item], None if cases is None else [cases])), 1).numpy()


def show(name: str, model: Student, test: list[Arrays], *, final: bool) -> None:
    """Print the scores of a set as it is, in title case and in capitals."""
    docs = [item.doc for item in test]
    for kind in ("as is", "title", "upper") if final and name == "ww_dev" else ("as is",):
        cases = [None if kind == "as is" else recase(d.words, d.cases, kind) for d in docs]
        said = [predict(model, i, c) for i, c in zip(test, cases, strict=True)]
        found = [decode(i.doc, s) for i, s in zip(test, said, strict=True)]
        off = ""
        if kind == "as is" and test[0].soft is not None:
            soft = np.concatenate([i.soft for i in test]).astype(np.float32)
            logs = np.log(np.concatenate(said) + 1e-9)
            off = f"KL {(soft * (np.log(soft + 1e-9) - logs)).sum(1).mean():.4f}"
        print(name, kind, score(docs, found), off, flush=True)


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    for name in ("encoder", "data"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--labels", nargs="+", required=True, metavar="FOLDER:SHARE")
    parser.add_argument("--vectors", nargs="+", required=True, metavar="TEACHER:ENCODER")
    parser.add_argument("--alone", nargs="*", default=[], metavar="TEACHER:ENCODER")
    parser.add_argument("--gold", nargs="+", required=True)
    parser.add_argument("--score", nargs="*", default=[], help="sets to score, labelled by the teachers as well")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--batch", type=int, default=5_000)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--drop", type=float, default=0.1)
    parser.add_argument("--gold-share", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--piece", type=int, default=192, help="components that are kept of a piece vector")
    parser.add_argument("--inner", type=int, default=128)
    parser.add_argument("--mid", type=int, default=256)
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--width", type=int, default=5)
    parser.add_argument("--dilations", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--side", type=int, default=64, help="numbers that a layer sees of each neighbour")
    parser.add_argument(
        "--swap", type=float, default=0.0, help="share of the documents that are learnt with other names"
    )
    parser.add_argument("--swap-names", type=float, default=0.6, help="share of their names")
    parser.add_argument("--blank", type=float, default=0.0, help="share of the words whose lists are not told")
    parser.add_argument("--decay", type=float, default=0.02)
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="files of more unlabelled text")
    parser.add_argument("--no-silver", action="store_true")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
