#!/usr/bin/env bash
# Boots the virtual machine of the DAHDI tests with what build.sh has made and a folder laid over it, and gives its
# console. boot.sh MADE OVERLAY: programs in OVERLAY/bin get their libraries; the program is in OVERLAY/app.
# The machine's clock counts its own instructions and does not wait while it is idle: how busy the host is changes
# nothing inside, and no sound is lost.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
made=$1 overlay=$2
for program in "$overlay"/bin/*; do
    ldd "$program" | grep -oE '/[^ ]+' | while read -r library; do
        [ -e "$overlay$library" ] || install -D "$library" "$overlay$library"
    done
done
install "$here/init" "$overlay/init"
install -D -m 644 -t "$overlay/etc/dahdi" "$here"/*.conf
cp "$made/base.cpio" "$overlay.cpio"
(cd "$overlay" && find . | cpio -o -H newc --quiet -R 0:0) >>"$overlay.cpio"
exec qemu-system-x86_64 -accel tcg,thread=single -icount shift=2,sleep=off -m 1024 \
    -kernel "$made/vmlinuz" -initrd "$overlay.cpio" -append "console=ttyS0 quiet panic=-1" \
    -display none -serial stdio -monitor none -no-reboot -nic none </dev/null
