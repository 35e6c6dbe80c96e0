"""Prices of a million tokens, by size of model."""


PRICES = {"small": 0.8, "medium": 3.0, "large": 15.0}


def cost(model, tokens):
    return PRICES.get(model, 0.0) * tokens / 1_000_000
