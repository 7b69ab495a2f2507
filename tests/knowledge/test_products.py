"""Catalogue files as shops have them: what becomes a product, and which row is told as what."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.errors import FileUnreadable
from chatbot.knowledge.products import ProductsFile, read_products
from chatbot.records import Product
from tests.knowledge.files import workbook

SHOPIFY = b"""Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,\
Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src,Cost per item
tee,Merino Tee,"<p>Soft <b>tee</b></p><ul><li>Dries fast</li></ul>",Tarnholm,Shirts,"summer, travel",TRUE,Color,Blue,Size,S,\
150,shopify,3,deny,54.90,https://x/1.jpg,20.00
tee,,,,,,,,Blue,,M,150,shopify,4,deny,54.90,,
tee,,,,,,,,Blue,,L,150,shopify,0,deny,54.90,,
tee,,,,,,,,Red,,S,150,shopify,0,deny,54.90,,
tee,,,,,,,,,,,,,,,,https://x/2.jpg,
bottle,Bottle,,Rill,Bottles,,TRUE,Capacity,0.5 l,,,300,,0,deny,19.90,,
bottle,,,,,,,,1 l,,,400,,0,deny,29.90,,
old,Old thing,,Rill,,,FALSE,Title,Default Title,,,0,,,deny,25.00,,
"""
WOOCOMMERCE = b"""ID,Type,SKU,Name,Published,Description,In stock?,Stock,Weight (kg),Sale price,Regular price,Categories,Images,Parent,\
Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)
44,variable,HOOD,Hoodie,1,<p>Warm</p>,1,,,,,"Clothing > Hoodies, Sale","https://x/a.jpg, https://x/b.jpg",,Color,"Blue, Green",Size,"S, M"
45,variation,HOOD-B-S,"Hoodie - Blue, S",1,,1,5,0.6,39.90,45.00,,,HOOD,Color,Blue,Size,S
46,variation,HOOD-B-M,"Hoodie - Blue, M",1,,1,2,0.6,39.90,45.00,,,HOOD,Color,Blue,Size,M
47,variation,HOOD-G-M,"Hoodie - Green, M",1,,0,,0.6,,45.00,,,id:44,Color,Green,Size,M
50,simple,MUG,Mug,1,Nice mug,1,,,,9.90,Kitchen,https://x/m.jpg,,,,,
"""
GERMAN = """Artikelnr;Bezeichnung;Preis;Bestand;Farbe;Größe;Gewicht (kg);EK-Preis
1001;Regenjacke;"1.299,00 €";auf Lager;blau, rot;S, M;0,45;700,00
1002;Hose;49,90;ausverkauft;schwarz;48;;
;;;;;;;
1003;Mütze;19,90;12 Stk;;;;
""".encode("cp1252")


def read(data: bytes | str, name: str = "products.csv") -> ProductsFile:
    return read_products(data.encode() if isinstance(data, str) else data, name)


def by_id(file: ProductsFile) -> dict[str, Product]:
    return {product.id: product for product in file.products}


def told(file: ProductsFile) -> list[tuple[int, str, bool]]:
    return [(problem.row, problem.column, problem.is_fatal) for problem in file.problems]


def test_shopify_variants_that_differ_in_size_alone_are_one_product_with_the_sizes_that_are_there() -> None:
    tee = by_id(read(SHOPIFY))["tee-blue"]
    assert (tee.title, tee.price, tee.stock) == ("Merino Tee, Blue", Decimal("54.90"), 7)
    assert (tee.colors, tee.sizes) == (("Blue",), ("S", "M"))
    assert tee.attributes == ()
    assert tee.description == "Soft tee. Dries fast."


def test_a_colour_that_is_sold_out_is_a_product_of_its_own() -> None:
    red = by_id(read(SHOPIFY))["tee-red"]
    assert (red.title, red.stock, red.sizes, red.image) == ("Merino Tee, Red", 0, ("S",), "https://x/1.jpg")


def test_variants_with_prices_of_their_own_are_products_of_their_own() -> None:
    found = by_id(read(SHOPIFY))
    assert [(p.title, p.price) for p in found.values() if p.brand == "Rill"] == [
        ("Bottle, 0.5 l", Decimal("19.90")),
        ("Bottle, 1 l", Decimal("29.90")),
    ]


def test_what_is_not_published_stays_out_and_is_told_once() -> None:
    file = read(SHOPIFY)
    assert "old" not in by_id(file)
    assert told(file) == [(0, "published", False)]


def test_a_shop_that_does_not_count_pieces_has_them() -> None:
    bottle = by_id(read(SHOPIFY))["bottle-1-l"]
    assert bottle.stock is not None
    assert bottle.stock > 0


def test_what_the_shop_paid_for_a_product_is_never_read() -> None:
    assert "20.00" not in str(read(SHOPIFY).products)
    assert "700" not in str(read(GERMAN).products)


def test_woocommerce_variations_join_their_parent() -> None:
    found = by_id(read(WOOCOMMERCE))
    blue, green = found["44-blue"], found["44-green"]
    assert (blue.title, blue.price, blue.stock, blue.sizes) == ("Hoodie, Blue", Decimal("39.90"), 7, ("S", "M"))
    assert (green.price, green.stock, green.category, green.image) == (Decimal("45.00"), 0, "Hoodies", "https://x/a.jpg")
    assert "Clothing" in green.tags
    assert (green.attributes, found["50"].category) == ((("weight kg", "0.6"),), "Kitchen")
    assert blue.attributes == (("weight kg", "0.6"), ("reduced", "yes"), ("regular price", "€45.00"))


def test_a_german_spreadsheet_is_read_with_its_commas_and_words() -> None:
    found = by_id(read(GERMAN))
    jacket, trousers, hat = found["1001"], found["1002"], found["1003"]
    assert (jacket.price, jacket.currency, jacket.colors, jacket.sizes) == (
        Decimal("1299.00"),
        "EUR",
        ("blau", "rot"),
        ("S", "M"),
    )
    assert jacket.stock != 0
    assert (trousers.price, trousers.stock, hat.stock) == (Decimal("49.90"), 0, 12)


def test_a_feed_for_google_is_read() -> None:
    lines = (
        "id|item_group_id|title|link|image_link|availability|price|color|size|gender",
        "a1|g1|Rain Jacket|https://s/a|https://i/a|in_stock|79.90 EUR|Navy|M|male",
        "a2|g1|Rain Jacket|||out_of_stock|79.90 EUR|Navy|L|male",
    )
    (jacket,) = read("\n".join(lines).replace("|", "\t"), "feed.tsv").products
    assert (jacket.id, jacket.price, jacket.sizes, jacket.url) == ("g1", Decimal("79.90"), ("M",), "https://s/a")
    assert jacket.attributes == (("gender", "men"),)


@pytest.mark.parametrize(
    ("cell", "price", "currency"),
    [
        ("49.90", "49.90", "EUR"),
        ("49,90 €", "49.90", "EUR"),
        ("€1.299,00", "1299.00", "EUR"),
        ("$1,299.00", "1299.00", "USD"),
        ("£ 5", "5", "GBP"),
        ("CHF 1'299.50", "1299.50", "CHF"),
        ("1.299,- EUR", "1299", "EUR"),
        ("Rs. 1,29,900/-", "129900", "INR"),
        ("19.90 USD", "19.90", "USD"),
    ],
)
def test_prices_are_read_as_they_are_written(cell: str, price: str, currency: str) -> None:
    (product,) = read(f'title,price\nLamp,"{cell}"\n').products
    assert (product.price, product.currency) == (Decimal(price), currency)


@pytest.mark.parametrize(
    ("row", "column"),
    [("Lamp,-5,", "price"), ("Lamp,10-20,", "price"), ("Lamp,May 12,1", "price"), (",5,1", "title")],
)
def test_a_row_that_cannot_be_taken_is_told_and_the_others_are_taken(row: str, column: str) -> None:
    file = read(f"title,price,stock\n{row}\nRug,20,3\n")
    assert [product.title for product in file.products] == ["Rug"]
    assert told(file) == [(2, column, True)]
    assert file.problems[0].suggestion


def test_two_products_with_one_id_are_told_and_the_first_is_kept() -> None:
    file = read("id,title,price\n7,Lamp,5\n7,Rug,6\n8,Pan,7\n")
    assert [product.title for product in file.products] == ["Lamp", "Pan"]
    assert told(file) == [(3, "id", True)]


def test_the_same_row_twice_is_one_product_and_no_problem() -> None:
    file = read("id,title,price\n7,Lamp,5\n7,Lamp,5\n")
    assert (len(file.products), file.problems) == (1, ())


def test_a_price_of_nothing_is_not_told_to_customers() -> None:
    file = read("title,price\nLamp,0.00\n")
    assert file.products[0].price is None
    assert told(file) == [(2, "price", False)]


def test_a_file_without_titles_names_the_columns_it_has() -> None:
    with pytest.raises(FileUnreadable, match="price"):
        read("sku,price\n1,5\n2,6\n")


def test_the_demo_catalogue_is_read_without_a_problem() -> None:
    from chatbot.config import ROOT

    file = read_products(ROOT / "data" / "products.csv", "products.csv")
    assert len(file.products) >= 120
    assert file.problems == ()


def test_a_product_with_a_price_in_words_is_kept_with_its_price_on_request() -> None:
    file = read("title,price,stock\nCarrier,on request,1\nRug,20,3\n")

    assert [(product.title, product.price) for product in file.products] == [("Carrier", None), ("Rug", 20)]
    assert "“Carrier” is shown with 'Price on request'" in file.problems[0].reason


@pytest.mark.parametrize(
    ("path", "title", "category"),
    [
        ("Helmets > E-bike", "Abus Pedelec helmet", "Helmets"),
        ("Shirts > Kids", "Striped shirt", "Shirts"),
        ("Car seats > 0-15 months", "Nest shell", "Car seats"),
        ("Food > Coffee", "House blend coffee", "Coffee"),
        ("Bikes > E-bikes", "Breeze e-bike", "E-bikes"),
    ],
)
def test_the_step_of_a_path_that_names_the_things_is_their_category(path: str, title: str, category: str) -> None:
    [product] = read(f"title,price,stock,category\n{title},9,1,{path}\n").products

    assert product.category == category


def test_the_kind_of_row_of_a_woocommerce_export_is_no_category() -> None:
    file = read("Name,Type,Price,Stock\nLamp,simple,9,1\nRug,simple,8,1\n")

    assert [(product.category, product.attributes) for product in file.products] == [("", ()), ("", ())]


@pytest.mark.parametrize("header", ["Metal/Material", "Fabric / Upper"])
def test_a_column_of_two_names_is_the_material_where_one_of_them_means_it(header: str) -> None:
    (ring,) = read(f"Product;Price;{header}\nBand;90;Platinum").products
    assert (ring.material, ring.attributes) == ("Platinum", ())


@pytest.mark.parametrize(
    ("said", "category", "tags"),
    [
        ("Dogs, Dogs > Dry food", "Dry food", ("Dogs",)),
        ("Sale, Dogs > Dry food > Puppies", "Puppies", ("Dogs", "Dry food")),
        ("Home, Dogs, Leads", "Leads", ("Dogs",)),
        ("Leads, collars and bowls", "Leads, collars and bowls", ()),
    ],
)
def test_a_product_stands_in_the_longest_path_of_its_categories(said: str, category: str, tags: tuple[str, ...]) -> None:
    product = read(f'title,price,categories\nThing,9,"{said}"\n').products[0]
    assert (product.category, product.tags) == (category, tags)


@pytest.mark.parametrize(
    "cells", [("Default Category/Lamps,Default Category/Lamps/Desk", "Rugs"), ("Living/Desk", "Living/Rugs")]
)
def test_steps_of_a_path_may_stand_between_slashes_where_most_paths_begin_alike(cells: tuple[str, str]) -> None:
    first = read(f'title,price,category\nA,9,"{cells[0]}"\nB,9,"{cells[1]}"\n').products[0]
    assert first.category == "Desk"


@pytest.mark.parametrize("cells", [("Coats/Jackets", "Coats/Jackets"), ("Home/Garden", "Toys")])
def test_a_slash_between_two_names_of_one_category_is_no_path(cells: tuple[str, str]) -> None:
    products = read(f"title,price,category\nA,9,{cells[0]}\nB,9,{cells[1]}\n").products
    assert tuple(each.category for each in products) == cells


@pytest.mark.parametrize("said", ["cable_length_m", "120*60*75 cm"])
def test_marks_inside_a_word_are_no_emphasis(said: str) -> None:
    assert read(f"title,price,dimensions\n**Desk** {said},9,{said}\nRug,9,2*3\n").products[0].title == f"Desk {said}"


@pytest.mark.parametrize(("said", "sizes"), [("XS / S / M", ("XS", "S", "M")), ("38 / 5", ("38 / 5",)), ("S/M", ("S/M",))])
def test_more_than_two_sizes_may_stand_between_slashes(said: str, sizes: tuple[str, ...]) -> None:
    assert read(f"title,price,size\nGlove,9,{said}\n").products[0].sizes == sizes


def test_a_file_without_any_price_is_told() -> None:
    problems = read("title,price tax excluded\nLamp,9\nRug,8\n").problems
    assert any("none of the 2 products has a price" in each.reason for each in problems)


def test_how_many_products_are_the_colours_of_others_is_told() -> None:
    file = read("handle,title,option1 name,option1 value,price,stock\nm,Mug,Color,Red,9,1\nm,,,Blue,9,1\nb,Bowl,,,5,1\n")
    assert str(file) == "2 products (3 with their colours, packs and prices told apart)"


def test_rows_are_counted_apart_only_where_they_are_the_sizes_of_a_product() -> None:
    file = read("id,title,price\nA,Mug,9\nA,Cup,9\n")  # an id that is used twice
    assert (str(file), "rows" in file.read_as) == ("1 product", False)


def test_the_products_of_all_sheets_are_read_and_a_sheet_of_something_else_is_told() -> None:
    data = workbook(
        ("Teas", [["Name", "Price", "Stock", "Origin"], ["Assam", 4.5, "in", "India"], ["Sencha", 5, "out", "Japan"]]),
        ("Kettles", [["Kettle", "Stock", "Price"], ["Whistler", "soon-ish", 30.5]]),
        ("Discontinued", [["Name", "Price"], ["Rooibos", 3]]),
        ("Suppliers", [["Name", "Email"], ["Leaf Ltd", "x@y.z"]]),
    )
    file = read_products(data, "list.xlsx")
    assert [(each.title, each.price, each.stock) for each in file.products] == [
        ("Assam", Decimal("4.5"), 100),
        ("Sencha", Decimal(5), 0),
        ("Whistler", Decimal("30.5"), None),
    ]
    assert file.notes == ("other sheets left out: Discontinued, Suppliers",)
    assert "on sheet “Kettles”" in str(file.problems[0])


def test_a_word_for_the_stock_that_nobody_knows_is_told_once_with_its_count() -> None:
    problems = read("title,price,stock\nLamp,5,sooner\nRug,20,sooner\nMat,2,sooner\nBin,3,perhaps\n").problems
    assert [(each.row, "2 more" in each.reason) for each in problems] == [(2, True), (5, False)]


@pytest.mark.parametrize("unit", ["Bottle", "Each"])
def test_what_one_costs_may_be_named_by_what_it_is_in_where_the_cells_are_amounts(unit: str) -> None:
    assert read(f"title,{unit}\nCider,3.50\nMead,8\n").products[0].price == Decimal("3.50")
    assert read(f"title,price,{unit}\nCider,3.50,brown glass\nMead,8,clay\n").products[0].price == Decimal("3.50")


@pytest.mark.parametrize("name", ["Case of 12", "12-pack", "Per case"])
def test_what_several_cost_together_is_told_beside_the_price_of_one(name: str) -> None:
    cider, _, mead = read(f"title,price,{name}\nCider,3.50,36.00\nPerry,4,40\nMead,8,POA\n").products
    assert dict(cider.attributes) == {" ".join(name.lower().replace("-", " ").split()): "€36.00"}
    assert [value for _, value in mead.attributes] == ["POA"]


def test_how_many_are_in_a_pack_is_no_price() -> None:
    assert not read("title,price,Per case\nCider,3.50,6\nMead,8,24\n").products[0].attributes


@pytest.mark.parametrize(("cells", "told"), [(("0.055", "0.12"), "5.5%"), (("5.5", "12"), "5.5%"), (("5.5%", "0.5%"), "5.5%")])
def test_the_strength_of_a_drink_is_in_per_cent_however_the_spreadsheet_keeps_it(cells: tuple[str, str], told: str) -> None:
    cider = read(f"title,price,ABV,Vintage\nCider,3.50,{cells[0]},2021\nMead,8,{cells[1]},2022\n").products[0]
    assert dict(cider.attributes) == {"abv": told, "vintage": "2021"}


@pytest.mark.parametrize("cells", [("1", "0"), ("0.5", "0.3")])
def test_a_number_that_may_be_no_strength_or_another_one_is_not_told(cells: tuple[str, str]) -> None:
    assert not read(f"title,price,Alcohol\nCider,3.50,{cells[0]}\nJuice,8,{cells[1]}\n").products[0].attributes


def test_a_row_with_one_cell_is_a_heading_in_whatever_column_it_stands() -> None:
    file = read("code,title,price\nTEAS,,\nT1,Assam,4\nT2,Sencha,5\n,,\n")
    assert [each.title for each in file.products] == ["Assam", "Sencha"]
    assert told(file)[1:] == [(2, "title", False)]


def test_notes_on_the_taste_are_for_customers() -> None:
    assert read("title,price,Tasting notes\nCider,3,Dry and cloudy\nMead,8,Honey\n").products[0].description == "Dry and cloudy."


def test_a_stock_that_cannot_be_read_is_told_and_the_product_kept() -> None:
    file = read("title,price,stock\nLamp,5,a few weeks\nRug,20,3\n")
    assert [(product.title, product.stock) for product in file.products] == [("Lamp", None), ("Rug", 3)]
    assert told(file) == [(2, "stock", False)]


@pytest.mark.parametrize(
    ("header", "seen", "hidden"),
    [
        ("Archived", "N", "Y"),
        ("Visibility in catalog", "search", "hidden"),
        ("Product online", "1", "2"),
        ("Status", "active", "draft"),
    ],
)
def test_what_customers_do_not_see_in_the_shop_stays_out_whatever_column_says_so(header: str, seen: str, hidden: str) -> None:
    file = read(f"title,price,stock,published,{header}\nLamp,5,1,TRUE,{seen}\nRug,20,3,TRUE,{hidden}\n")
    assert [product.title for product in file.products] == ["Lamp"]


def test_the_variations_of_a_hidden_product_are_hidden() -> None:
    hidden = WOOCOMMERCE.replace(b"44,variable,HOOD,Hoodie,1", b"44,variable,HOOD,Hoodie,0")
    assert [product.title for product in read(hidden).products] == ["Mug"]


def test_headings_of_a_price_list_are_no_products_and_a_recommended_price_alone_is_the_price() -> None:
    file = read("title,rrp,stock,note\nCAMPING,,,\nTent,99,4,two persons\nStove,39,2,gas\nLamp,12,1,LED\nTotal,150,7,\n")
    assert [(product.title, str(product.price)) for product in file.products] == [("Tent", "99"), ("Stove", "39"), ("Lamp", "12")]
    assert told(file)[-1] == (2, "title", False)


def test_the_currency_of_a_column_of_codes_is_taken() -> None:
    assert read("title,price,currency_code\nLamp,5,GBP\n").products[0].currency == "GBP"


@pytest.mark.parametrize("said", ["Any", "Assorted colours", "various"])
def test_what_stands_in_place_of_a_colour_is_none(said: str) -> None:
    products = read_products(f"title,price,colour\nGift box,3,{said}\nRibbon,2,Red\n".encode(), "products.csv").products
    assert [each.colors for each in products] == [(), ("Red",)]
