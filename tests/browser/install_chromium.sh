#!/bin/sh
# Chromium for the browser tests, and the fonts that their widths were tried with. Does nothing where both are there.
# On Debian its shell without a window, where there is no browser yet: it takes a fraction of the processor.
set -eu

missing=""
found=""
for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" >/dev/null && found=$name && break
done
[ -n "$found" ] || missing="chromium-headless-shell"
if command -v dpkg-query >/dev/null && ! dpkg-query --status fonts-liberation >/dev/null 2>&1; then
    missing="$missing fonts-liberation"
fi
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    [ -n "$found" ] && exit 0
    echo "The browser tests need Chromium. Install it, or name one: CHROMIUM=/path/to/chromium make test" >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as_root="env"
elif command -v sudo >/dev/null; then
    as_root="sudo env"
elif [ -n "$found" ]; then
    exit 0
else
    echo "The browser tests need Chromium, and installing it needs root. Ask for: apt-get install chromium-headless-shell fonts-liberation" >&2
    exit 1
fi

echo "Installing for the browser tests:$( [ "$missing" = "${missing# }" ] && echo " ")$missing"
$as_root apt-get update -qq
if [ -z "$found" ] && ! apt-cache show chromium-headless-shell >/dev/null 2>&1; then
    missing="chromium${missing#chromium-headless-shell}"
fi
# shellcheck disable=SC2086  # one word a package
$as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null
