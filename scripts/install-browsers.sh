#!/bin/sh
# Installs the browsers that the tests run in, on Debian or Ubuntu, as root or with sudo. Does nothing where they are there.
set -eu
want=""
command -v "${CHROME_PATH:-chromium}" >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || want="$want chromium"
if [ "${1:-}" = all ]; then
  command -v "${FIREFOX_PATH:-firefox-esr}" >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || want="$want firefox-esr"
  command -v WebKitWebDriver >/dev/null 2>&1 || want="$want webkit2gtk-driver"
  command -v Xvfb >/dev/null 2>&1 || want="$want xvfb"
fi
[ -n "$want" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "These are missing, and there is no apt-get here to install them:$want" >&2
  exit 1
fi
sudo=""
[ "$(id -u)" = 0 ] || sudo=sudo
$sudo apt-get update -qq -o Acquire::Retries=3
# fonts-dejavu-core: without a font, text has no glyphs and pictures differ.
# shellcheck disable=SC2086 # the list is words on purpose
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq -o Acquire::Retries=3 --no-install-recommends $want fonts-dejavu-core
