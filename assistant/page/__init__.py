"""The Gradio page. Gradio's types stay inside this package."""

from assistant.page.server import launch

__all__ = ["launch"]
