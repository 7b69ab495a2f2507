"""What the columns and status words of order files mean: Shopify, WooCommerce, Magento, carriers, spreadsheets. Data, no code."""

from __future__ import annotations

from chatbot.knowledge.phrases import lines
from chatbot.knowledge.records import aliases
from chatbot.knowledge.words import fold

COLUMNS = aliases("""
    number: number, order number, order no, order id, order, bestellnummer, auftragsnummer, bestellung, bestelnummer, pedido
    number: numero de commande, name, increment id, id
    email: email, e mail, mail, customer email, contact email, billing email, email billing, e mail adresse, kunden e mail
    email: buyer email, correo
    postcode: shipping zip, shipping postcode, postcode shipping, postcode, postal code, zip, zip code, plz, postleitzahl
    postcode: postcode billing, billing zip, code postal, codigo postal
    status: delivery status, shipment status, fulfillment status, fulfilment status, order status, status, state, bestellstatus
    status: versandstatus, lieferstatus, estado, statut
    payment: financial status, payment status, zahlungsstatus
    cancelled_on: cancelled at, canceled at, cancelled on, cancel date, storniert am
    placed_on: placed on, placed, ordered on, order date, created at, date created, created, date, purchase date, purchased on
    placed_on: bestelldatum, datum, besteldatum, fecha, date de commande
    items: items, products, articles, line items, contents, artikel, produkte, positionen
    item: lineitem name, line item name, item name, product name, produktname, artikelname
    quantity: lineitem quantity, line item quantity, quantity, qty, item quantity, menge, anzahl
    total: total, order total, grand total, order total amount, amount, sum, gesamtbetrag, gesamtsumme, summe, betrag, importe
    currency: currency, order currency, wahrung
    carrier: carrier, shipped with, shipping company, courier, shipping carrier, versanddienstleister, paketdienst, versender
    tracking_number: tracking number, tracking no, tracking code, tracking, tracking id, sendungsnummer, sendungsverfolgungsnummer
    tracking_number: trackingnummer, paketnummer
    tracking_url: tracking url, tracking link, sendungsverfolgung
    shipped_on: shipped on, shipped at, shipped, ship date, fulfilled at, shipping date, versanddatum, versendet am
    eta: eta, expected on, expected, expected delivery, estimated delivery, estimated delivery date, delivery date, lieferdatum
    eta: liefertermin, voraussichtliche lieferung
    delivered_on: delivered on, delivered at, delivered, zugestellt am, geliefert am
    note: customer note, note, notes, delay reason, reason, comment, hinweis, bemerkung
    parcel: parcel, package, shipment, paket, sendung
""")
DATES = ("placed_on", "shipped_on", "eta", "delivered_on")

# Folded words to the statuses of `skills.order_card.STEPS`.
STATUSES = {
    fold(word): status
    for word, status in lines("""
        placed: placed, new, pending, open, confirmed, paid, unfulfilled, unshipped, on hold, holded, scheduled, received
        placed: pending payment, payment review, awaiting payment, awaiting fulfillment, manual verification required, authorized
        placed: offen, neu, bezahlt, eingegangen, bestellt, nieuw, betaald
        processing: processing, in progress, preparing, picking, partial, partially fulfilled, partially shipped, in production
        processing: in bearbeitung, wird vorbereitet, in behandeling
        packed: packed, ready to ship, label created, awaiting shipment, inforeceived, info received, label printed, verpackt
        packed: versandbereit, ingepakt
        shipped: shipped, sent, fulfilled, in transit, intransit, transit, dispatched, on its way, complete, completed, despatched
        shipped: versendet, versandt, verschickt, unterwegs, abgeschlossen, verzonden, onderweg, enviado, expedie
        out_for_delivery: out for delivery, outfordelivery, in zustellung, in delivery
        delivered: delivered, zugestellt, geliefert, ausgeliefert, geleverd, bezorgd, entregado, livre
        delayed: delayed, late, exception, attemptfail, attempt fail, failed attempt, delivery failed, verspatet, vertraagd
        cancelled: cancelled, canceled, voided, void, failed, declined, expired, closed, storniert, abgebrochen, geannuleerd
        return_received: return received, returned, return, retoure, retourniert, zuruckgesendet, retour ontvangen
        refunded: refunded, refund, partially refunded, erstattet, gutgeschrieben, terugbetaald
        ready_for_pickup: ready for pickup, ready for pick up, awaiting pickup, availableforpickup, available for pickup
        ready_for_pickup: abholbereit, zur abholung bereit
        lost: lost, missing, lost in transit, verloren, vermisst
    """).items()
}
