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
    payment: financial status, payment status, zahlungsstatus, zahlstatus
    cancelled_on: cancelled at, canceled at, cancelled on, cancel date, storniert am
    placed_on: placed on, placed, ordered on, order date, created at, date created, created, date, purchase date, purchased on
    placed_on: ordered, ordered at, created date, bestelldatum, datum, besteldatum, fecha, date de commande
    items: items, products, articles, line items, contents, product details, artikel, produkte, positionen
    item: lineitem name, line item name, item name, product name, produktname, artikelname
    item_status: lineitem fulfillment status, lineitem fulfilment status, line item status, item status
    quantity: lineitem quantity, line item quantity, quantity, qty, item quantity, quantity purchased, menge, anzahl
    shipped pieces: quantity shipped, qty shipped
    total: grand total purchased, order total inc tax, order total incl tax, order total inc vat, order total incl vat
    total: total, order total, grand total, order total amount, amount, sum, gesamtbetrag, gesamtsumme, summe, betrag, importe
    currency: currency, order currency, currency code, order currency code, wahrung
    carrier: carrier, shipped with, delivered by, shipping company, courier, shipping carrier, versanddienstleister, paketdienst, versender
    carrier: versanddienst, delivery carrier, delivery company
    method: delivery service, ship service level, shipping method title, shipping information, shipping description, shipping service name
    refunded: refunded amount, amount refunded, refund amount, refund total, total refunded, order refund amount, erstattungsbetrag
    method: shipping method, ship method, delivery method, shipping service, versandart, verzendmethode, mode de livraison
    tracking_number: tracking number, tracking no, tracking code, tracking, tracking id, sendungsnummer, sendungsverfolgungsnummer
    tracking_number: shipment tracking no, shipment tracking number, shipping tracking number, order tracking number
    tracking_number: track trace, track and trace, track trace number
    tracking_number: trackingnummer, paketnummer, awb, awb no, awb number, awb code, docket, docket no, consignment no
    tracking_number: consignment number, lr no, waybill, waybill number
    tracking_url: tracking url, tracking link, sendungsverfolgung
    shipped_on: dispatch date, dispatched, dispatched on, dispatched on date, dispatched at, despatch date, despatched on, date shipped
    shipped_on: despatched, despatched at, date sent, sent on, date dispatched, date despatched, posted on
    shipped_on: shipped on, shipped at, shipped, ship date, fulfilled at, shipping date, versanddatum, versendet am
    eta: est delivery, est delivery date, expected date, verwacht, verwachte levering, bezorgdatum
    eta: eta, expected on, expected, expected delivery, estimated delivery, estimated delivery date, delivery date, lieferdatum
    eta: liefertermin, voraussichtliche lieferung, due, due on, delivery due, expected by, arriving, expected delivered
    delivered_on: delivered on, delivered at, delivered, zugestellt am, geliefert am
    note: customer note, note, note to customer, delay reason, reason
    parcel: parcel, package, shipment, paket, sendung
    number: bestellnr, auftragsnr, bestelnr, numéro commande, n de commande, no de commande, commande
    number: référence commande, référence de commande, número de pedido, numero de pedido, no de pedido
    number: nro de pedido, número do pedido, numero ordine, numero d ordine, n ordine, ordine, numer zamówienia
    number: nr zamówienia, zamówienie, sipariş no, sipariş numarası, sipariş, 注文番号, 注文id, オーダー番号, 订单号
    number: číslo objednávky, objednávka, ordernummer, ordrenummer, beställningsnummer, tilausnumero, номер заказа
    number: заказ, order reference, order name, reference
    email: e post, adresse e mail, adresse email, adresse mail, courriel, email client, e mail client, correo electrónico
    email: correo, indirizzo email, email cliente, e mail klienta, email klienta, adres e mail, adres email, e posta
    email: eposta, e posta adresi, müşteri e posta, メールアドレス, メール, 邮箱, email address, e mail address, e mailadres
    email: e mailadresse, e postadress, epost, sähköposti, электронная почта, customer e mail, shipping email
    email: email do cliente, kunde e mail
    postcode: billing postcode, shipping address postcode, shipping address zip
    postcode: billing address zip, kod pocztowy, posta kodu, 郵便番号, psč, postnummer
    postcode: postinumero, codice postale, cap, cep, почтовый индекс, delivery postcode
    status: status zamówienia, stan, stan zamówienia, durum, sipariş durumu, ステータス, 状態, 注文状況, 配送状況, 订单状态, stav
    status: stav objednávky, orderstatus, ordrestatus, tila, статус, stato, stato ordine, statut de la commande
    status: état, état de la commande, estado del pedido, situação, status do pedido, auftragsstatus
    payment: statut de paiement, estado de pago, stato pagamento, status płatności, ödeme durumu, 支払状況, betaalstatus
    placed_on: sale date, data zamówienia, data, sipariş tarihi, tarih, 注文日, 注文日時, 订单日期, datum objednávky, orderdatum
    placed_on: ordredato, tilauspäivä, дата заказа, дата, data ordine, date commande, date de la commande
    placed_on: fecha del pedido, fecha de pedido, data do pedido, ordered at
    items: produtos, produkty, towary, ürünler, 商品, 商品名, produits, artículos, productos, articoli, prodotti, produkter, varer
    items: товары, itens, producten, artikelen
    item: item, item title, product title, product, article, line item title, lineitem title, artikelbezeichnung, produkt, ürün, ürün adı
    item: nom du produit, produit, producto, prodotto, produto, nazwa produktu
    quantity: ilość, adet, miktar, 数量, quantité, qté, cantidad, quantità, quantidade, antal, antall, määrä
    quantity: количество, aantal
    total: total price, total amount, order value, gesamtpreis, suma, wartość, kwota, razem, toplam, tutar, 合計, 合計金額
    total: 总计, montant, montant total, total ttc, importe total, totale, valor total, summa, beløb, итого, сумма
    total: totaal, bedrag
    currency: waluta, para birimi, 通貨, devise, moneda, valuta, валюта
    carrier: tracking company, kurier, przewoźnik, kargo firması, kargo, 配送業者, 配送会社, transporteur, transportista
    carrier: corriere, transportadora, dopravce, transportör, vervoerder, перевозчик
    tracking_number: numer przesyłki, takip no, takip numarası, kargo takip no, 追跡番号, お問い合わせ番号, 伝票番号, 运单号
    tracking_number: numéro de suivi, n de suivi, no de suivi, suivi, número de seguimiento, seguimiento
    tracking_number: numero di tracking, codice tracking, código de rastreio, číslo zásilky, spårningsnummer
    tracking_number: sporingsnummer, seurantakoodi, трек номер, sendungsnr
    tracking_url: lien de suivi, enlace de seguimiento, link di tracking, takip linki, 追跡url
    shipped_on: data wysyłki, kargo tarihi, 発送日, 出荷日, date d expédition, date expédition, fecha de envío
    shipped_on: data di spedizione, data de envio, verzenddatum, дата отправки
    eta: przewidywana dostawa, data dostawy, tahmini teslimat, teslimat tarihi, お届け予定日, 配達予定日, date de livraison
    eta: livraison prévue, date de livraison prévue, fecha de entrega, entrega prevista, data di consegna
    eta: consegna prevista, previsão de entrega, leverdatum, дата доставки
    delivered_on: data doręczenia, teslim tarihi, 配達日, 配達完了日, livré le, entregado el, consegnato il, bezorgd op
