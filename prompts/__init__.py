"""Prompt files in Chinese and their strict loader."""

from prompts.loader import Prompt, as_data, load_prompt

__all__ = ["Prompt", "as_data", "load_prompt"]
