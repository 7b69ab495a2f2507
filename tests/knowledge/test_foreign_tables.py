"""Catalogues and orders from spreadsheets of other countries, and what spreadsheets spoil."""

from __future__ import annotations

import pytest

from chatbot.errors import FileUnreadable
from chatbot.knowledge.orders import read_orders
from chatbot.knowledge.products import read_products
from chatbot.knowledge.readers import read_faq_file

CATALOGUES = [
    ("cp1250", "Towar;Cena brutto;Dostępność\nPierścionek złoty;1 450,00 zł;brak\n", "1450.00", "PLN"),
    ("cp1254", "Ürün adı;Satış fiyatı;Stok\nGümüş yüzük;1.450,00 TL;tükendi\n", "1450.00", "TRY"),
    ("cp932", "商品名,販売価格,在庫\n銀の指輪,\"14,500円\",品切れ\n", "14500", "JPY"),
    ("cp1252", "Libellé;Prix TTC;Disponibilité\nBague dorée;1 450,00 €;Épuisé\n", "1450.00", "EUR"),
    ("cp1250", "Název;Cena;Dostupnost\nStříbrný prsten;1 450,00 Kč;vyprodáno\n", "1450.00", "CZK"),
    ("cp1252", "Bezeichnung;Preis CHF;Bestand\nRing für Männer;1'450.00;0\n", "1450.00", "CHF"),
    ("utf-8", "Item,Price (USD),Qty\nRing,1450.00,0\n", "1450.00", "USD"),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "text", "price", "currency"), CATALOGUES)
def test_a_catalogue_of_another_country_is_read(encoding: str, text: str, price: str, currency: str) -> None:
    [product] = read_products(text.encode(encoding), "catalogue.csv").products

    assert (str(product.price), product.currency, product.stock) == (price, currency, 0)


ORDERS = [
    ("cp1250", "Nr zamówienia;E-mail klienta;Stan;Data zamówienia\n7;a@x.pl;W doręczeniu;3 paź 2026\n", "out_for_delivery", "2026-10-03"),
    ("cp1254", "Sipariş No;E-posta;Sipariş Durumu;Tarih\n7;a@x.tr;Hazırlanıyor;3.10.2026\n", "processing", "2026-10-03"),
    ("cp932", "注文番号,メールアドレス,注文状況,注文日\n7,a@x.jp,キャンセル,2026年10月3日\n", "cancelled", "2026-10-03"),
    ("cp1252", "N° de commande;Adresse e-mail;État;Date de commande\n7;a@x.fr;Remboursée;3 octobre 2026\n", "refunded", "2026-10-03"),
    ("utf-8", "Numero ordine,Indirizzo email,Stato,Data ordine\n7,a@x.it,In consegna,31/10/2026\n", "out_for_delivery", "2026-10-31"),
    ("cp1251", "Номер заказа;Электронная почта;Статус;Дата заказа\n7;a@x.ru;Отменён;3.10.2026\n", "cancelled", "2026-10-03"),
    ("utf-8", "Order Number,Buyer's mail,Current order status,Order date\n7,a@x.com,Shipped,2026-10-03\n", "shipped", "2026-10-03"),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "text", "status", "placed_on"), ORDERS)
def test_orders_of_another_country_are_read(encoding: str, text: str, status: str, placed_on: str) -> None:
    [(_, order)] = read_orders(text.encode(encoding), "orders.csv").orders

    assert (order.parcels[0].status, order.placed_on) == (status, placed_on)


def test_an_order_number_that_a_spreadsheet_has_shortened_is_told_and_joins_no_two_orders() -> None:
    read = read_orders(
        b'number,email,status\n"4,71E+11",a@x.com,shipped\n4.71E+11,b@x.com,shipped\n12E5,c@x.com,shipped\n', "o.csv"
    )

    assert [number for number, _ in read.orders] == ["12E5"]
    assert [problem.row for problem in read.problems if "has shortened this number" in problem.reason] == [2, 3]


def test_a_shortened_tracking_number_is_left_out_and_told() -> None:
    read = read_orders(b"number,email,status,tracking number\n1,a@x.com,shipped,3.4E+20\n", "o.csv")

    assert read.orders[0][1].parcels[0].tracking_number == ""
    assert ("tracking_number", False) in [(problem.column, problem.is_fatal) for problem in read.problems]


def test_one_row_per_item_is_one_order_with_all_of_them() -> None:
    text = b"order id,email,status,item,quantity\n9,a@x.com,packed,Ring,1\n9,a@x.com,packed,Chain,2\n9,a@x.com,packed,3 x Box,1\n"

    [(_, order)] = read_orders(text, "o.csv").orders

    assert order.parcels[0].items == ("1 x Ring", "2 x Chain", "3 x Box")


def test_columns_that_mean_nothing_are_told_where_the_price_was_not_found() -> None:
    read = read_products(b"title,our tag,stock\nRing,90,2\n", "p.csv")

    assert "no column was understood as the price; unknown: our tag" in read.problems[0].reason
    assert not read.problems[0].is_fatal


def test_a_table_of_unknown_columns_is_refused_with_their_names() -> None:
    with pytest.raises(FileUnreadable, match="Its columns: foo, bar"):
        read_orders(b"foo,bar\n1,2\n", "o.csv")


def test_korean_and_japanese_column_names_are_known() -> None:
    text = "カテゴリ,질문,답변\n반지,각인이 되나요?,네 됩니다.\n"

    [row] = read_faq_file(text.encode(), "faq.csv").rows

    assert (row.category, row.answer) == ("반지", "네 됩니다.")
