"""Prompt files in Chinese and their strict loader."""

from prompts.loader import Prompt, load_prompt

__all__ = ["Prompt", "load_prompt"]
