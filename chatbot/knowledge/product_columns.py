"""What the columns and words of catalogue files mean: Shopify, WooCommerce, Google Merchant, spreadsheets. Data, no code."""

from __future__ import annotations

from chatbot.knowledge.phrases import lines
from chatbot.knowledge.records import aliases
from chatbot.knowledge.words import fold

# Names, the surest first: English, German, Dutch and Romance languages, then those of further languages by their meaning.
COLUMNS = aliases("""
    handle: handle, url handle
    parent: parent, parent sku, parent id, item group id, elternartikel
    id: id, product id, article number, artikelnummer, artikelnr, artikel nr, art nr, item number, sku, variant sku, codigo, referencia
    sku: sku, variant sku
    barcode: barcode, variant barcode, gtin, ean, ean code, ean13, ean 13, upc, isbn, isbn13, isbn 13, gtin upc ean or isbn
    maker code: mpn, manufacturer part number, manufacturer code, part number, part no, model number, model no
    maker code: oem, oem number, oe number, hersteller nr
    title: title, name, product name, product title, product, titel, bezeichnung, produktname, artikelbezeichnung, artikel
    title: produkt, naam, productnaam, nom, nom du produit, designation, nombre, titulo, nome, titolo
    description: description, body html, body, long description, product description, details, text, beschreibung
    description: produktbeschreibung, omschrijving, descripcion, descrizione
    summary: tasting note, tasting notes, short description, summary, kurzbeschreibung, short text, excerpt, korte omschrijving
    category: subcategory, sub category
    category: category, categories, type, product type, product category, kategorie, kategorien, warengruppe, produktgruppe
    category: collection, department, categorie, categoria, google product category
    brand: brand, brands, vendor, manufacturer, maker, marke, hersteller, merk, marque, marca, fabricant, fabricante
    price: sale price, special price, price, variant price, regular price, unit price, selling price, preis, verkaufspreis, vk preis, vk
    price: preis brutto, bruttopreis, vk brutto, prijs, prix, precio, prezzo, retail price, mrp, price eur, preis in eur, preis eur
    currency: currency, currency code, price currency, wahrung, valuta, devise, moneda
    stock: stock, quantity, qty, inventory, variant inventory qty, inventory quantity, stock quantity, on hand, units, bestand
    stock: lagerbestand, menge, stuckzahl, voorraad, quantite, existencias, cantidad, giacenza, available quantity
    stock: quantity on hand, quantity available, stock on hand, stock level, qty on hand, qty available
    available: availability, in stock, available, availability status, stock status, verfugbarkeit, verfugbar, auf lager
    available: lieferbar, beschikbaarheid, disponibilite, disponibilidad, disponibilita
    policy: variant inventory policy, continue selling when out of stock, inventory policy, backorders allowed
    tracker: variant inventory tracker, inventory tracker
    published: published, published on online store, veroffentlicht, aktiv, active
    state: product online, product status, status
    visibility: visibility in catalog, visibility in catalogue, visibility
    archived: archived, is archived, deleted
    colors: color, colour, colors, colours, farbe, farben, kleur, couleur, colore
    sizes: size, sizes, grosse, grossen, maat, maten, taille, talla, taglia
    material: material, materials, fabric, stoff, materiaal, matiere, tessuto, composition
    gender: gender, geschlecht, sex, geslacht
    audience: age group, altersgruppe, zielgruppe, target group
    tags: tags, keywords, labels, tag, schlagworte, schlagworter, stichworter, trefwoorden, etiquetas
    attributes: attributes, specs, specifications, properties, features, feature, eigenschaften, merkmale, attribute
    image: image src, image, image url, image urls, image link, product image url, images, variant image, picture, photo, thumbnail, bild
    image: bild url, bildlink, afbeelding, imagen, immagine
    url: url, link, product url, page, permalink, product link, produktlink, adresse
    parcel weight: variant grams
    rating: rating, ratings, stars, average rating, star rating, bewertung, sterne, note moyenne, valoracion, valutazione
    old price: compare at price, variant compare at price, old price, was price, was, previous price, original price, list price
    old price: rrp, msrp, rrp incl vat, recommended retail price, streichpreis, listenpreis, alter preis
    old price: prix barré, ancien prix, precio anterior, prezzo originale, adviesprijs, van prijs, cena regularna
    id: réf, référence, ref, code article, code produit, kod produktu, kod, indeks, symbol, ürün kodu, stok kodu
    id: 商品コード, 商品番号, 品番, 货号, codice, codice articolo, código, kód, artikelkod, varenummer, артикул, item code
    id: item no, article no, art no, artnr, art, internal reference, seller sku
    title: nazwa, nazwa produktu, towar, ürün adı, ürün ismi, ürün, 商品名, 製品名, 品名, 产品名称, 商品名称, název, název produktu
    title: produktnamn, benämning, varenavn, tuote, tuotenimi, nome prodotto, prodotto, nome do produto, produto
    title: nombre del producto, producto, nom produit, libellé, libelle produit, titre, intitulé, название
    title: наименование, товар, megnevezés, denumire, item name, item, article name
    description: opis, opis produktu, açıklama, ürün açıklaması, 説明, 商品説明, 描述, popis, beskrivning, beskrivelse
    description: kuvaus, описание, descrição, description du produit, item description, desc, s desc
    category: kategoria, kategori, カテゴリ, カテゴリー, 分類, 类别, rubrique, rayon, famille, reparto, grupa, grupa towarowa
    category: категория, kategória, luokka, group, product group, section, family
    brand: marka, producent, ブランド, メーカー, 品牌, značka, výrobce, varumärke, merke, бренд, производитель, marchio
    brand: produttore
    price: prix ttc, prix de vente, prix unitaire, prix tvac, prix public, precio con iva, precio de venta, pvp
    price: prezzo di vendita, prezzo iva inclusa, preço, preço de venda, cena, cena brutto, cena sprzedaży, fiyat
    price: satış fiyatı, 価格, 販売価格, 税込価格, 価格 税込, 单价, 价格, pris, pris inkl moms, hinta, ár, preț, цена, price incl vat
    price: price tax included, final price tax included, price including tax, price including vat, price with tax, price with vat
    price: start price, standard price, buy it now price, sales price, price gross
    price: price incl tax, price inc vat, gross price, preis inkl mwst, endpreis, ladenpreis, uvp
    currency: waluta, para birimi, 通貨, měna, валюта
    stock: stan magazynowy, stan, ilość, ilość w magazynie, stok, stok adedi, stok miktarı, 在庫, 在庫数, 库存
    stock: quantité en stock, qté en stock, qté, stock disponible, quantità, estoque, quantidade, lagersaldo, lager
    stock: varasto, počet kusů, készlet, остаток, количество
    available: dostępność, stok durumu, 在庫状況, dostupnost, tillgänglighet, saatavuus, наличие, en stock, i lager
    available: på lager, skladem
    colors: shade, shades, shade name, tone, tones, tint, colour name, color name, nuance, teinte, farbton, tono, odcień
    colors: kolor, renk, カラー, 色, barva, färg, farge, farve, väri, цвет, cor, colori
    sizes: rozmiar, beden, サイズ, velikost, storlek, størrelse, koko, размер, tamaño, tamanho
    material: materiał, malzeme, 素材, материал
    image: zdjęcie, görsel, resim, 画像, obrázek, фото
    url: lien, adres url, bağlantı, odkaz, länk, ссылка, enlace
""")
OPTIONS = range(1, 21)  # WooCommerce numbers the attributes of a product, and a shop of many kinds has more than ten
COLUMNS |= {f"option{n} name": (f"option{n} name", f"attribute {n} name") for n in OPTIONS}
COLUMNS |= {f"option{n} value": (f"option{n} value", f"attribute {n} value s", f"attribute {n} value") for n in OPTIONS}
COLUMNS = {what: tuple(dict.fromkeys((*names, *(f"product {name}" for name in names)))) for what, names in COLUMNS.items()}
COLUMNS["old price"] += ("regular price", "uvp", "mrp")  # where they stand beside the price that is asked
# A price where its cells are amounts; a "Bottle" may as well be what a thing is put in.
UNIT_PRICES: tuple[str, ...] = (
    "per bottle",
    "bottle",
    "bottle price",
    "price per bottle",
    "each",
    "price each",
    "ea",
    "single",
    "single price",
)
UNIT_PRICES += ("per unit", "price per unit", "per piece", "price per piece", "per item", "price per item")

