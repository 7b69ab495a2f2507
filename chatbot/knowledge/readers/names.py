"""Column names of FAQ files in many languages and products, and the words that begin a question. Data, no code."""

from __future__ import annotations

from chatbot.knowledge.words import fold


def _names(text: str) -> tuple[str, ...]:
    """The names of a list, folded as headers are: Korean and Japanese letters come apart, signs (✓) stay."""
    return tuple(fold(name) or name.strip() for name in text.split(","))


# Names for each canonical column, the surest first. English, German, French, Spanish, Portuguese,
# Italian, Dutch, Polish, Czech, Swedish, Danish, Finnish, Turkish, Russian; Zendesk, Shopify, Intercom, WordPress, chatbots.
ALIASES: dict[str, tuple[str, ...]] = {
    "question": _names("""
        question, questions, q, query, prompt, title, heading, headline, subject, faq, ask, input, utterance, patterns, instruction,
        question text, question title, faq question, customer question, user question, article title, name, question name,
        question name en, post title, summary, issue, topic question, header, context question, frage, fragen, titel, betreff,
        uberschrift, faq frage, kundenfrage, fragestellung, titre, intitule, sujet, libelle, pregunta, preguntas, titulo,
        consulta, asunto, pergunta, perguntas, duvida, assunto, domanda, domande, titolo, quesito, oggetto, vraag, vragen,
        onderwerp, pytanie, pytania, tytul, otazka, otazky, nazev, fraga, fragor, rubrik, sporgsmal, overskrift, kysymys,
        otsikko, soru, sorular, baslik, вопрос, вопросы, заголовок, питання, ερωτηση, سؤال, السؤال, שאלה, 问题, 問題, 質問, 질문
    """),
    "answer": _names("""
        answer, answers, a, ans, response, reply, completion, body, content, text, description, output, solution, answer text,
        answer body, answer html, faq answer, article body, body html, content html, post content, details, resolution,
        accepted answer, accepted answer text, acceptedanswer text, acceptedanswer, explanation, bot response, agent response,
        message, reply text, responses, replies, canned response, antwort, antworten, faq antwort, inhalt, beschreibung, losung, erklarung,
        reponse, reponses, contenu, texte, solution proposee, respuesta, respuestas, contenido, texto, descripcion, solucion,
        resposta, respostas, conteudo, descricao, solucao, risposta, risposte, contenuto, testo, descrizione, soluzione,
        antwoord, antwoorden, inhoud, tekst, beschrijving, oplossing, odpowiedz, odpowiedzi, tresc, opis, odpoved, odpovedi,
        obsah, svar, innehall, indhold, vastaus, sisalto, cevap, cevaplar, yanit, icerik, ответ, ответы, текст, описание,
        відповідь, απαντηση, جواب, الجواب, إجابة, תשובה, 答案, 回答, 답변
    """),
    "id": _names("""
        id, faq id, faqid, question id, qid, entry id, article id, item id, row id, record id, key, slug, handle, code, no,
        nr, num, number, uuid, guid, ref, reference, nummer, numero, номер, lp, lfd nr, faq nr, faq no
    """),
    "variants": _names("""
        variants, variant, variations, variation, alternatives, alternative, alternative questions, alternative question, alt
        question, alt questions, similar questions, paraphrases, paraphrase, synonyms, question variants, also asked as, other
        wordings, rephrasings, training phrases, utterances, examples, alternate questions, question variations, varianten,
        alternative fragen, variante, variantes, varianti, variaciones, variacoes, warianty, варианты
    """),
    "category": _names("""
        category, categories, cat, section, group, topic, theme, area, department, folder, collection, subcategory, category
        name, section name, group name, category title, section title, intent, class, type, name of section, parent,
        kategorie, kategorien, rubrik name, thema, bereich, abschnitt, gruppe, themengebiet, categorie, rubrique, theme fr,
        categoria, categorias, seccion, tema, secao, sezione, argomento, categorieen, onderdeel, kategoria, dzial, sekcja,
        kategori, avdelning, emne, luokka, konu, rubrik, категория, раздел, тема, κατηγορια, 类别, 分类, カテゴリ, 카테고리
    """),
    "tags": _names("""
        tags, tag, labels, label, label names, keywords, keyword, schlagworter, schlagworte, stichworter, mots cles,
        etiquettes, etiquetas, palabras clave, palavras chave, parole chiave, trefwoorden, slowa kluczowe, ключевые слова,
        теги
    """),
    "language": _names("""
        language, lang, locale, sprache, langue, idioma, lingua, taal, jezyk, sprak, sprog, kieli, dil, язык
    """),
    "source_url": _names("""
        html url, source url, source, url, link, links, page, page url, web page, permalink, article url, quelle, seite, lien,
        enlace, fuente, fonte, bron, pagina, odnosnik, ссылка, href, canonical url, website
    """),
    "enabled": _names("""
        enabled, is enabled, active, is active, published, is published, visible, live, public, is public, for customers, status,
        state, visibility, visibility status, publication status, publish status, published status, online,
        is visible, post status, article status, faq status, entry status, is publish, publish, approved, aktiv,
        aktiviert, veroffentlicht, actif, publie, activo, publicado, ativo, attivo, pubblicato, actief, gepubliceerd, aktywny,
        opublikowany, активен, статус, etat, estado, stato
    """),
    "disabled": _names("""
        disabled, is disabled, draft, is draft, hidden, is hidden, archived, is archived, deactivated, internal, is internal,
        internal only, private, staff only, expired, intern, deaktiviert, entwurf, brouillon, borrador
    """),
}  # fmt: skip

