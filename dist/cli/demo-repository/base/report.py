"""Turns a day of orders into a sales report."""
from shop.load import read_orders
from shop.clean import parse_order, unique_orders
from shop.summary import render, totals_by_city


def main() -> None:
    orders = unique_orders([parse_order(row) for row in read_orders(200_000)])
    print(render(totals_by_city(orders)))


if __name__ == "__main__":
    main()
