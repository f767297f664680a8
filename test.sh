#!/usr/bin/env bash
# Builds everything and runs all tests. The last line is "N passed, N failed, N skipped".
# Real phones, exchanges, modems and tools come from Debian's packages: they are installed when this may (root and
# apt-get); without them the tests that need one are skipped with the reason. With CI=true a skipped test is a failure.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

packages=(
    sip-tester baresip-core sox espeak-ng                      # telephones, sound
    libpri-dev tshark gcc libc6-dev make                       # an exchange for E1, and what it said
    iaxmodem mgetty-voice libspandsp-dev multimon-ng minimodem # modems, tones
    qemu-system-x86 busybox-static cpio                        # the DAHDI driver in a virtual machine
)
missing=()
if command -v dpkg-query >/dev/null; then
    for package in "${packages[@]}"; do
        [ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
    done
fi
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]} ..."
    log=$(mktemp)
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        echo "Could not install ${missing[*]}:"
        tail -n 5 "$log"
    fi
    rm -f "$log"
fi

if ! dotnet build CallRouting.sln -c Release -v quiet --nologo; then
    echo "The build failed."
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
fi

passed=0 failed=0 skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# One project after another: the interop tests measure timetables and want the machine to themselves.
for project in tests/*/*.csproj; do
    echo "== $(basename "$project" .csproj)"
    dotnet test --project "$project" -c Release --no-build --no-progress --output Detailed >"$log" 2>&1
    status=$?
    count() { sed -nE "s/^ *$1: ([0-9]+).*/\1/p" "$log" | tail -n 1; }
    p=$(count succeeded) f=$(count failed) s=$(count skipped)
    if [ -z "$p" ] || { [ "$status" -ne 0 ] && [ "${f:-0}" -eq 0 ]; }; then
        cat "$log"
        f=$((${f:-0} + 1))
    fi
    grep -vE '^ *passed |^$' "$log" | tail -n 200
    passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
done

code=0
[ "$failed" -eq 0 ] || code=1
if [ "$skipped" -gt 0 ] && [ "${CI:-}" = true ]; then
    echo "In CI nothing may be skipped: see the reasons above."
    code=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit $code
