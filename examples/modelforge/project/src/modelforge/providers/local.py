"""Providers that run on the user's own machine."""

LOCAL: dict[str, list[str]] = {
    "ollama": ["llama3", "mistral", "phi3"],
    "llamafile": ["tinyllama"],
}
