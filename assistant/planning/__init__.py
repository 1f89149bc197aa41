"""Understanding questions with a language model, only where the patterns are unsure."""