# Names that mean nothing but a question or an answer, wherever they stand.
SURE_NAMES = frozenset(
    _names("""
    question, frage, pregunta, pergunta, domanda, vraag, pytanie, otazka, fraga, sporgsmal, kysymys, soru, вопрос, 问题, 問題, 質問,
    answer, antwort, reponse, respuesta, resposta, risposta, antwoord, odpowiedz, odpoved, svar, vastaus, cevap, ответ, 答案, 回答
""")
)
# What a column's name may say of its language: codes, and names in English and in the language itself.
LANGUAGES = {
    fold_name: code
    for code, others in {
        "en": "english, eng, anglais, englisch, engels, ingles, us, gb", "de": "german, deutsch, ger, deu, allemand, duits, at",
        "fr": "french, francais, fra, fre, franzosisch, frans", "es": "spanish, espanol, spa, spanisch, castellano",
        "it": "italian, italiano, ita, italienisch", "nl": "dutch, nederlands, nld, niederlandisch", "pt": "portuguese, portugues, br",
        "pl": "polish, polski, pol, polnisch", "cs": "czech, cesky, cz", "sk": "slovak, slovensky", "sv": "swedish, svenska, se",
        "da": "danish, dansk, dk", "no": "norwegian, norsk, nb", "fi": "finnish, suomi", "tr": "turkish, turkce, turkisch",
        "ru": "russian, русский", "uk": "ukrainian, українська, ua", "ja": "japanese, 日本語, jp", "zh": "chinese, 中文, cn",
        "ko": "korean, 한국어, kr", "ar": "arabic", "he": "hebrew", "hu": "hungarian, magyar", "ro": "romanian, romana",
        "el": "greek, gr", "bg": "bulgarian", "hr": "croatian, hrvatski", "sl": "slovenian",
    }.items()
    for fold_name in (*_names(others), code)
    if fold_name not in ("no", "at")  # a number, and where
}  # fmt: skip

TRUE_WORDS = frozenset(
    _names("""
    true, yes, y, 1, on, x, enabled, active, published, publish, live, visible, public, online, ok, approved, final, everyone,
    all, ja, wahr, aktiv, veroffentlicht, offentlich, sichtbar, freigegeben, oui, vrai, actif, active, publie, publiee, en ligne,
    si, verdadero, activo, activa, publicado, publicada, publico, sim, ativo, ativa, vero, attivo, attiva, pubblicato, waar, actief,
    gepubliceerd, openbaar, tak, aktywny, opublikowany, ano, kylla, evet, да, истина, опубликовано, ✓, ✔
""")
)
FALSE_WORDS = frozenset(
    _names("""
    false, no, n, 0, off, disabled, inactive, draft, unpublished, not published, hidden, archived, private, deleted, offline,
    internal, staff, staff only, unlisted, expired, outdated, retired, obsolete, pending, scheduled, review, in review, needs review,
    nein, falsch, inaktiv, entwurf, intern, abgelaufen, archiviert, in prufung, non, faux, inactif, brouillon, archive, interne,
    falso, inactivo, borrador, archivado, interno, nao, inativo, rascunho, inattivo, bozza, nee, onwaar, inactief, concept, nie,
    szkic, нет, ложь, черновик, ✗, ✘
""")
)
QUESTION_WORDS = frozenset(
    _names("""
    how, what, whats, when, where, wheres, why, who, which, can, could, do, does, did, is, are, will, would, should, may, has,
    have, am, was, were, must, shall, whom, whose, wie, wann, wo, warum, wer, welche, welcher, welches, kann, konnen, gibt,
    ist, sind, habe, muss, darf, woher, wohin, comment, quand, ou, pourquoi, qui, quel, quelle, quels, quelles, puis, est,
    combien, que, faut, como, cuando, donde, por, quien, cual, cuales, cuanto, cuanta, puedo, hay, es, quando, onde, quem,
    qual, quais, quanto, posso, ha, come, dove, perche, chi, quale, quali, cosa, e, hoe, wat, wanneer, waar, waarom, welke,
    kan, zijn, heb, mag, jak, co, kiedy, gdzie, dlaczego, kto, czy, ile, kdy, kde, proc, kolik, hur, vad, nar, var, varfor,
    vem, hvordan, hvad, hvornar, hvor, miten, mita, milloin, missa, voinko, nasil, ne, neden, nerede, kim, hangi, как, что,
    когда, где, почему, кто, какой, какая, какие, можно, сколько, есть
""")
)
