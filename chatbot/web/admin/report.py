"""What a file would change, in one form for FAQ entries, products and orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from chatbot.errors import RowProblem
from chatbot.knowledge.check import Report
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.orders import OrdersFile
from chatbot.knowledge.products import ProductsFile
from chatbot.knowledge.publish import Mode, Plan
from chatbot.knowledge.readers import ReadResult
from chatbot.records import OrderRecord, Product
from chatbot.skills.product_card import card

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FaqDraft:
    """A FAQ file as it was read, merged and checked."""

    read: ReadResult
    report: Report
    gone: frozenset[str] = frozenset()  # ids of published entries that were merged into entries of the file
    merges: int = 0  # of the chosen ones, those that count


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a file as it is shown: a question with its answer, a product with its price, an order with its parcels."""

    id: str
    title: str
    text: str
    more: Mapping[str, str] = field(default_factory=dict)  # what else it says: "category" -> "shipping"


@dataclass(frozen=True, slots=True)
class Changed:
    before: Entry
    after: Entry

    @property
    def more(self) -> list[tuple[str, str, str]]:
        """The other fields that differ: (name, before, after)."""
        names = dict.fromkeys((*self.before.more, *self.after.more))
        pairs = ((name, self.before.more.get(name, ""), self.after.more.get(name, "")) for name in names)
        return [each for each in pairs if each[1] != each[2]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A read file beside what is there now. `same` and `after` are counts."""

    read_as: tuple[str, ...]
    notes: tuple[str, ...]
    columns: Mapping[str, str]
    problems: tuple[RowProblem, ...]
    new: tuple[Entry, ...]
    changed: tuple[Changed, ...]
    removed: tuple[Entry, ...]
    same: int
    after: int  # entries there would be
    changes_nothing: bool = False

    @property
    def bad(self) -> tuple[RowProblem, ...]:
        """What keeps rows out."""
        return tuple(each for each in self.problems if each.is_fatal)

    @property
    def hints(self) -> tuple[RowProblem, ...]:
        """What was taken and should be looked at."""
        return tuple(each for each in self.problems if not each.is_fatal)

    @property
    def counts(self) -> dict[str, int]:
        bad_rows = len({problem.row for problem in self.bad})
        lists = {"new": len(self.new), "changed": len(self.changed), "same": self.same, "removed": len(self.removed)}
        return {**lists, "bad": bad_rows, "after": self.after}


def faq_sheet(draft: FaqDraft, planned: Plan, old: Sequence[FaqRow]) -> Sheet:
    before, after = ({row.id: faq_entry(row) for row in rows} for rows in (old, planned.rows))
    problems = sorted((*draft.read.problems, *draft.report.problems), key=lambda each: each.row)
    return Sheet(
        read_as=tuple(str(each) for each in draft.read.read_as),
        notes=draft.read.notes,
        columns=draft.read.columns,
        problems=tuple(problems),
        new=tuple(after[key] for key in planned.new),
        changed=tuple(Changed(before[key], after[key]) for key in planned.changed),
        removed=tuple(before[key] for key in planned.removed),
        same=len(planned.same),
        after=len(planned.rows),
        changes_nothing=planned.changes_nothing,
    )


def products_sheet(file: ProductsFile, old: Iterable[Product], mode: Mode) -> Sheet:
    before, named = {p.id: p for p in old}, {p.id: p for p in file.products}
    return _beside(file, before, together(before, named, mode), product_entry)


def orders_sheet(file: OrdersFile, old: Mapping[str, OrderRecord], mode: Mode) -> Sheet:
    return _beside(file, old, together(old, dict(file.orders), mode), order_entry)


def together(old: Mapping[str, T], new: Mapping[str, T], mode: Mode) -> dict[str, T]:
    """What there is once a file is published: only what it names, or that beside and in place of what there was."""
    return {**old, **new} if mode == "merge" else dict(new)


def compare(old: Sequence[FaqRow], new: Sequence[FaqRow]) -> tuple[list[Entry], list[Changed], list[Entry]]:
    """Return what is new, changed and removed between two versions of the FAQ."""
    before, after = {row.id: row for row in old}, {row.id: row for row in new}
    return (
        [faq_entry(row) for key, row in after.items() if key not in before],
        [
            Changed(faq_entry(before[key]), faq_entry(row))
            for key, row in after.items()
            if key in before and row.hash != before[key].hash
        ],
        [faq_entry(row) for key, row in before.items() if key not in after],
    )


def faq_entry(row: FaqRow) -> Entry:
    more = {
        "other wordings": " | ".join(row.variants),
        "category": row.category,
        "tags": ", ".join(row.tags),
        "language": row.language,
        "source": row.source_url,
        "state": "" if row.enabled else "disabled",
    }
    return Entry(row.id, row.question, row.answer, {name: value for name, value in more.items() if value})


def product_entry(product: Product) -> Entry:
    more = {
        "price": card(product).price,
        "stock": "" if product.stock is None else str(product.stock),
        "category": product.category,
        "brand": product.brand,
        "colours": ", ".join(product.colors),
        "sizes": ", ".join(product.sizes),
        "sizes sold out": ", ".join(product.sizes_sold_out),
        "material": product.material,
        "tags": ", ".join(product.tags),
        "attributes": ", ".join(f"{name}: {value}" for name, value in product.attributes),
        "picture": product.image,
        "page": product.url,
    }
    return Entry(product.id, product.title, product.description, {name: value for name, value in more.items() if value})


def order_entry(order: OrderRecord) -> Entry:
    """An order without its personal data: who uploads a file need not read addresses to see that it is right."""
    parcels = "; ".join(f"{parcel.status.replace('_', ' ')}: {', '.join(parcel.items)}" for parcel in order.parcels)
    more = {"ordered on": order.placed_on, "total": f"{order.total} {order.currency}".strip()}
    more["expected"] = ", ".join(parcel.eta for parcel in order.parcels if parcel.eta)
    return Entry(order.number, f"Order {order.number}", parcels, {name: value for name, value in more.items() if value})


def as_mode(text: str | None, kind: str = "faq") -> Mode:
    """What a person chose; until then a file of orders is added: it is often that of today only."""
    return "merge" if text == "merge" or (kind == "orders" and text != "replace") else "replace"


def _beside(file: ProductsFile | OrdersFile, old: Mapping[str, T], new: Mapping[str, T], entry: Callable[[T], Entry]) -> Sheet:
    """`new` is all there would be."""
    changed = tuple(Changed(entry(old[key]), entry(each)) for key, each in new.items() if key in old and old[key] != each)
    added = tuple(entry(each) for key, each in new.items() if key not in old)
    removed = tuple(entry(each) for key, each in old.items() if key not in new)
    same = len(new) - len(changed) - len(added)
    nothing = not (changed or added or removed) and bool(old)
    return Sheet((file.read_as,), file.notes, file.columns, file.problems, added, changed, removed, same, len(new), nothing)