# How many pieces a word stands for; of "later" nobody knows.
STOCK_WORDS = {
    fold(word): pieces
    for word, pieces in lines("""
    some: in stock, in_stock, instock, available, yes, true, y, on stock, auf lager, lagernd, vorratig, verfugbar, lieferbar, ja
    some: sofort lieferbar, sofort verfugbar, op voorraad, en stock, disponible, disponibile, in magazzino, oui, si, limited, plenty
    some: limited availability, online only
    later: pre arrival, en primeur, coming soon, back soon, due in, presale, pre sale
    later: preorder, pre order, onbackorder, backorder, available for order, on backorder, auf anfrage, on request
    low: low stock, low, few left, nur noch wenige, wenige, geringer bestand
    none: out, out of stock, out_of_stock, outofstock, sold out, soldout, no, false, n, not available, unavailable, discontinued
    none: ausverkauft, nicht auf lager, nicht lieferbar, nicht verfugbar, vergriffen, nein, uitverkocht, niet op voorraad
    none: rupture de stock, epuise, indisponible, agotado, sin existencias, non disponibile, esaurito
    some: dostępny, dostępne, na stanie, w magazynie, tak, var, mevcut, stokta, stokta var, evet, 在庫あり, あり, 有货
    some: skladem, ano, finns i lager, i lager, på lager, varastossa, в наличии, есть, да, en existencia, disponível
    some: em estoque, sim, raktáron, in
    later: na zamówienie, sur commande, bajo pedido, su ordinazione, ön sipariş, 予約, 受注生産, auf bestellung
    later: vorbestellung, op bestelling, под заказ
    low: mało, ostatnie sztuki, letzte stücke, derniers articles, 残りわずか, pocas unidades
    none: brak, niedostępny, wyprzedany, wyprzedane, nie, tükendi, stokta yok, yok, hayır, 在庫なし, 在庫切れ, 品切れ, 売り切れ, なし
    none: 缺货, 无货, vyprodáno, není skladem, ne, slut i lager, slutsåld, ej i lager, nej, udsolgt, utsolgt, loppu, нет
    none: нет в наличии, sin stock, fuera de stock, sem estoque, esgotado, não, rupture, en rupture
""").items()
}
NOT_PUBLISHED = frozenset(
    ("false", "no", "n", "0", "-1", "2", "draft", "archived", "private", "inactive", "hidden", "nein", "entwurf", "inaktiv")
) | {"disabled", "unpublished", "unlisted", "deleted", "offline"}  # "2": of Magento
TOTALS = frozenset(("total", "totals", "sum", "subtotal", "grand total", "summe", "gesamt", "totaal", "totale", "suma"))
PUBLICATION = ("published", "state", "visibility", "archived")
ARCHIVED = frozenset(("y", "yes", "true", "1", "x", "ja", "archived", "deleted"))
# WooCommerce says in its column "Type" what kind of row it is, not what kind of product.
ROW_KINDS = frozenset(
    ("simple", "variable", "variation", "grouped", "external", "subscription", "variable subscription", "bundle")
)
# Said in place of a colour: "any" is none, and who asks for "any tweed" wants none.
NO_COLOR = frozenset(
    f"{said}{thing}" for said in ("any", "various", "assorted") for thing in ("", " colour", " color", " colours", " colors")
) | {"as shown", "n a", "none"}
# Options that are the colour of a thing whose colour is named no other way: antique brass, matt black, oak.
FINISHES = frozenset(("finish", "finishes", "glaze", "stain", "colourway", "colorway", "wood finish", "metal finish"))
NO_OPTION = frozenset(("", "title", "default title", "default", "any"))  # what Shopify writes where there are no options
