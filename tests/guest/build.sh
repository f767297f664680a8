#!/usr/bin/env bash
# Makes what the virtual machine of the DAHDI tests boots: a kernel of Debian, the DAHDI driver built for it, busybox
# and the .NET runtime; from Debian's packages, which are unpacked and not installed. Prints the folder it is in; the
# last line of the errors says why there is none. It is kept outside the source tree and made again when a version
# changes.
# Needs: Debian 12 on x86-64, apt-get, gcc, make, cpio, busybox-static, dotnet.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${CALLROUTING_GUEST:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/callrouting-guest}

no() { echo "$*" >&2; exit 1; }

for program in apt-get apt-cache dpkg-deb gcc make cpio dotnet; do
    command -v "$program" >/dev/null || no "$program is not installed"
done
[ "$(uname -m)" = x86_64 ] || no "the virtual machine is made for x86-64"
busybox=$(command -v busybox) || no "busybox is not installed: apt-get install busybox-static"
if ldd "$busybox" >/dev/null 2>&1; then no "busybox is not the static one: apt-get install busybox-static"; fi

# The newest kernel whose image and headers are both to be had.
newest() {
    kernels() { apt-cache pkgnames "linux-$1-6.1.0-" | sed -nE "s/^linux-$1-(6\.1\.0-[0-9]+-cloud-amd64)$/\1/p" | sort; }
    comm -12 <(kernels image) <(kernels headers) | sort -V | tail -n 1
}
candidate() { apt-cache policy "$1" | sed -nE 's/^ *Candidate: *//p'; }

kernel=$(newest)
if [ -z "$kernel" ] || [ -z "$(candidate dahdi-dkms)" ]; then
    apt-get update -qq >/dev/null 2>&1 || no "apt-get knows no kernel, and its lists cannot be fetched"
    kernel=$(newest)
fi
[ -n "$kernel" ] || no "apt-get knows no kernel 6.1 for the cloud: the tests are made for Debian 12"

packages=(dahdi-dkms dahdi libtonezone2.0 "linux-image-$kernel" "linux-headers-$kernel"
    "linux-headers-${kernel%-cloud-amd64}-common" linux-kbuild-6.1)
wanted=()
for package in "${packages[@]}"; do
    version=$(candidate "$package")
    if [ -z "$version" ] || [ "$version" = "(none)" ]; then no "apt-get has no $package"; fi
    wanted+=("$package=$version")
done
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
runtime=$(ls "$dotnet/shared/Microsoft.NETCore.App" | grep '^10\.' | sort -V | tail -n 1)
[ -n "$runtime" ] || no "there is no .NET 10 runtime in $dotnet"

key=$({ printf '%s\n' "${wanted[@]}" "$runtime"; cat "$here/build.sh"; } | sha256sum | cut -c 1-16)
folder=$cache/$key
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
if [ -f "$folder/base.cpio" ]; then echo "$folder"; exit 0; fi

work=$(mktemp -d "$cache/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
(mkdir "$work/packages" && cd "$work/packages" && apt-get download "${wanted[@]}") >"$work/download.log" 2>&1 \
    || no "the packages cannot be downloaded: $(grep -m 1 '^E:' "$work/download.log" || tail -n 1 "$work/download.log")"
for package in "$work"/packages/*.deb; do dpkg-deb -x "$package" "$work/unpacked"; done

# Only the driver itself and dynamic spans that are joined to each other: no cards.
sed -i "s#/usr/src#$work/unpacked/usr/src#" "$work/unpacked/usr/src/linux-headers-$kernel/Makefile"
driver=$(echo "$work"/unpacked/usr/src/dahdi-*)
off=()
for option in $(grep -oE 'CONFIG_DAHDI_[A-Z0-9_]+' "$driver/drivers/dahdi/Kbuild" | sort -u \
    | grep -vE '_DYNAMIC$|_DYNAMIC_LOC$'); do off+=("$option=n"); done
make -C "$work/unpacked/usr/src/linux-headers-$kernel" "M=$driver/drivers/dahdi" "DAHDI_INCLUDE=$driver/include" \
    "${off[@]}" modules DAHDI_BUILD_ALL=m HOTPLUG_FIRMWARE=yes "-j$(nproc)" >"$work/make.log" 2>&1 \
    || no "the driver cannot be built: $(grep -m 1 -E 'rror' "$work/make.log")"

root=$work/root
mkdir -p "$root"/{bin,dev,proc,sys,run,tmp,modules,usr/share/dotnet/shared/Microsoft.NETCore.App}
cp "$busybox" "$root/bin/busybox"
cp "$driver"/drivers/dahdi/{dahdi,dahdi_dynamic,dahdi_dynamic_loc}.ko "$root/modules"
cp "$work/unpacked/usr/sbin/dahdi_cfg" "$root/bin"
cp -L "$work/unpacked/usr/lib/x86_64-linux-gnu/libtonezone.so.2.0" "$root/bin"
cp -R "$dotnet/dotnet" "$dotnet/host" "$root/usr/share/dotnet"
cp -R "$dotnet/shared/Microsoft.NETCore.App/$runtime" "$root/usr/share/dotnet/shared/Microsoft.NETCore.App"
for program in "$root/bin/dahdi_cfg" "$root/usr/share/dotnet/dotnet" \
    "$root/usr/share/dotnet/shared/Microsoft.NETCore.App/$runtime/libcoreclr.so"; do
    ldd "$program" | grep -oE '/[^ ]+' | while read -r library; do
        [ "$library" = "$program" ] || install -D "$library" "$root$library"
    done
done

mkdir "$work/made"
(cd "$root" && find . | cpio -o -H newc --quiet -R 0:0) >"$work/made/base.cpio"
cp "$work/unpacked/boot/vmlinuz-$kernel" "$work/made/vmlinuz"
cp -R "$driver/include" "$work/made/include"
printf '%s\n' "${wanted[@]}" "dotnet=$runtime" >"$work/made/versions"
rm -rf "$folder"
mv "$work/made" "$folder"
echo "$folder"
