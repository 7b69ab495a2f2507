"""Names that customers use for a country or for a part of one, as a table of ISO 3166 codes."""

from __future__ import annotations

from chatbot.knowledge.words import words

# Names, peoples and places. Those that mean something else in a shop are left out: polish, American Express, French press, "do you
# speak English"; or count only as where something goes. A text about the EU names its members.
_MEMBERS = """
at austria austrian österreich : vienna wien | be belgium belgian : brussels antwerp | bg bulgaria bulgarian : sofia
hr croatia croatian : zagreb | cy cyprus cypriot | cz czech czechia : prague | dk denmark danish : copenhagen
ee estonia estonian : tallinn | fi finland finnish : helsinki | fr france : paris lyon marseille
de germany german deutschland : berlin munich hamburg frankfurt stuttgart leipzig dresden | gr greece greek : athens
hu hungary hungarian : budapest | ie ireland irish eire : dublin galway limerick kilkenny sligo drogheda dundalk athlone tralee
ie : donegal kildare wicklow wexford waterford tipperary meath westmeath offaly laois leitrim roscommon cavan monaghan carlow
ie : letterkenny castlebar mullingar clonmel killarney
it italy italian italia : rome milan naples | lv latvia latvian : riga | lt lithuania lithuanian : vilnius | lu luxembourg
mt malta maltese | nl netherlands dutch holland : amsterdam rotterdam | pl poland : warsaw krakow | pt portugal portuguese : lisbon porto
ro romania romanian : bucharest | sk slovakia slovak : bratislava | si slovenia slovenian : ljubljana
es spain spanish españa : madrid barcelona valencia | se sweden swedish : stockholm gothenburg
"""
_OTHERS = """
gb uk kingdom
gb-gbn britain british england scotland scottish wales welsh
gb-gbn : london manchester birmingham glasgow edinburgh leeds liverpool bristol sheffield nottingham leicester cardiff newcastle
gb-gbn : brighton plymouth southampton portsmouth bournemouth aberdeen
gb-sct highlands inverness orkney kirkwall lerwick hebrides stornoway skye islay
gb-nir : belfast derry londonderry lisburn newry armagh tyrone fermanagh antrim enniskillen portadown craigavon omagh coleraine
gb-nir : ballymena strabane ballymoney larne dungannon cookstown magherafelt banbridge limavady carrickfergus downpatrick
gb-nir : newtownabbey
gg guernsey alderney sark
es-cn tenerife lanzarote fuerteventura | es-ib mallorca majorca ibiza menorca balearic | pt-20 azores
fr-co corsica | it-82 sicily | it-88 sardinia | fo faroe faroes | gl greenland
no norway norwegian : oslo | ch switzerland swiss schweiz : zurich geneva basel | is iceland icelandic : reykjavik
tr türkiye turkish : istanbul | ua ukraine ukrainian : kyiv | ru russia russian : moscow | rs serbia serbian | al albania albanian
ad andorra | by belarus | ba bosnia herzegovina | xk kosovo | li liechtenstein | md moldova | mc monaco | mk macedonia
va vatican | gi gibraltar | am armenia armenian | az azerbaijan
us usa america states : california texas florida chicago boston seattle
us-hi hawaii : honolulu | us-ak alaska : anchorage fairbanks | us-gu guam
ca canada canadian : toronto vancouver montreal ontario quebec | mx mexico mexican | br brazil brazilian | ar argentina argentinian
bs bahamas | bb barbados | bz belize | bo bolivia | ky cayman | co colombia | cu cuba | cw curaçao
aw aruba | dm dominica | ec ecuador | gd grenada | gp guadeloupe | gt guatemala | gy guyana | ht haiti | hn honduras
jm jamaica | mq martinique | ni nicaragua | py paraguay | pe peru peruvian : lima | sr suriname | uy uruguay | ve venezuela
ms montserrat | fk falklands
au australia australian : sydney melbourne adelaide canberra perth brisbane
au-tas tasmania : hobart launceston | au-nt : darwin | nz zealand : auckland | fj fiji fijian | ws samoa samoan | to tonga tongan
vu vanuatu | ki kiribati | nr nauru | tv tuvalu | pw palau | fm micronesia | nu niue | pf tahiti polynesia | nc caledonia | pg papua
jp japan japanese : tokyo | kr korea korean : seoul | cn : beijing shanghai | hk hongkong | tw taiwan taiwanese : taipei | mo macau macao
sg singapore | my malaysia malaysian | id indonesia indonesian : jakarta | ph philippines filipino : manila | mn mongolia
th thailand : bangkok | vn vietnam | kh cambodia | la laos | mm myanmar burma | bn brunei | tl timor | bt bhutan
mv maldives | np nepal
in india indian : mumbai delhi bangalore chennai kolkata hyderabad pune
in : ahmedabad jaipur lucknow nagpur indore kochi mysore noida gurgaon patna bhopal chandigarh coimbatore
pk pakistan pakistani : karachi | bd bangladesh : dhaka
lk lanka | af afghanistan | kz kazakhstan | kg kyrgyzstan | tj tajikistan | tm turkmenistan | uz uzbekistan
ae uae emirates : dubai | sa saudi : riyadh | qa qatar : doha | il israel israeli | bh bahrain | kw kuwait | om oman | iq iraq | ir iran
lb lebanon lebanese | sy syria | ye yemen | ps palestine
eg egypt egyptian : cairo | za : johannesburg | ng nigeria nigerian : lagos | ke kenya : nairobi | ma morocco
dz algeria | ao angola | bj benin | bw botswana | bi burundi | cm cameroon | km comoros | cg congo | dj djibouti | er eritrea
sz eswatini swaziland | et ethiopia | ga gabon | gm gambia | gh ghana | ls lesotho | lr liberia | ly libya | mg madagascar
mw malawi | ml mali | mr mauritania | mu mauritius | mz mozambique | na namibia | rw rwanda | sn senegal | sc seychelles
so somalia | sd sudan | tz tanzania | tn tunisia | ug uganda | zm zambia | zw zimbabwe
"""
PHRASES = {  # names of several words -> codes
    "northern ireland": ("gb-nir",),
    "uk mainland": ("gb-gbn",),
    "mainland uk": ("gb-gbn",),
    "scottish highlands": ("gb-sct",),
    "fort william": ("gb-sct",),
    "isle of lewis": ("gb-sct",),
    "isle of harris": ("gb-sct",),
    "isle of mull": ("gb-sct",),
    "isle of arran": ("gb-sct",),
    "isle of man": ("im",),
    "channel islands": ("je", "gg"),
    "canary islands": ("es-cn",),
    "gran canaria": ("es-cn",),
    "puerto rico": ("us-pr",),
    "us virgin islands": ("us-vi",),
    "virgin islands": ("us-vi",),
    "northern territory": ("au-nt",),
    "new york": ("us",),
    "hong kong": ("hk",),
    "south africa": ("za",),
    "costa rica": ("cr",),
    "el salvador": ("sv",),
    "dominican republic": ("do",),
    "cape verde": ("cv",),
    "ivory coast": ("ci",),
    "burkina faso": ("bf",),
    "central african republic": ("cf",),
    "south sudan": ("ss",),
    "sierra leone": ("sl",),
    "equatorial guinea": ("gq",),
    "papua new guinea": ("pg",),
    "solomon islands": ("sb",),
    "marshall islands": ("mh",),
    "cook islands": ("ck",),
    "american samoa": ("as",),
    "falkland islands": ("fk",),
    "antigua and barbuda": ("ag",),
    "trinidad and tobago": ("tt",),
    "saint lucia": ("lc",),
    "st lucia": ("lc",),
    "north korea": ("kp",),
    "san marino": ("sm",),
    "los angeles": ("us",),
}
NAMED_ALIKE = {  # something else, too, and a place only where something goes: a sole "made from cork" goes nowhere
    "turkey": "tr",
    "china": "cn",
    "jordan": "jo",
    "bermuda": "bm",
    "togo": "tg",
    "montenegro": "me",
    "bali": "id",
    "georgia": "ge",
    "chad": "td",
    "guinea": "gn",
    "niger": "ne",
    "panama": "pa",
    "chile": "cl",
    "jersey": "je",
    "cork": "ie",
    "mayo": "ie",
    "kerry": "ie",
    "clare": "ie",
    "louth": "ie",
    "longford": "ie",
    "cologne": "de",
    "madeira": "pt-30",
    "canaries": "es-cn",
    "shetland": "gb-sct",
    "lewis": "gb-sct",
    "harris": "gb-sct",
    "mull": "gb-sct",
    "arran": "gb-sct",
    "ni": "gb-nir",
}


def _entries(table: str) -> list[tuple[str, str, str]]:
    """Return the code, the names of each country or part, and behind a colon its towns and counties."""
    entries = [entry.strip() for line in table.strip().splitlines() for entry in line.split("|")]
    pairs = [(entry.partition(" ")[0], entry.partition(" ")[2].partition(":")) for entry in entries]
    return [(code, names, towns) for code, (names, _, towns) in pairs]


def _codes(table: str) -> dict[str, str]:
    return {name: code for code, names, towns in _entries(table) for name in words(f"{names} {towns}")}


MEMBERS = _codes(_MEMBERS)  # of the EU: name -> code
CODES = MEMBERS | _codes(_OTHERS)
TOWNS = frozenset(town for table in (_MEMBERS, _OTHERS) for _, _, towns in _entries(table) for town in words(towns))
