"""Text → vectors: the interface of the store to its embedding model."""

from vectorstore.embedding.base import BUNDLED, Embedder, model_identity
from vectorstore.embedding.sentence import SentenceEmbedder, bundled_folder

__all__ = ["BUNDLED", "Embedder", "SentenceEmbedder", "bundled_folder", "model_identity"]
