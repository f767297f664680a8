/* The line of pri-peer.c: a datagram socket, and libpri's frames on it.
 * SPDX-License-Identifier: GPL-2.0-only (its program links libpri, which is).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <libpri.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static int line_fd = -1;
static int loss_percent; /* of the frames of either direction; 100: the line is cut */

static void say(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vprintf(format, values);
    va_end(values);
    putchar('\n');
    fflush(stdout);
}

static int fail(const char *what)
{
    perror(what);
    exit(1);
}

/* ---- frames: libpri wants room for two octets of check sequence on both ways ---- */

static int is_lost(void)
{
    return loss_percent > 0 && random() % 100 < loss_percent;
}

static int read_frame(struct pri *pri, void *octets, int room)
{
    (void)pri;
    ssize_t length = recv(line_fd, octets, room - 2, MSG_DONTWAIT);
    if (length < 0 && errno != EAGAIN && errno != ECONNREFUSED && errno != ECONNRESET)
        fail("recv");
    if (length == 0) {
        say("closed");
        exit(0);
    }
    if (length < 3 || is_lost())
        return 0;
    memset((char *)octets + length, 0, 2);
    return (int)length + 2;
}

static int write_frame(struct pri *pri, void *octets, int length)
{
    (void)pri;
    if (!is_lost())
        send(line_fd, octets, length - 2, MSG_DONTWAIT | MSG_NOSIGNAL);
    return length;
}

static void complain(struct pri *pri, char *text)
{
    (void)pri;
    fputs(text, stderr);
}

/* ---- sockets ---- */

static int open_unix(const char *path, int is_listener)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    if (!is_listener)
        return connect(fd, (void *)&address, sizeof address) ? fail(path) : fd;
    unlink(path);
    if (bind(fd, (void *)&address, sizeof address) || listen(fd, 1))
        fail(path);
    say("listening");
    int accepted = accept(fd, NULL, NULL);
    close(fd);
    return accepted;
}

static int open_udp(const char *ports)
{
    const char *colon = strchr(ports, ':');
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(ports)),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (!colon || bind(fd, (void *)&address, sizeof address))
        fail(ports);
    address.sin_port = htons(atoi(colon + 1));
    return connect(fd, (void *)&address, sizeof address) ? fail(ports) : fd;
}
