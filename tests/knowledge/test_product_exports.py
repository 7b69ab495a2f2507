"""Exports of shop programs that write variants, hidden products and reduced prices in a way of their own."""

from __future__ import annotations

from decimal import Decimal

from chatbot.knowledge.products import ProductsFile, read_products
from chatbot.records import Product

WIX = """handleId,fieldType,name,description,productImageUrl,collection,sku,ribbon,price,surcharge,visible,discountMode,discountValue,\
inventory,weight,cost,productOptionName1,productOptionType1,productOptionDescription1,additionalInfoTitle1,additionalInfoDescription1,brand
p1,Product,Garden Kneeler,<p>Foam pad</p>,a~mv2.jpg;b.jpg,Tools;Gifts,GK,New,20.00,,true,PERCENT,10.0,,0.4,7,Colour,COLOR,\
#00ff00:Moss;#ff0000:Brick,Care,"Wipe; do not soak",Dibble
p1,Variant,,,,,GK-M,,,0.00,true,,,6,,,Colour,COLOR,#00ff00:Moss,,,
p1,Variant,,,,,GK-B,,,4.00,true,,,0,,,Colour,COLOR,#ff0000:Brick,,,
p2,Product,Twine,Jute,,Tools,TW,,5.00,,true,AMOUNT,0.0,InStock,0.0,2,,,,,,Dibble
p3,Product,Test item,x,,Tools,TI,,5.00,,false,AMOUNT,0.0,InStock,0.0,2,,,,,,Dibble
"""
WIX_SINCE_2025 = """handle,fieldType,name,visible,plainDescription,brand,price,strikethroughPrice,inventory,sku,productOptionName[1],\
productOptionType[1],productOptionChoices[1],mediaUrl
kneeler,PRODUCT,Garden Kneeler,TRUE,Foam pad,Dibble,20.00,25.00,,,Size,TEXT_CHOICES,Low;High,https://x/k.jpg
kneeler,VARIANT,,TRUE,,,20.00,25.00,3,GK-L,,,Low,
kneeler,VARIANT,,TRUE,,,28.00,,0,GK-H,,,High,
"""
SQUARESPACE = """Product ID [Non Editable],Variant ID [Non Editable],Product Type [Non Editable],Product Page,Product URL,Title,\
Description,SKU,\
Option Name 1,Option Value 1,Price,Sale Price,On Sale,Stock,Categories,Tags,Weight,Length,Visible,Hosted Image URLs
a1,v1,PHYSICAL,shop,jug,Stone Jug,<p>1 litre</p>,J1,Glaze,Blue,30.00,0.00,No,4,"/table/jugs, /sale",clay,1.2,0.0,Yes,https://x/j.jpg
,v2,,,,,,J2,Glaze,White,30.00,24.00,Yes,0,,,1.2,0.0,,
a2,v3,DIGITAL,shop,recipes,Recipe Book,PDF,R1,,,9.00,5.00,No,Unlimited,/books,,0.0,0.0,Yes,
a3,v4,PHYSICAL,shop,old,Cracked Jug,old,J9,,,3.00,0.00,No,1,/table,,1.0,0.0,No,
"""
BIGCOMMERCE = """Item Type,Product ID,Product Name,Product Type,Product Code/SKU,Brand Name,Option Set,Product Description,Price,\
Cost Price,\
Retail Price,Sale Price,Product Weight,Allow Purchases?,Product Visible?,Track Inventory,Current Stock Level,Category,Product Condition
Product,11,Dry Bag,P,DB,Kelp,DB,<p>Roll top</p>,40.00,15,50.00,32.00,0.3,Y,Y,by option,0,Water/Bags;Sale,New
  SKU,,"[RT]Size=10 l,[S]Colour=Red",,DB-10,,,,40.00,,,,,,,,7,,
  SKU,,"[RT]Size=20 l,[S]Colour=Red",,DB-20,,,,46.00,,,,,,,,0,,
  Rule,,DB-10,,,,,,,,,,,,,,,,
Product,12,Paddle,P,PA,Kelp,,Ash wood,60.00,20,0.00,0.00,1.1,N,Y,none,0,Water/Paddles,New
Product,13,Proto,P,PR,Kelp,,x,60.00,20,0.00,0.00,1.1,Y,N,none,0,Water,New
"""
BIGCOMMERCE_SINCE_2023 = """Item,ID,Name,Type,SKU,Options,Inventory Tracking,Current Stock,Price,Cost Price,Retail Price,\
Sale Price,Categories,\
Description,Is Visible,Warranty
Product,21,Beach Tent,physical,BT,,variant,0,70,30,90,0,24;25,Pops up,TRUE,1 year
Variant,31,,,BT-B,Type=Swatch|Name=Colour|Value=Blue|Type=Rectangles|Name=Size|Value=L,,2,70,,,,,,,
Variant,32,,,BT-S,Type=Swatch|Name=Colour|Value=Sand|Type=Rectangles|Name=Size|Value=L,,0,70,,,,,,,
Image,41,,,,,,,,,,,,,,
"""
SQUARE = """Token,Item Name,Variation Name,SKU,Description,Categories,Square Online Item Visibility,Price,Online Sale Price,\
Archived,Sellable,\
Default Unit Cost,Current Quantity High Street,Current Quantity Barn,Enabled Barn
T1,Oat Soap,Small,OS1,Unscented,Bath (#4Q7AZ),visible,6.00,,N,Y,2.00,3,4,Y
T2,Oat Soap,Large,OS2,Unscented,Bath (#4Q7AZ),visible,9.00,7.50,N,Y,3.00,0,0,Y
T3,Soap Dish,Regular,SD1,Beech,Bath (#4Q7AZ),visible,8.00,,N,Y,3.00,2,,Y
T4,Staff Soap,Regular,SS1,-,Bath (#4Q7AZ),hidden,1.00,,N,Y,3.00,2,,Y
T5,Old Soap,Regular,OO1,-,Bath (#4Q7AZ),visible,4.00,,Y,Y,3.00,2,,Y
"""
ECWID = """type,product_internal_id,product_sku,product_variation_sku,product_price,product_compare_to_price,product_name,\
product_description,\
product_is_available,product_is_inventory_tracked,product_quantity,product_category_1,product_brand,product_option_name,\
product_option_value,\
product_variation_option_{Width}
product,1,RUN,,50,60,Hall Runner,<p>Sisal</p>,true,true,9,Home / Rugs,Weft,,,
product_option,1,RUN,,,,,,,,,,,Width,60 cm,
product_variation,1,RUN,RUN-60,50,,,,,true,5,,,,,60 cm
product_variation,1,RUN,RUN-90,75,,,,,true,0,,,,,90 cm
product,2,PAD,,12,,Rug Pad,Grips,true,false,,Home / Rugs,Weft,,,
product_option,2,PAD,,,,,,,,,,,Thickness,3 mm,
product_option,2,PAD,,,,,,,,,,,Thickness,6 mm,
product,3,OFF,,12,,Sample,x,false,false,,Home,Weft,,,
"""
ETSY = """TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,MATERIALS,IMAGE1,VARIATION 1 TYPE,VARIATION 1 NAME,VARIATION 1 VALUES,SKU
Slate Coaster,Set of four,18.00,GBP,7,"new_home,slate",Slate,https://x/s.jpg,Custom,Shape,"Round,Square","SC-R,SC-S"
"""
EBAY = """Item number,Title,Variation details,Custom label (SKU),Available quantity,Format,Currency,Start price,Auction Buy It Now price,\
Current price,Sold quantity,eBay category 1 name,Condition,Listing site
901,Cycling Cap,"Colour=Navy;Lime",CAP,6,FIXED_PRICE,GBP,12.0,,12.0,40,Caps,New,UK
901,Cycling Cap,Colour=Navy,CAP-N,6,FIXED_PRICE,GBP,12.0,,12.0,40,Caps,New,UK
901,Cycling Cap,Colour=Lime,CAP-L,0,FIXED_PRICE,GBP,12.0,,12.0,40,Caps,New,UK
902,Steel Bell,,BELL,1,AUCTION,GBP,2.0,15.0,4.5,0,Bells,Used,UK
"""


