"""The equivalence point of a titration."""


def steepest(readings: list[float]) -> float:
    """The largest step of pH from one reading to the next."""
    return max((after - before for before, after in zip(readings, readings[1:])), default=0.0)
