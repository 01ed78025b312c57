"""Checks and tidies the orders."""


def parse_order(row: str) -> dict:
    """Splits one row into its named fields."""
    number, city, price, quantity = row.split(";")
    return {
        "number": int(number),
        "city": city.strip().title(),
        "price": float(price),
        "quantity": int(quantity),
    }


def unique_orders(orders: list[dict]) -> list[dict]:
    """Every order once, in the order in which they came."""
    seen = set()
    unique = []
    for order in orders:
        key = (order["city"], order["number"])
        if key not in seen:
            seen.add(key)
            unique.append(order)
    return unique
