"""Adds up the orders and prints the result."""
import statistics


def totals_by_city(orders: list[dict]) -> dict[str, dict]:
    """Turnover, number of orders and median price of each city."""
    prices: dict[str, list[float]] = {}
    turnover: dict[str, float] = {}
    for order in orders:
        prices.setdefault(order["city"], []).append(order["price"])
        turnover[order["city"]] = turnover.get(order["city"], 0.0) + order["price"] * order["quantity"]
    return {
        city: {"turnover": turnover[city], "orders": len(prices[city]), "median": statistics.median(prices[city])}
        for city in sorted(prices)
    }


def render(totals: dict[str, dict]) -> str:
    """The report as lines of text."""
    return "\n".join(
        f"{city:<8} {row['orders']:>7} orders {row['turnover']:>14,.2f} turnover {row['median']:>8.2f} median"
        for city, row in totals.items()
    )
