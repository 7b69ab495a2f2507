"""The words that customers describe products with. Data, no code; a shop's own words come from its catalogue."""

from __future__ import annotations

from chatbot.knowledge.phrases import lines
from chatbot.knowledge.words import words
from chatbot.models.courtesy import GREETINGS

# Colours with their shades: who asks for blue is shown navy too, who asks for navy only navy.
COLORS = {
    "black": ("jet black",),
    "white": ("ivory",),
    "grey": ("silver", "anthracite", "charcoal", "graphite"),
    "blue": ("navy", "turquoise", "indigo", "cobalt", "cyan"),
    "green": ("olive", "khaki", "mint", "lime", "emerald"),
    "red": ("burgundy", "maroon", "crimson", "bordeaux"),
    "orange": ("rust", "apricot"),
    "yellow": ("mustard", "gold"),
    "brown": ("tan", "chestnut", "cognac", "mocha"),
    "beige": ("sand", "taupe", "nude", "cream", "ecru"),
    "pink": ("rose", "salmon", "magenta", "fuchsia"),
    "purple": ("violet", "plum", "lilac", "lavender", "aubergine"),
    "teal": ("petrol",),
}
COLOR_NAMES = (*COLORS, *(shade for shades in COLORS.values() for shade in shades))
# Shades that are things of shops, too: colours only where the shop has them so, or beside a colour's name.
PLANTS_AND_FOOD = frozenset(
    words("""
    olive mint lime rust apricot mustard chestnut cognac mocha rose salmon violet plum lilac lavender aubergine cream sand
    """)
)
COLOR_SPELLINGS = lines("""
    grey: gray
    navy: navy blue, dark blue
    gold: golden
    silver: silvery
    white: off white
    rose: rosé
    blue: light blue, sky blue
    green: dark green, light green
    red: dark red
    brown: dark brown
    grey: dark grey, dark gray, light grey, light gray
""")

# Whom a product is for. "boys" and "girls" may be children or grown up, so they only leave out what is for the others.
AUDIENCES = lines("""
    men: men, mens, man, mans, male, gents, gentleman, guy, guys, him, dad, dads, daddy, father, fathers, husband, boyfriend
    men: grandpa, grandfather, granddad, grandad, grampa, grandpas, grandads, papa, hubby, fiance, brother, uncle
    men: father in law
    women: women, womens, woman, womans, female, ladies, lady, her, mum, mom, mums, moms, mother, mothers, wife, girlfriend
    women: grandma, grandmother, granny, gran, grans, nan, nans, nana, mam, mams, mummy, mommy, mama, wifey, missus, fiancee
    women: grandmas, sister, aunt, auntie, mother in law
    kids: kid, kids, child, childs, children, childrens, toddler, toddlers, baby, babies, junior, juniors, grandchild
    kids: grandchildren, grandkids
    boys: boy, boys, son, sons, nephew, grandson
    girls: girl, girls, daughter, daughters, niece, granddaughter
    adults: adult, adults, grown up, grown ups, grownup, grownups
    unisex: unisex
""")
# Of these a title speaks only behind "for": "Brother" is a maker of printers, and "Uncle" one of rice.
KIN = frozenset(
    words("""
    guy guys him dad dads daddy father fathers husband boyfriend grandpa grandfather granddad grandad grampa grandpas grandads papa
    hubby fiance brother uncle her mum mom mums moms mummy mommy mother mothers wife girlfriend grandma grandmother granny gran grans
    nan nans nana mam mams mama wifey missus fiancee grandmas sister aunt auntie son sons nephew grandson daughter daughters niece
    granddaughter
    """)
)
AUDIENCE_FITS = {
    "men": frozenset(("men", "unisex", "adults")),
    "women": frozenset(("women", "unisex", "adults")),
    "kids": frozenset(("kids", "boys", "girls")),
    "boys": frozenset(("men", "boys", "kids", "unisex")),
    "girls": frozenset(("women", "girls", "kids", "unisex")),
    "adults": frozenset(("men", "women", "unisex", "adults")),
    "unisex": frozenset(("unisex", "adults")),
}
CHILDREN = frozenset(("kids", "boys", "girls"))

