/*
 * bearer-peer: sends a counting pattern on a bearer channel of the DAHDI driver and looks for one in what comes back: a
 * lost, repeated or changed octet breaks the count. Licence: MIT. It uses the driver's own header (dahdi/user.h, LGPL)
 * for its interface.
 *
 *   bearer-peer               commands on standard input, one a line; answers on standard output
 *
 *   open CHANNEL              begins to send and to look
 *   begin                     counts anew
 *   report                    says what was sent and received, how much of it counted, and how often the count broke
 *   close
 *   quit
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <dahdi/user.h>

/* A pattern is one when so many octets in a row count upwards. */
enum { BLOCK = 160, SURE = 320 };

static int line = -1, events;
static unsigned char next;
static long sent, received, run, matched, breaks;
static int last;

static void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    printf("bearer ");
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    fflush(stdout);
}

static int control(unsigned long request, void *argument, const char *what)
{
    if (!ioctl(line, request, argument))
        return 1;
    say("error %s: %s", what, strerror(errno));
    return 0;
}

static void begin(int channel)
{
    struct dahdi_bufferinfo buffers = { .txbufpolicy = DAHDI_POLICY_IMMEDIATE,
        .rxbufpolicy = DAHDI_POLICY_IMMEDIATE, .numbufs = 8, .bufsize = BLOCK };
    int one = 1, zero = 0, law = DAHDI_LAW_ALAW, all = DAHDI_FLUSH_ALL;
    line = open("/dev/dahdi/channel", O_RDWR | O_NONBLOCK);
    if (line < 0 || !control(DAHDI_SPECIFY, &channel, "SPECIFY") || !control(DAHDI_SET_BUFINFO, &buffers, "BUFINFO")
        || !control(DAHDI_AUDIOMODE, &one, "AUDIOMODE") || !control(DAHDI_SETLAW, &law, "SETLAW")
        || !control(DAHDI_SETLINEAR, &zero, "SETLINEAR") || !control(DAHDI_BUFFER_EVENTS, &one, "BUFFER_EVENTS")
        || !control(DAHDI_FLUSH, &all, "FLUSH"))
        return;
    sent = received = run = matched = breaks = events = 0;
    last = -1;
    say("open %d", channel);
}

static void drain(void)
{
    int event;
    while (!ioctl(line, DAHDI_GETEVENT, &event) && event)
        if (event == DAHDI_EVENT_READ_OVERRUN || event == DAHDI_EVENT_WRITE_UNDERRUN)
            events++;
}

static void transmit(void)
{
    unsigned char block[BLOCK];
    int octets;
    for (int i = 0; i < BLOCK; i++)
        block[i] = next + i;
    octets = write(line, block, BLOCK);
    if (octets > 0) {
        next += octets;
        sent += octets;
    } else if (octets < 0 && errno == ELAST) {
        drain();
    }
}

static void receive(void)
{
    unsigned char block[BLOCK];
    int octets = read(line, block, BLOCK);
    if (octets < 0 && errno == ELAST)
        drain();
    for (int i = 0; i < octets; i++) {
        received++;
        if (block[i] == (unsigned char)(last + 1) && last >= 0) {
            if (++run >= SURE)
                matched++;
        } else {
            if (run >= SURE)
                breaks++;
            run = 0;
        }
        last = block[i];
    }
}

static void command(char *text)
{
    char *verb = strtok(text, " \r\n"), *first = strtok(NULL, " \r\n");
    if (!verb)
        return;
    if (!strcmp(verb, "open") && first) {
        begin(atoi(first));
    } else if (!strcmp(verb, "begin")) {
        sent = received = matched = breaks = events = 0;
    } else if (!strcmp(verb, "report")) {
        say("report sent=%ld received=%ld matched=%ld breaks=%ld events=%d", sent, received, matched, breaks, events);
    } else if (!strcmp(verb, "close")) {
        if (line >= 0)
            close(line);
        line = -1;
        say("closed");
    } else if (!strcmp(verb, "quit")) {
        exit(0);
    } else {
        say("error unknown command %s", verb);
    }
}

int main(void)
{
    char text[1024];
    int length = 0;
    say("ready");
    for (;;) {
        struct pollfd files[2] = { { line, POLLIN | POLLOUT | POLLPRI, 0 }, { 0, POLLIN, 0 } };
        char *end;
        int octets;
        poll(files, 2, 1000);
        if (line >= 0 && files[0].revents & POLLPRI)
            drain();
        if (line >= 0 && files[0].revents & POLLOUT)
            transmit();
        if (line >= 0 && files[0].revents & POLLIN)
            receive();
        if (!(files[1].revents & (POLLIN | POLLHUP)))
            continue;
        octets = read(0, text + length, sizeof text - 1 - length);
        if (octets <= 0)
            return 0;
        length += octets;
        text[length] = 0;
        while ((end = strchr(text, '\n'))) {
            *end = 0;
            command(text);
            length -= end + 1 - text;
            memmove(text, end + 1, length + 1);
        }
    }
}