FEED = """<?xml version="1.0"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>A shop</title><item><g:id>H1</g:id><title>Wool hat</title>
<g:price>25.00 EUR</g:price><g:availability>in_stock</g:availability><g:product_type>Clothing &gt; Hats</g:product_type></item>
<item><g:id>S1</g:id><title>Scarf</title><g:price>40.00 EUR</g:price><g:sale_price>30.00 EUR</g:sale_price>
<g:availability>out_of_stock</g:availability></item></channel></rss>
"""


def read(text: str) -> tuple[dict[str, Product], ProductsFile]:
    file = read_products(text.encode(), "products.csv")
    return {product.title: product for product in file.products}, file


def test_wix_adds_surcharges_takes_off_discounts_and_leaves_out_what_is_hidden() -> None:
    found, file = read(WIX)
    assert set(found) == {"Garden Kneeler, Moss", "Garden Kneeler, Brick", "Twine"}
    moss, brick = found["Garden Kneeler, Moss"], found["Garden Kneeler, Brick"]
    assert (moss.price, moss.stock, brick.price, brick.stock) == (Decimal("18.00"), 6, Decimal("21.60"), 0)
    assert dict(moss.attributes) == {"care": "Wipe, do not soak", "weight": "0.4", "reduced": "yes", "regular price": "€20.00"}
    assert (moss.category, moss.image, moss.brand) == ("Tools", "", "Dibble")
    assert found["Twine"].stock == 100
    assert dict(found["Twine"].attributes) == {}  # it has no weight of 0
    assert file.read_as.startswith("CSV of Wix, utf-8")


