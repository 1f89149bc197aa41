"""How much of one report's text stands in another: signatures that are kept, and exact comparison.

Only letters count: white space, digits, punctuation and the marks of blanked names (x, 某) are
left out, because copies on document sites lose or garble exactly these.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

PERMUTATIONS = 128
"""Length of a MinHash signature; the estimate of a Jaccard index of 0.2 errs by 0.035."""
_SHINGLE = 5
"""Letters of a shingle. Two reports of different bodies share 0.2 % of them (31 provincial
government reports: 3 %); a copy with every tenth letter replaced keeps 60 %."""
_BANDS, _ROWS = 42, 3
"""Bands of the locality-sensitive index: a pair with a Jaccard index of 0.4 is met with 94 %."""
DIRECT_COMPARISONS = 200_000_000
"""Pairs of signatures up to which all are compared, which misses none and takes half the time of
the index (10,000 reports: 50 million pairs, 4 s); beyond, the index proposes pairs."""
SHORTEST = 200
"""Letters below which only equal texts are near-duplicates: a short text is mostly formula."""
LEAST_LENGTH = 0.4
"""Length of an abridged copy, as a share of the whole; a notice inside a compilation is shorter."""
_LEAST_CONTAINED = 0.4
"""Share of the shorter text's shingles below which texts are not compared letter by letter."""
_LEAST_ESTIMATED = 0.3
"""The same, as estimated from signatures."""
SAME_TEXT = 0.8
"""Share of the shorter text's letters that stand in the other in the same order, from which two
texts are one. Copies with 15 % of their letters replaced keep 0.80–0.84; the most alike
regulations of two cities have 0.72, two reports that share half their sentences 0.69, any two
reports 0.40."""
_CONTAINED_ALONE = 0.85
"""Share of the shorter text's shingles from which the order does not matter: sections may have
changed places. Regulations of two cities have up to 0.67 in common."""
_LONGEST = 100_000
"""Letters above which shingles alone decide; comparing 100,000 letters in order takes a second."""
_AT_ONCE = 20_000
"""Shingles that are hashed together; each takes half a kilobyte."""
_BLANKS = "xX×＊*_＿○〇□某"
_LETTERS = re.compile(rf"[^\W\d_{_BLANKS}]+")

_Hashes = NDArray[np.uint64]
Signatures = NDArray[np.uint32]


class Signature(NamedTuple):
    """What is kept of a report's text to find its near-duplicates."""

    digest: str
    """Hex SHA-256 of the text without white space."""
    letters: int
    """How many letters it has."""
    blanks: int
    """How many marks of blanked names."""
    minhash: bytes
    """MinHash of its shingles: ``PERMUTATIONS`` little-endian unsigned integers of 32 bits."""


