/*
 * dchan-peer: the signalling channel of a DAHDI span as a socket: one HDLC frame, without its check sequence, is one
 * datagram of a Unix SEQPACKET socket, so that pri-peer can be the network on a real driver. Licence: MIT. It uses the
 * driver's own header (dahdi/user.h, LGPL) for its interface.
 *
 *   dchan-peer CHANNEL PATH       listens on PATH for one partner and ends with it
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <dahdi/user.h>

enum { CHECKSUM = 2, ROOM = 1024 };

static int line;

static int fail(const char *what)
{
    printf("dchan error %s: %s\n", what, strerror(errno));
    return 1;
}

/* While events wait, the driver neither reads nor writes. */
static int drain(void)
{
    int event;
    if (errno != ELAST)
        return 0;
    while (!ioctl(line, DAHDI_GETEVENT, &event) && event) {
        printf("dchan event %d\n", event);
        fflush(stdout);
    }
    return 1;
}

int main(int count, char **arguments)
{
    struct dahdi_bufferinfo buffers = { .txbufpolicy = DAHDI_POLICY_IMMEDIATE,
        .rxbufpolicy = DAHDI_POLICY_IMMEDIATE, .numbufs = 32, .bufsize = ROOM };
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    unsigned char frame[ROOM];
    int channel, door, partner, octets;
    if (count < 3)
        return fail("dchan-peer CHANNEL PATH");
    channel = atoi(arguments[1]);
    line = open("/dev/dahdi/channel", O_RDWR | O_NONBLOCK);
    if (line < 0 || ioctl(line, DAHDI_SPECIFY, &channel) || ioctl(line, DAHDI_SET_BUFINFO, &buffers))
        return fail("channel");
    snprintf(name.sun_path, sizeof name.sun_path, "%s", arguments[2]);
    unlink(name.sun_path);
    door = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    if (bind(door, (void *)&name, sizeof name) || listen(door, 1))
        return fail(name.sun_path);
    printf("dchan ready on channel %d\n", channel);
    fflush(stdout);
    partner = accept(door, NULL, NULL);
    for (;;) {
        struct pollfd files[2] = { { line, POLLIN | POLLPRI, 0 }, { partner, POLLIN, 0 } };
        poll(files, 2, -1);
        if (files[0].revents) {
            do
                octets = read(line, frame, ROOM);
            while (octets < 0 && drain());
            if (octets > CHECKSUM && send(partner, frame, octets - CHECKSUM, MSG_NOSIGNAL) < 0)
                return 0;
            if (octets < 0 && errno != EAGAIN)
                return fail("read");
        }
        if (files[1].revents) {
            octets = recv(partner, frame, ROOM - CHECKSUM, 0);
            if (octets <= 0)
                return 0;
            memset(frame + octets, 0, CHECKSUM);
            while (write(line, frame, octets + CHECKSUM) < 0 && drain())
                ;
        }
    }
}