def test_the_newer_wix_export_has_its_choices_and_struck_out_prices() -> None:
    found, _ = read(WIX_SINCE_2025)
    low, high = found["Garden Kneeler, Low"], found["Garden Kneeler, High"]
    assert (low.price, low.stock, high.price, high.stock) == (Decimal("20.00"), 3, Decimal("28.00"), 0)
    assert dict(low.attributes)["regular price"] == "€25.00"


def test_squarespace_has_a_sale_price_only_on_sale_and_variants_below_their_product() -> None:
    found, _ = read(SQUARESPACE)
    assert set(found) == {"Stone Jug, Blue", "Stone Jug, White", "Recipe Book"}
    blue, white = found["Stone Jug, Blue"], found["Stone Jug, White"]
    assert (blue.price, blue.stock, white.price, white.stock) == (Decimal("30.00"), 4, Decimal("24.00"), 0)
    book = found["Recipe Book"]
    assert (book.price, book.stock, dict(book.attributes)) == (Decimal("9.00"), 100, {"product type": "digital"})
    assert blue.category == "jugs"


def test_bigcommerce_reads_options_from_the_names_of_skus_and_a_sale_price_of_0_is_none() -> None:
    found, _ = read(BIGCOMMERCE)
    assert set(found) == {"Dry Bag, 10 l", "Dry Bag, 20 l", "Paddle"}
    small, large, paddle = found["Dry Bag, 10 l"], found["Dry Bag, 20 l"], found["Paddle"]
    assert (small.price, small.stock, large.price, large.stock) == (Decimal("32.00"), 7, Decimal("46.00"), 0)
    assert (paddle.price, paddle.stock) == (Decimal("60.00"), 0)  # not for sale now
    assert (small.brand, small.colors) == ("Kelp", ("Red",))


def test_the_newer_bigcommerce_export_names_options_in_a_column_and_categories_by_number() -> None:
    found, _ = read(BIGCOMMERCE_SINCE_2023)
    assert {title: product.stock for title, product in found.items()} == {"Beach Tent, Blue": 2, "Beach Tent, Sand": 0}
    assert {product.category for product in found.values()} == {""}


def test_square_adds_up_the_pieces_of_all_places() -> None:
    found, _ = read(SQUARE)
    assert set(found) == {"Oat Soap, Small", "Oat Soap, Large", "Soap Dish"}
    small, large = found["Oat Soap, Small"], found["Oat Soap, Large"]
    assert (small.price, small.stock, large.price, large.stock) == (Decimal("6.00"), 7, Decimal("7.50"), 0)
    assert small.category == "Bath"


def test_ecwid_has_variations_as_rows_and_choices_without_them() -> None:
    found, _ = read(ECWID)
    assert set(found) == {"Hall Runner, 60 cm", "Hall Runner, 90 cm", "Rug Pad"}
    assert (found["Hall Runner, 60 cm"].stock, found["Hall Runner, 90 cm"].stock) == (5, 0)
    assert dict(found["Rug Pad"].attributes) == {"thickness": "3 mm, 6 mm"}
    assert (found["Rug Pad"].stock, found["Rug Pad"].category) == (100, "Rugs")


def test_etsy_lists_its_variations_in_a_cell() -> None:
    coaster = read(ETSY)[0]["Slate Coaster"]
    assert (coaster.price, coaster.currency, coaster.stock) == (Decimal("18.00"), "GBP", 7)
    assert dict(coaster.attributes) == {"shape": "Round, Square"}
    assert coaster.tags == ("new home", "slate")