def letters_of(text: str) -> str:
    """What is compared of a text.

    Args:
        text: Any text.

    Returns:
        Its letters and ideographs after NFKC and lower-casing, without the marks of blanked names.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(_LETTERS.findall(folded))


def shingles(letters: str) -> _Hashes:
    """Hashes of all runs of five letters, sorted, without repetition.

    Args:
        letters: What is compared of a text.
    """
    points = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    count = max(0, len(points) - _SHINGLE + 1)
    hashes = np.zeros(count, np.uint64)
    for i in range(_SHINGLE):
        hashes = (hashes ^ points[i : i + count]) * np.uint64(0x9E3779B97F4A7C15)
        hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)


def sign(text: str) -> Signature:
    """Make the signature of a text.

    Args:
        text: The report's text.
    """
    letters = letters_of(text)
    minhash = _empty_minhash().copy()
    hashes = shingles(letters) >> np.uint64(32)
    for at in range(0, len(hashes), _AT_ONCE):
        minhash.update_batch(hashes[at : at + _AT_ONCE].tolist())
    digest = hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()
    return Signature(digest, len(letters), sum(map(text.count, _BLANKS)), minhash.hashvalues.astype("<u4").tobytes())


@lru_cache(maxsize=1)
def _empty_minhash() -> Any:
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=int, scheme="affine32")


def estimated_jaccard(one: bytes, others: Signatures) -> NDArray[np.float64]:
    """Jaccard indices of one text to others, from their signatures.

    Args:
        one: MinHash of the text.
        others: Signatures, shape (texts, ``PERMUTATIONS``).

    Returns:
        Shape (texts,); 1 is equal.
    """
    equal: NDArray[np.intp] = np.count_nonzero(others == np.frombuffer(one, "<u4"), axis=1)
    return equal / PERMUTATIONS


def matrix(minhashes: list[bytes]) -> Signatures:
    """Signatures as one array.

    Args:
        minhashes: As in ``Signature.minhash``.

    Returns:
        Shape (texts, ``PERMUTATIONS``).
    """
    return np.frombuffer(b"".join(minhashes), "<u4").reshape(-1, PERMUTATIONS)


def candidates(known: list[Signature], new: list[Signature]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that may be near-duplicates.

    Args:
        known: Signatures of texts that were compared to one another.
        new: Signatures of further texts.

    Yields:
        Pairs of indices into ``known + new``, the first that of a new text; every pair once.
    """
    signatures = known + new
    rows = matrix([s.minhash for s in signatures])
    letters = np.array([max(1, s.letters) for s in signatures])
    propose = _proposals(rows) if len(new) * len(signatures) > DIRECT_COMPARISONS else None
    for i in range(len(known), len(signatures)):
        before = slice(0, i) if propose is None else propose(i)
        jaccard = estimated_jaccard(signatures[i].minhash, rows[before])
        short, long = np.minimum(letters[before], letters[i]), np.maximum(letters[before], letters[i])
        contained = jaccard * (short + long) / ((1 + jaccard) * short)
        found = np.flatnonzero((contained >= _LEAST_ESTIMATED) & (short >= LEAST_LENGTH * long))
        yield from ((i, int(j)) for j in (found if isinstance(before, slice) else before[found]))


def _proposals(rows: Signatures) -> Callable[[int], NDArray[np.intp]]:
    """A function from the index of a text to the lower indices of texts that share a band with it."""
    from datasketch import LeanMinHash, MinHashLSH

    index = MinHashLSH(num_perm=PERMUTATIONS, params=(_BANDS, _ROWS))
    minhashes = [LeanMinHash(seed=1, hashvalues=row, scheme="affine32") for row in rows]
    for i, minhash in enumerate(minhashes):
        index.insert(i, minhash, check_duplication=False)
    return lambda i: np.array(sorted(j for j in index.query(minhashes[i]) if j < i), np.intp)


def common_share(one: str, other: str) -> float:
    """How much of the shorter of two texts stands in the other.

    Args:
        one: A report's text.
        other: Another's.

    Returns:
        Share of the shorter text's letters that stand in the other in the same order, or of its
        shingles when nearly all are there; 0 when the texts are too short, too unequal in
        length or too different to be copies of one another.
    """
    short, long = sorted((letters_of(one), letters_of(other)), key=len)
    if len(short) < SHORTEST:
        return float("".join(one.split()) == "".join(other.split()))
    if len(short) < LEAST_LENGTH * len(long):
        return 0.0
    of_short, of_long = shingles(short), shingles(long)
    contained = float(np.isin(of_short, of_long, assume_unique=True).mean())
    if contained >= _CONTAINED_ALONE:
        return contained
    if contained < _LEAST_CONTAINED or len(long) > _LONGEST:
        return 0.0
    return common_letters(short, long) / len(short)


def repeats(words: str, text: str) -> bool:
    """Whether a passage stands in a text, perhaps with some words replaced.

    Args:
        words: The passage.
        text: A report's text.
    """
    of_words = shingles(letters_of(words))
    if not len(of_words):
        return "".join(words.split()) in "".join(text.split())
    return float(np.isin(of_words, shingles(letters_of(text)), assume_unique=True).mean()) >= _LEAST_CONTAINED


def common_letters(one: str, other: str) -> int:
    """Length of the longest common subsequence of two texts.

    Args:
        one: A text.
        other: Another.

    Returns:
        Its length in characters. The rows of the dynamic programme are the bits of one
        integer, so 5,000 characters against 5,000 take some 10 ms.
        Source: Hyyrö, Bit-parallel LCS-length computation revisited, 2004.
    """
    places: dict[str, int] = {}
    for i, char in enumerate(one):
        places[char] = places.get(char, 0) | (1 << i)
    whole = (1 << len(one)) - 1
    row = whole
    for char in other:
        matches = row & places.get(char, 0)
        row = ((row + matches) | (row - matches)) & whole
    return len(one) - row.bit_count()