""")
# Names of columns whose notes may be the staff's ("fraud suspect"), so that no customer is told what stands in them.
STAFF_NOTES = aliases("""
    notes: notes, order notes, remark, remarks, comment, comments, internal note, internal notes, private note, staff note, staff notes
    notes: hinweis, hinweise, bemerkung, bemerkungen, uwagi, notlar, 備考, メモ, remarque, remarques, commentaire, commentaires
    notes: observaciones, opmerking, opmerkingen, комментарий
""")["notes"]
DATES = ("placed_on", "shipped_on", "eta", "delivered_on")

# Folded words to the statuses of `skills.order_card.STEPS`.
STATUSES = {
    fold(word): status
    for word, status in lines("""
        placed: placed, new, pending, open, confirmed, paid, unfulfilled, unshipped, scheduled, received
        placed: payment accepted, payment received
        placed: awaiting fulfillment, awaiting fulfilment, awaiting processing, authorized, approved, accepted, queued, proposed, reserved
        packed: prepared
        unpaid: pending payment, payment pending, awaiting payment, waiting for payment, unpaid, not paid
        unpaid: payment due, awaiting bank transfer, zahlung ausstehend, warten auf zahlung, unbezahlt, wacht op betaling
        unpaid: oczekuje na płatność, ödeme bekleniyor, 入金待ち, en attente de paiement, pendiente de pago, in attesa di pagamento
        unpaid: ожидает оплаты
        unpaid: awaiting bank wire payment, awaiting bank wire, awaiting check payment, awaiting cheque payment, wartet auf zahlung
        payment_failed: payment failed, failed payment, payment error, payment unsuccessful, zahlung fehlgeschlagen
        under_review: under review, in review, payment review, manual verification required, manual review, verification required
        on_hold: on hold, hold, onhold, holded, held, zuruckgestellt
        completed: complete, completed, abgeschlossen
        closed: closed, geschlossen
        pickup: fulfilled for pickup, fulfilled for pick up, fulfilled for collection
        preordered: preorder, pre order, preordered, pre ordered, vorbestellt
        backordered: backorder, backordered, back order, back ordered, on backorder
        backordered: awaiting stock, waiting for stock, out of stock, nachbestellt, nabestelling
        placed: offen, neu, bezahlt, eingegangen, bestellt, nieuw, betaald
        processing: processing in progress
        processing: processing, in progress, preparing, picking, packing, being packed, in production, in preparation, in process
        partly_shipped: partial, partially fulfilled, partially shipped, partly shipped, partial shipment, part shipped
        partly_shipped: partially dispatched, partially delivered, teilweise versendet, teilweise versandt, teillieferung
        processing: in bearbeitung, wird vorbereitet, in behandeling
        packed: packed, ready to ship, ready for dispatch, ready for shipment, awaiting dispatch, awaiting collection by carrier,
        packed: label created, awaiting shipment, manifested, inforeceived, info received, label printed, verpackt
        packed: versandbereit, ingepakt
        shipped: shipped, sent, fulfilled, in transit, intransit, transit, dispatched, on its way, despatched, posted
        shipped: handed to carrier, handed over, collected by carrier, picked up by carrier, with courier, with carrier
        in_customs: in customs, customs, customs clearance, held in customs, held at customs, awaiting customs
        in_customs: clearing customs, im zoll, beim zoll, bij de douane
        shipped: versendet, versandt, verschickt, unterwegs, verzonden, onderweg, enviado, expedie
        out_for_delivery: out for delivery, outfordelivery, in zustellung, in delivery
        delivered: partially returned, partly returned, partial return
        delivered: delivered, zugestellt, geliefert, ausgeliefert, geleverd, bezorgd, entregado, livre
        delivery_failed: undelivered, failed delivery, delivery attempted, delivery attempt failed, attemptfail, attempt fail
        delivery_failed: failed attempt, delivery failed
        delayed: delayed, late, exception, verspatet, vertraagd
        cancelled: cancelled, canceled, voided, void, declined, expired, storniert, abgebrochen, geannuleerd
        return_received: return received, returned, return, returned to sender
        return_received: rto delivered, rto received, rto completed, rto complete, rto closed, returned to origin
        returning: returning, returning to sender, being returned to sender, return to sender, return to origin, returning to origin
        returning: rto, rto initiated, rto in transit, rto in process, rto processing, rto out for delivery, rto ofd, rto dispatched
        return_requested: return requested, return request, return initiated, return pending, return in progress, return open
        exchange_requested: exchange requested, exchange request, replacement requested, replacement request
        return_received: retoure, retourniert, zuruckgesendet, retour ontvangen
        refunded: refunded, refund, returned and refunded, erstattet, gutgeschrieben, terugbetaald
        ready_for_pickup: ready for pickup, ready for pick up, awaiting pickup, availableforpickup, available for pickup
        ready_for_pickup: ready to collect, ready for collection, available for collection, awaiting collection, ready to pick up
        ready_for_pickup: abholbereit, zur abholung bereit
        lost: lost, missing, lost in transit, lost in post, lost in the post, lost in mail, lost in the mail
        lost: lost by carrier, verloren, vermisst
        placed: pago, nowe, przyjęte, złożone, opłacone, zapłacone, oczekujące, yeni, beklemede
        placed: onaylandı, sipariş alındı, ödendi, 新規, 受付, 受付済み, 注文受付, 入金済み
        placed: 支払い済み, payée, payé
        placed: en attente, reçue, nouvelle, validée, confirmée, acceptée, pagado, pendiente
        placed: nuevo, recibido, confirmado, pagato, in attesa, nuovo
        placed: confermato, ricevuto, pendente, novo, recebido, nová, přijatá, zaplaceno, ny, mottagen, betald, uusi
        placed: maksettu, новый, принят, оплачен, besteld, ontvangen
        processing: w realizacji, w trakcie realizacji, przetwarzane, hazırlanıyor, işleniyor, 処理中, 準備中, 発送準備中, en cours
        processing: en cours de préparation, en préparation, en cours de traitement, en traitement, en proceso
        processing: procesando, en preparación, preparando, in lavorazione, in elaborazione, in preparazione
        processing: em processamento, em preparação, em separação, vyřizuje se, zpracovává se, behandlas
        processing: under behandling, käsittelyssä, в обработке, собирается, wird bearbeitet, in vorbereitung
        packed: spakowane, gotowe do wysyłki, paketlendi, kargoya hazır, 梱包済み, 出荷準備完了, 出荷待ち, emballée
        packed: prête à être expédiée, empaquetado, listo para enviar, imballato, pronto per la spedizione, embalado
        packed: zabaleno, packad, pakattu, упакован, готов к отправке
        shipped: wysłane, wysłano, wysłana, nadane, w drodze, w transporcie, zrealizowane, kargoya verildi, kargoda
        shipped: gönderildi, yolda, 発送済み, 発送済, 出荷済み, 出荷済, 配送中, 輸送中, 已发货, 运输中, expédié, expédiée, envoyé, envoyée
        shipped: en transit, enviada, en tránsito, en camino, despachado, spedito, spedita, in transito, em trânsito
        shipped: a caminho, odesláno, odeslána, na cestě, skickad, på väg, sendt, underveis, lähetetty, matkalla
        shipped: отправлен, отправлено, в пути, verstuurd
        out_for_delivery: w doręczeniu, wydane do doręczenia, dağıtımda, dağıtıma çıktı, 配達中, 持ち出し中
        out_for_delivery: en cours de livraison, en livraison, en reparto, in consegna, saiu para entrega
        out_for_delivery: передан курьеру
        delivered: dostarczone, dostarczono, doręczone, doręczono, teslim edildi, 配達完了, 配達済み, お届け済み, 已签收, livrée
        delivered: entregada, consegnato, consegnata, entregue, doručeno, levererad, leveret, levert, toimitettu
        delivered: доставлен, доставлено, получен
        delayed: opóźnione, gecikti, 遅延, retardée, retardé, en retard, retrasado, in ritardo, atrasado, försenad
        delayed: forsinket, задерживается
        cancelled: anulowane, anulowano, anulowana, iptal, iptal edildi, キャンセル, キャンセル済み, 取消, 已取消, annulée, annulé
        cancelled: cancelado, cancelada, annullato, annullata, anulado, zrušeno, zrušena, avbruten, makulerad
        cancelled: annulleret, kansellert, peruttu, отменен, отмена
        return_received: zwrot, zwrócone, iade edildi, iade alındı, 返品済み, 返品, retournée, retourné, retour reçu, devuelto
        return_received: reso, reso ricevuto, restituito, devolvido, vráceno, returnerad, returneret, palautettu
        return_received: возврат, возвращен
        refunded: zwrot pieniędzy, para iade edildi, 返金済み, 返金, remboursée, remboursé, reembolsado, rimborsato
        refunded: återbetald, hyvitetty
        ready_for_pickup: gotowe do odbioru, do odbioru, 受取可能, prête à retirer, à retirer, listo para recoger
        ready_for_pickup: pronto per il ritiro, klar til afhentning, noudettavissa, готов к выдаче
        lost: zaginione, kayıp, 紛失, perdue, perdu, perdido, smarrito, extraviado, утерян
    """).items()
}
