"""Providers that are reached over the network."""

HOSTED: dict[str, list[str]] = {
    "openai": ["gpt-4o", "gpt-4o-mini"],
    "anthropic": ["claude-sonnet", "claude-haiku"],
}
