"""Where the orders come from: a fixed sequence, so that every run does the same work."""

CITIES = ["Lagos", "Lima", "Lyon", "Oslo", "Pune", "Quito"]


def read_orders(count: int) -> list[str]:
    """One line of text for each order, about one in ten of them a repeat."""
    rows = []
    state = 12_345
    for number in range(count):
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
        order = number - 1 if number and state % 10 == 0 else number
        rows.append(f"{order};{CITIES[order % 6]};{(order * 7919) % 10_000 / 100:.2f};{order % 9 + 1}")
    return rows
