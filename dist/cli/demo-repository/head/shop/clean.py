"""Checks and tidies the orders.

A till that loses its connection may send an order twice, with its city typed in another way.
"""
import re


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
        label = f"{order['city']}/{order['number']:08d}"
        key = "".join(re.findall(r"[a-z0-9/]", label.lower()))
        if key not in seen:
            seen.add(key)
            unique.append(order)
    return unique
