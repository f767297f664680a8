/*
 * span-peer: takes a dynamic span of the DAHDI driver away, as pulling a cable and its card would; dahdi_cfg makes it
 * again. Licence: MIT. It uses the driver's own header (dahdi/user.h, LGPL) for its interface.
 *
 *   span-peer DRIVER ADDRESS      for example: span-peer loc 1:1
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <dahdi/user.h>

int main(int count, char **arguments)
{
    struct dahdi_dynamic_span span = { .numchans = 0 };
    int control = open("/dev/dahdi/ctl", O_RDWR);
    if (control < 0 || count < 3) {
        fprintf(stderr, "span-peer DRIVER ADDRESS: %s\n", strerror(errno));
        return 1;
    }
    snprintf(span.driver, sizeof span.driver, "%s", arguments[1]);
    snprintf(span.addr, sizeof span.addr, "%s", arguments[2]);
    if (ioctl(control, DAHDI_DYNAMIC_DESTROY, &span)) {
        fprintf(stderr, "span %s %s: %s\n", span.driver, span.addr, strerror(errno));
        return 1;
    }
    return 0;
}