def test_ebay_repeats_a_listing_for_each_of_its_variations() -> None:
    found, _ = read(EBAY)
    assert {title: product.stock for title, product in found.items()} == {
        "Cycling Cap, Navy": 6,
        "Cycling Cap, Lime": 0,
        "Steel Bell": 1,
    }
    bell = found["Steel Bell"]
    assert (bell.price, bell.currency, dict(bell.attributes)) == (Decimal("15.0"), "GBP", {"condition": "Used"})


def test_a_table_of_no_known_program_is_read_by_its_columns() -> None:
    found, file = read("title,price,stock,visible\nTrowel,9.50,3,yes\n")
    assert found["Trowel"].price == Decimal("9.50")
    assert file.read_as.startswith("CSV, utf-8")


def test_a_feed_for_search_engines_is_a_catalogue() -> None:
    found, file = read(FEED)
    hat, scarf = found["Wool hat"], found["Scarf"]
    assert (hat.id, hat.price, hat.stock, hat.category) == ("H1", Decimal("25.00"), 100, "Hats")
    assert (scarf.price, scarf.stock, dict(scarf.attributes)["regular price"]) == (Decimal("30.00"), 0, "€40.00")
    assert file.read_as.startswith("XML")


MAGENTO = """sku,store_view_code,attribute_set_code,product_type,categories,name,description,weight,product_online,visibility,price,\
special_price,special_price_from_date,special_price_to_date,base_image,additional_attributes,qty,allow_backorders,is_in_stock,\
manage_stock,configurable_variations
TB-G,,Bags,simple,"Root/Bags/Totes,Root/Bags",Tote-Green,,,1,Not Visible Individually,30.0000,24.0000,"1/31/20, 12:00 AM",,,\
"color=Green,lining=Cotton, quilted",4.0000,0,1,1,
XX-1,,Bags,simple,Root/Bags,Lone spare,,,1,Not Visible Individually,3.0000,,,,,,5.0000,0,1,1,
TB,,Bags,configurable,"Root/Bags/Totes,Root/Bags",Tote Bag,<p>Holds ten books</p>,0.400000,1,"Catalog, Search",,,,,https://x/t.jpg,\
"manufacturer=Hemp & Co,inner_pocket=""zip, large"",cost=7.00",0.0000,0,1,1,"sku=TB-G,color=Green|sku=TB-R,color=Red"
TB-R,,Bags,simple,"Root/Bags/Totes,Root/Bags",Tote-Red,,,1,Not Visible Individually,30.0000,24.0000,,"1/31/20, 12:00 AM",,\
color=Red,0.0000,0,0,1,
TB-G,fr,Bags,simple,,Cabas vert,,,,,28.0000,,,,,,,,,,
HB,,Bags,simple,Root/Bags,Hip Bag,Nylon,,1,Catalog,20.0000,,,,,brand=Other,0.0000,1,1,1,
KB,,Bags,virtual,Root/Bags,Mending,We mend it,,1,Catalog,9.0000,,,,,,0.0000,0,1,0,
OB,,Bags,simple,Root/Bags,Old Bag,x,,2,Catalog,9.0000,,,,,,3.0000,0,1,1,
ZB,,Bags,configurable,Root/Bags,Zip Bag,x,,1,Catalog,,,,,,,0.0000,0,1,1,"sku=GONE,color=Red"
"""


def test_variants_of_magento_stand_under_the_product_that_names_them_wherever_their_rows_are() -> None:
    file = read_products(MAGENTO.encode(), "export.csv")

    assert [each.title for each in file.products] == ["Tote Bag, Green", "Tote Bag, Red", "Hip Bag", "Mending"]
    green, red = file.products[:2]
    assert (green.price, green.stock, red.price, red.stock) == (Decimal("24.00"), 4, Decimal("30.00"), 0)  # red's has expired
    assert (green.category, green.tags, green.brand, green.image) == ("Totes", ("Bags",), "Hemp & Co", "https://x/t.jpg")
    assert green.description == "Holds ten books."
    assert [each.stock for each in file.products[2:]] == [None, 100]  # ordered when none is there; not counted
    assert [each.reason for each in file.problems] == ["rows that are not published in the shop were left out (2)"]


def test_attributes_of_magento_are_facts_and_no_list_and_what_the_shop_paid_is_none() -> None:
    facts = dict(read_products(MAGENTO.encode(), "export.csv").products[0].attributes)
    assert (facts["lining"], facts["inner pocket"]) == ("Cotton, quilted", "zip, large")
    assert "cost" not in facts
    assert not any("=" in value for value in facts.values())
