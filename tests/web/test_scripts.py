from __future__ import annotations

import json
import subprocess

import pytest

from chatbot.config import ROOT
from chatbot.web.scripts import without_comments

MODULES = [ROOT / "static" / "embed.js", *sorted((ROOT / "static" / "widget").rglob("*.js"))]
TOKENS = """
import ts from "typescript";
import { readFileSync } from "node:fs";
const compilerOptions = { removeComments: true, target: "ESNext", module: "ESNext" };
const plain = (text) => ts.transpileModule(text, { compilerOptions }).outputText;
console.log(JSON.parse(readFileSync(0, "utf8")).filter(([one, other]) => plain(one) !== plain(other)).length);
"""


def test_a_script_without_its_comments_is_the_same_program():
    pairs = [(source, without_comments(source)) for source in (path.read_text() for path in MODULES)]

    command = ["node", "--input-type=module", "-e", TOKENS]
    differing = subprocess.run(command, input=json.dumps(pairs), capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert differing.strip() == "0"
    assert len(pairs) > 20


@pytest.mark.parametrize("path", ["embed.js", "widget/main.js", "widget/view/message.js"])
def test_browsers_get_the_scripts_without_comments_and_need_them_once(app, path):
    browser = app.test_client()

    served = browser.get(f"/static/{path}")

    assert "/*" not in served.text
    assert served.mimetype == "text/javascript"
    assert served.content_length == len(served.data) < (ROOT / "static" / path).stat().st_size
    assert browser.get(f"/static/{path}", headers={"If-None-Match": served.headers["ETag"]}).status_code == 304


def test_other_files_are_sent_as_they_lie_there(app):
    for path in ("admin/main.js", "widget/base.css", "shop/shop.js"):
        assert app.test_client().get(f"/static/{path}").data == (ROOT / "static" / path).read_bytes()
