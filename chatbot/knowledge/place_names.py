"""Names that customers use for a country or for a part of one, as a table of ISO 3166 codes."""

from __future__ import annotations

from chatbot.knowledge.words import words

# Names, peoples and places. Those that mean something else in a shop are left out: polish, American Express, French press, "do you
# speak English"; or count only as where something goes. A text about the EU names its members.
_MEMBERS = """
at austria austrian vienna wien österreich | be belgium belgian brussels antwerp | bg bulgaria bulgarian sofia | hr croatia croatian zagreb
cy cyprus cypriot | cz czech czechia prague | dk denmark danish copenhagen | ee estonia estonian tallinn | fi finland finnish helsinki
fr france paris lyon marseille | de germany german berlin munich hamburg frankfurt stuttgart leipzig dresden deutschland
gr greece greek athens
hu hungary hungarian budapest | ie ireland irish dublin galway limerick kilkenny sligo drogheda dundalk athlone tralee
ie donegal kildare wicklow wexford eire waterford tipperary meath westmeath offaly laois leitrim roscommon cavan monaghan carlow
ie letterkenny castlebar mullingar clonmel killarney
it italy italian rome milan naples italia | lv latvia latvian riga
lt lithuania lithuanian vilnius | lu luxembourg | mt malta maltese | nl netherlands dutch holland amsterdam rotterdam
pl poland warsaw krakow | pt portugal portuguese lisbon porto | ro romania romanian bucharest | sk slovakia slovak bratislava
si slovenia slovenian ljubljana | es spain spanish madrid barcelona valencia españa | se sweden swedish stockholm gothenburg
"""
_OTHERS = """
gb uk kingdom
gb-gbn britain british england scotland scottish wales welsh london manchester birmingham glasgow edinburgh leeds liverpool
gb-gbn bristol sheffield nottingham leicester cardiff newcastle brighton plymouth southampton portsmouth bournemouth aberdeen
gb-sct highlands inverness orkney kirkwall lerwick hebrides stornoway skye islay
gb-nir belfast derry londonderry lisburn newry armagh tyrone fermanagh antrim enniskillen portadown craigavon omagh coleraine ballymena
gb-nir strabane ballymoney larne dungannon cookstown magherafelt banbridge limavady carrickfergus downpatrick newtownabbey
gg guernsey alderney sark
es-cn tenerife lanzarote fuerteventura | es-ib mallorca majorca ibiza menorca balearic | pt-20 azores
fr-co corsica | it-82 sicily | it-88 sardinia | fo faroe faroes | gl greenland
no norway norwegian oslo
ch switzerland swiss zurich geneva basel schweiz | is iceland icelandic | tr türkiye turkish istanbul | ua ukraine ukrainian kyiv
us usa america states california texas florida chicago boston seattle
us-hi hawaii honolulu | us-ak alaska anchorage fairbanks | us-gu guam
ca canada canadian toronto vancouver montreal ontario quebec | mx mexico mexican | br brazil brazilian | ar argentina
au australia australian sydney melbourne adelaide canberra perth brisbane
au-tas tasmania hobart launceston | au-nt darwin | nz zealand auckland | jp japan japanese tokyo | kr korea korean seoul
cn beijing shanghai | hk hongkong | sg singapore | my malaysia malaysian | id indonesia indonesian
ph philippines filipino | th thailand bangkok
vn vietnam | in india indian mumbai delhi bangalore chennai kolkata hyderabad pune
in ahmedabad jaipur lucknow nagpur indore kochi mysore noida gurgaon patna bhopal chandigarh coimbatore
pk pakistan pakistani karachi | bd bangladesh dhaka
lk lanka | ae uae emirates dubai | sa saudi riyadh | qa qatar doha | il israel israeli | eg egypt egyptian cairo | za johannesburg
ng nigeria nigerian lagos | ke kenya nairobi | ma morocco | ru russia russian moscow | rs serbia serbian | al albania
pe peru peruvian lima
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
    "los angeles": ("us",),
}
NAMED_ALIKE = {  # something else, too, and a place only where something goes: a sole "made from cork" goes nowhere
    "turkey": "tr",
    "china": "cn",
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


def _codes(table: str) -> dict[str, str]:
    entries = [entry.split() for line in table.strip().splitlines() for entry in line.split("|")]
    return {folded: code for code, *names in entries for name in names for folded in words(name)}


MEMBERS = _codes(_MEMBERS)  # of the EU: name -> code
CODES = MEMBERS | _codes(_OTHERS)
