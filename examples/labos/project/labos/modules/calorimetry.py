"""Heat from the temperatures of a water bath."""

WATER = 4.186


def heat(readings: list[float]) -> float:
    """Joules per gram of water between the first and the last reading, in degrees Celsius."""
    return WATER * (readings[-1] - readings[0]) if readings else 0.0
