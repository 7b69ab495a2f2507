"""What the columns and words of catalogue files mean: Shopify, WooCommerce, Google Merchant, spreadsheets. Data, no code."""

from __future__ import annotations

from chatbot.knowledge.phrases import lines
from chatbot.knowledge.records import aliases

# Folded names (see `words.fold`), the surest first. English, German, Dutch, French, Spanish, Italian.
COLUMNS = aliases("""
    handle: handle, url handle
    parent: parent, parent sku, parent id, item group id, elternartikel
    id: id, product id, article number, artikelnummer, artikelnr, artikel nr, art nr, item number, sku, variant sku, codigo, referencia
    sku: sku, variant sku
    title: title, name, product name, product title, product, titel, bezeichnung, produktname, artikelbezeichnung, artikel
    title: produkt, naam, productnaam, nom, nom du produit, designation, nombre, titulo, nome, titolo
    description: description, body html, body, long description, product description, details, text, beschreibung
    description: produktbeschreibung, omschrijving, descripcion, descrizione, short description, kurzbeschreibung
    category: category, categories, type, product type, product category, kategorie, kategorien, warengruppe, produktgruppe
    category: collection, department, categorie, categoria, google product category
    brand: brand, brands, vendor, manufacturer, maker, marke, hersteller, merk, marque, marca, fabricant, fabricante
    price: sale price, price, variant price, regular price, unit price, selling price, preis, verkaufspreis, vk preis, vk
    price: preis brutto, bruttopreis, prijs, prix, precio, prezzo, retail price, mrp, price eur, preis in eur, preis eur
    currency: currency, price currency, wahrung, valuta, devise, moneda
    stock: stock, quantity, qty, inventory, variant inventory qty, inventory quantity, stock quantity, on hand, units, bestand
    stock: lagerbestand, menge, stuckzahl, voorraad, quantite, existencias, cantidad, giacenza, available quantity
    available: availability, in stock, available, availability status, stock status, verfugbarkeit, verfugbar, auf lager
    available: lieferbar, beschikbaarheid, disponibilite, disponibilidad, disponibilita
    policy: variant inventory policy, continue selling when out of stock, inventory policy, backorders allowed
    tracker: variant inventory tracker, inventory tracker
    published: published, published on online store, status, veroffentlicht, aktiv, active
    colors: color, colour, colors, colours, farbe, farben, kleur, couleur, colore
    sizes: size, sizes, grosse, grossen, maat, maten, taille, talla, taglia
    material: material, materials, fabric, stoff, materiaal, matiere, tessuto, composition
    gender: gender, geschlecht, sex, geslacht
    audience: age group, altersgruppe, zielgruppe, target group
    tags: tags, keywords, labels, tag, schlagworte, schlagworter, stichworter, trefwoorden, etiquetas
    attributes: attributes, specs, specifications, properties, features, eigenschaften, merkmale, attribute
    image: image src, image, image url, image link, product image url, images, variant image, picture, photo, thumbnail, bild
    image: bild url, bildlink, afbeelding, imagen, immagine
    url: url, link, product url, page, permalink, product link, produktlink, adresse
    option1 name: option1 name, attribute 1 name
    option1 value: option1 value, attribute 1 value s, attribute 1 value
    option2 name: option2 name, attribute 2 name
    option2 value: option2 value, attribute 2 value s, attribute 2 value
    option3 name: option3 name, attribute 3 name
    option3 value: option3 value, attribute 3 value s, attribute 3 value
    grams: variant grams
""")
OPTIONS = (1, 2, 3)

# How many pieces a word stands for; of "later" nobody knows.
STOCK_WORDS = lines("""
    some: in stock, in_stock, instock, available, yes, true, y, on stock, auf lager, lagernd, vorratig, verfugbar, lieferbar, ja
    some: sofort lieferbar, sofort verfugbar, op voorraad, en stock, disponible, disponibile, in magazzino, oui, si, limited, plenty
    some: limited availability, online only
    later: preorder, pre order, onbackorder, backorder, available for order, on backorder, auf anfrage, on request
    low: low stock, low, few left, nur noch wenige, wenige, geringer bestand
    none: out of stock, out_of_stock, outofstock, sold out, soldout, no, false, n, not available, unavailable, discontinued
    none: ausverkauft, nicht auf lager, nicht lieferbar, nicht verfugbar, vergriffen, nein, uitverkocht, niet op voorraad
    none: rupture de stock, epuise, indisponible, agotado, sin existencias, non disponibile, esaurito
""")
NOT_PUBLISHED = frozenset(
    ("false", "no", "0", "-1", "draft", "archived", "private", "inactive", "hidden", "nein", "entwurf", "inaktiv")
)
# WooCommerce says in the column "Type" what kind of row it is, not what kind of product.
ROW_KINDS = frozenset(
    ("simple", "variable", "variation", "grouped", "external", "subscription", "variable subscription", "bundle")
)
NO_OPTION = frozenset(("", "title", "default title", "default", "any"))  # what Shopify writes where there are no options
