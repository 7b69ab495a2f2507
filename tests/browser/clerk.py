"""A person of the shop with a real browser on the staff's pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from chatbot.config import ROOT
from chatbot.storage import open_store
from chatbot.storage.staff import Staff
from tests.visitor import LiveServer

PATIENCE_MS = 240_000  # a slow machine is no failure
PASSWORD = "correct horse battery"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

CSV_WITH_ERRORS = (
    "question;answer\nDo you ship to Mars?;Not yet.\n;An answer alone\nWhat is it?;#REF!\nCan I pay cash?;In the store.\n"
)


class Clerk:
    """One tab. `complaints` collects script errors, blocked content and missing files."""

    def __init__(self, context: BrowserContext, server: LiveServer, name: str = "Anna", role: str = "owner") -> None:
        self.server, self.name = server, name
        self.email = f"{name.lower()}@shop.test"
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        store = open_store(server.db)
        if Staff(store).find(self.email) is None:
            Staff(store).add(self.email, role, PASSWORD, name)
        store.close()

    def sign_in(self) -> Clerk:
        self.visit("/admin")
        self.page.get_by_label("E-mail").fill(self.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", level=1, name="Conversations")).to_be_visible(timeout=PATIENCE_MS)
        return self

    def visit(self, path: str) -> Clerk:
        self.page.goto(self.server.url + path)
        return self

    def upload(self, data: str, name: str = "faq.csv", path: str = "/admin/knowledge/upload") -> Clerk:
        """Choose a file; with scripts it is sent at once, without them by the button."""
        self.visit(path)
        self.page.get_by_label("File", exact=True).set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": data.encode()}
        )
        return self

    def publish(self) -> Clerk:
        """Publish the file of the page; what would remove most of what is there is asked once more."""
        section = self.page.locator("section.publish")
        asked, at_once = section.locator("details.confirm > summary"), section.get_by_role("button", name="Publish")
        expect(asked.or_(at_once)).to_be_visible(timeout=PATIENCE_MS)
        if asked.is_visible():
            asked.click()
            self.button("Replace them").click()
        else:
            at_once.click()
        self.sees("answers now")
        return self

    def sees(self, text: str) -> Clerk:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=PATIENCE_MS)
        return self

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def violations(self) -> list[str]:
        """What axe-core finds wrong with the page, WCAG 2.2 A and AA and its best practices."""
        self.page.evaluate(Path(AXE).read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate("axe.run()")
        return [f"{each['id']}: {node['html'][:150]}" for each in found["violations"] for node in each["nodes"]]

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)
