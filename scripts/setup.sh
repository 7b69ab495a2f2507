# Shared by scripts/serve and scripts/test: a virtual environment, the packages, the JS client. Each step is skipped when nothing changed.
# Sourced with the working directory at the project's root.

say() { printf '\033[1m» %s\033[0m\n' "$*"; }
fail() { printf '\n\033[31m✗ %s\033[0m\n' "$*" >&2; exit 1; }

# find_python: print the first Python that the project supports
find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
    if command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

# once NAME FILE... -- COMMAND...: run the command unless it has succeeded before with the same files
once() {
  local name=$1 files=() stamp now
  shift
  while [ "$1" != -- ]; do files+=("$1"); shift; done
  shift
  stamp=.venv/.done-$name
  now=$(cat "${files[@]}" | cksum)
  if [ "$(cat "$stamp" 2>/dev/null)" != "$now" ]; then
    "$@"
    printf '%s' "$now" >"$stamp"
  fi
}

make_environment() {
  [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null && return
  local python
  python=$(find_python) || fail "Python 3.11, 3.12 or 3.13 is needed. Install one (on Debian or Ubuntu: apt-get install python3 python3-venv) and run this again."
  say "Making a virtual environment with $("$python" --version)"
  rm -rf .venv
  "$python" -m venv .venv || fail "Python's venv module does not work. On Debian or Ubuntu: apt-get install python3-venv. Then run this again."
}

# install_python EXTRAS: "" to serve, "[train,test]" for everything
install_python() {
  local what="packages to serve"
  [ -n "$1" ] && what="packages to train and test (about 2 GB)"
  say "Installing the Python $what"
  # each package as it comes; pip's own bar does not show through a pipe
  .venv/bin/python -m pip install --disable-pip-version-check --editable ".$1" 2>&1 |
    sed -u -n -e 's/^Collecting \([^ ]*\).*/  \1/p' -e '/^Installing collected/s/:.*/ .../p' -e '/^ERROR/p' -e '/^Successfully installed/s/installed.*/installed/p'
  [ "${PIPESTATUS[0]}" = 0 ] ||
    fail "The Python packages could not be installed; pip's message stands above. Check the network or pip's settings and run this again."
}

# install_js FLAG: "" for the chat client, "--dev" for the tools of the tests too
install_js() {
  say "Installing the JavaScript chat client"
  .venv/bin/python scripts/fetch_client.py $1 ||
    fail "The chat client could not be fetched with npm; its message stands above. Check the network or npm's settings and run this again."
}