# How customers write features that many shops have.
FEATURE_SPELLINGS = lines("""
    waterproof: water proof, watertight, water tight, rainproof, rain proof, keep me dry, keeps me dry
    windproof: wind proof
    rechargeable: usb rechargeable, usb chargeable, chargeable
    foldable: folding, fold up, folds, collapsible
    dishwasher: dishwasher safe, dish washer
    vegan: plant based, no animal products, animal free
    washable: machine washable, machine wash, in the washing machine, in the wash
    slip resistant: non slip, anti slip, nonslip, antislip, slip proof, slip resistance
    insulated: thermo
    wireless: cordless
    laptop: notebook, macbook
    fragrance free: unscented, perfume free, parfum free, scent free
    reduced: sale, on offer, on sale, in the sale, in sale, special offer, special offers, offers, discounted
    reduced: marked down, deal, deals, bargain, bargains
""")
# Who may eat no such thing is shown only what says that it is without it.
DIETS = lines("""
    gluten free: coeliac, celiac, coeliacs, celiacs, coeliac disease, celiac disease, gluten intolerant, gluten intolerance
    gluten free: gluten allergy, allergic to gluten, intolerant to gluten, a gluten intolerance
    lactose free: lactose intolerant, lactose intolerance, lactose allergy, intolerant to lactose, allergic to lactose
    sugar free: diabetic, diabetics, diabetes
""")
SUGAR_FREE = "sugar free"
SIZE_WORDS = {"small": "S", "medium": "M", "large": "L", "extra large": "XL", "extra small": "XS"}
SIZE_WORDS |= {size: size.upper() for size in ("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "3xl", "4xl", "5xl")}
LENGTHS = {"S": "SHORT", "R": "REGULAR", "L": "LONG", "T": "TALL"}  # behind a waist or a chest: "34S"
ONE_SIZE = frozenset(("ONE SIZE", "ONESIZE", "OS", "UNISIZE", "EINHEITSGRÖSSE"))

# What must not be in it, too, when this is not wanted.
MEANS_ALSO = {
    "feather": ("down",),
    "animal": ("leather", "wool", "down"),
    "fur": ("sheepskin",),
    "metal": ("steel", "aluminium", "iron"),
    "nut": ("walnut", "almond", "hazelnut", "peanut", "cashew", "pecan", "pistachio", "macadamia", "praline", "marzipan"),
}
MEANS_ALSO |= dict.fromkeys(("lactose", "dairy", "milk"), ("whey", "casein")) | {"soy": ("soya",), "soya": ("soy",)}
MEANS_ALSO |= {"gluten": ("wheat", "barley", "rye", "spelt")}
MEANS_ALSO |= {"wood": ("oak", "beech", "larch", "bamboo", "pine", "walnut", "birch", "willow")}

# "the lightest": measures to sort by (the first that the products have), and the direction.
ORDERS = lines("""
    money up: not too expensive, not expensive, not so expensive, not too pricey
    money up: cheapest, cheap, lowest price, lowest priced, least expensive, most affordable, affordable, inexpensive, low cost
    money down: most expensive, priciest, high end
    mass up: lightest
    mass down: heaviest
    volume persons side storage charge down: biggest, largest, roomiest
    volume persons side storage charge up: smallest
    lumen down: brightest
    temperature up: warmest
    time charge down: longest lasting, lasts longest, last longest, lasts the longest, last the longest
    time charge down: longest battery life, longest battery, best battery
    power voltage down: most powerful, strongest
    length down: longest
    length height up: shortest
    height down: tallest
    width down: widest, broadest
    width up: narrowest
    depth down: deepest
    depth up: shallowest
    thickness down: thickest
    thickness up: thinnest
    rating down: best rated, top rated, highest rated, best reviewed
""")
# "but lighter": the measure in which another product must differ, and the direction.
CHANGES = lines("""
    money up: more expensive, fancier, pricier
    money down: cheaper, less expensive, lower price, lower priced, more affordable, too expensive, too pricey
    money down: less pricey, costs less, cost less, too much money, less money
    mass down: lighter, less heavy, too heavy
    mass up: heavier
    volume persons side storage charge up: bigger, larger, roomier, too small, the big one, the large one
    volume persons side storage charge down: smaller, too big, too large, the small one, the little one
    lumen up: brighter
    temperature down: warmer
    length up: longer
    length height down: shorter
    height up: taller
    width up: wider, broader
    width down: narrower
    depth up: deeper
    depth down: shallower
    thickness up: thicker
    thickness down: thinner
    time charge up: lasts longer, last longer, longer lasting
    power up: stronger, more powerful
""")
SIMILAR = (
    "something like, anything like, more like, one like, ones like, things like, like this but, like that but, like it but, "
    "like these but, like the first, similar, similar ones, alternative, alternatives, something else, anything else, other options, "
    "other option, comparable, the same but"
)
IN_STOCK = "in stock, back in stock, on stock, available, available now, available today, right now, in store, instock, lieferbar, on hand"
ALLERGIC = "allergic to, alergic to, allergy to, alergy to, intolerant to, intolerance to"
NOT_BORNE = frozenset(words("allergy allergies allergic intolerance intolerant"))
NOT = (
    f"{ALLERGIC}, not, no, non, without, w / o, except, except for, excluding, anything but, everything but, other than, rather than, "
    "instead of, free of, isnt, arent, dont want, do not want, dont like, do not like, doesnt like, hate, hates, "
    "never, doesnt leave, does not leave, dont leave, do not leave, wont leave, without leaving, not leaving"
)
NOT_SKIPS = frozenset(
    (",", *words("in made of from a an any the too color colour colours colors for be is it as with to have really"))
)
MADE_OF = "made of, made from, made out of, material"

SEEKING = frozenset(
    ("looking", "look", "searching", "search", "shopping", "hunting", "asking", "ask", "go", "going", "prices", "price")
)
# A colour before these is a person's own or a flaw, one behind the verbs is what stays behind; neither is the product's.
SOMEBODYS = frozenset(words("skin hair eyes teeth complexion circles spots marks stains streaks traces cast residue"))
WEIGHING = frozenset(words("weigh weighs weighing i'm im am"))  # whoever does so is no product
OWNERS, OWNING = frozenset(words("i we ive weve have")), frozenset(words("have got own bought"))  # "I have boots, what ..."
ARTICLES = frozenset(words("a an the my our some this these those one two"))
LEAVING = frozenset(words("leave leaves leaving stain stains staining turn turns turning"))

NEED = frozenset(
    words("something anything everything what")
)  # may be met by a thing that is called otherwise: "something for the terrace"
# How a thing is beside others, and what many things are together; no page need say so.
LOOSE = frozenset(
    words("""
    first small big large little mini tiny huge long short wide narrow thick thin heavy light warm cosy comfy strong
    outfit outfits clothes clothing accessory accessories equipment product products
    """)
)
WIDTHS = frozenset(("wide", "narrow"))  # of these a thing is made, too: that a shoe is so must be told of it
SHORTHAND = {"smth": "something", "smthing": "something", "sth": "something", "smt": "something", "sumthing": "something"}

# Said around a wish, and nothing about the product.
FILLERS = frozenset(
    words("""
    looking look search searching searched show find suggest suggestion suggestions recommend recommendation recommended buy
    purchase sell sells shop store offer carry idea ideas nice good great cool best perfect ideal better lovely pretty really
    maybe today yet price prices priced cost costs budget color colour colors colours size sizes made material stock available
    option options choice product products item items kind sort type else another new around under over below euro euros eur
    dollars usd old year years something someone somebody anyone person would love loves likes liked who use used using help
    choose pick mine us me he she they prefer preferably interested exactly currently still hope hoping wanted needs spend
    pay check everything basically ones lot see usually often bit little also enough fully completely truly totally fit fits
    ye yous shes hes theyre value next hej hola hallo bonjour salut ciao moin servus
    work works suit suits suitable handle stuff things thing goods gadget gadgets gear actually even ever yes no ok okay hmm oh ah
    """)
)

# All words that mean something to the reader of wishes: none of them is a typo.
KNOWN = (
    frozenset(
        word
        for table in (
            AUDIENCES,
            FEATURE_SPELLINGS,
            FEATURE_SPELLINGS.values(),
            COLOR_SPELLINGS,
            ORDERS,
            CHANGES,
            SIMILAR.split(","),
            NOT.split(","),
            COLORS,
        )
        for phrase in table
        for word in words(phrase)
    )
    | FILLERS
    | GREETINGS
)
# Words of wishes that no shop need use; what is misspelled may be one of them ("somthing for my girlfreind").
SUPERLATIVES = frozenset(word for phrase in ORDERS for word in words(phrase) if word.endswith("est"))
SAID_AROUND = FILLERS | NEED | {word for phrase in AUDIENCES for word in words(phrase)} | {"warranty", "guarantee"}
