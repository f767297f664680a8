/*
 * fxs-peer: an FXS port of the DAHDI driver as a telephone exchange would drive it: it rings, says who calls, feeds tones
 * and digits, hears, opens the loop. Licence: MIT. It uses the driver's own header (dahdi/user.h, LGPL) for its
 * interface.
 *
 *   fxs-peer CHANNEL          commands on standard input, one a line; events on standard output
 *
 *   ring                      rings by the cadence of the zone
 *   caller NUMBER [NAME]      is sent after the next ring (FSK of V.23, EN 300 659-3)
 *   battery                   the loop is fed: stops ringing, takes an answered or seized line
 *   drop                      opens the loop: the far end is gone
 *   tone NAME                 dial | busy | ring | congestion | stop, as the driver's zone has them
 *   dial DIGITS               sends keys
 *   record FILE / keep        writes what is heard to a file (A-law octets) / ends it and says how many octets
 *   quit
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#include <dahdi/user.h>

enum { BLOCK = 160 };

static int line;
static FILE *recording;
static long recorded;
static unsigned char caller[32000];
static int caller_octets, caller_sent = -1;

static void say(const char *format, ...)
{
    struct timespec now;
    va_list arguments;
    clock_gettime(CLOCK_MONOTONIC, &now);
    printf("%ld.%03ld fxs ", (long)now.tv_sec, now.tv_nsec / 1000000);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    fflush(stdout);
}

static void control(unsigned long request, void *argument, const char *what)
{
    if (ioctl(line, request, argument) && errno != EINPROGRESS)
        say("error %s: %s", what, strerror(errno));
}

static void number(unsigned long request, int value, const char *what)
{
    control(request, &value, what);
}

/* --- who calls ---------------------------------------------------------------------------------------------------- */

static double phase, bit_rest;

/* G.711, table 1a: the size of the step doubles with each segment but the first; even bits are inverted. */
static unsigned char alaw(int sample)
{
    int sign = sample >= 0 ? 0x80 : 0, segment = 0, value = (sample >= 0 ? sample : -sample - 1) >> 4;
    if (value > 15) {
        for (segment = 1; value > 31; segment++)
            value >>= 1;
        value -= 16;
    }
    return (segment << 4 | value | sign) ^ 0x55;
}

static void bit(int mark)
{
    for (bit_rest += 8000.0 / 1200; bit_rest >= 1 && caller_octets < (int)sizeof caller; bit_rest--) {
        phase += 2 * M_PI * (mark ? 1300 : 2100) / 8000;
        caller[caller_octets++] = alaw((int)(5000 * sin(phase)));
    }
}

static void octet(int value)
{
    bit(0);
    for (int i = 0; i < 8; i++)
        bit(value >> i & 1);
    bit(1);
}

static void silence(int octets)
{
    while (octets-- > 0 && caller_octets < (int)sizeof caller)
        caller[caller_octets++] = 0xD5;
}

static int field(unsigned char *message, int at, int type, const char *text)
{
    int length = strlen(text);
    message[at++] = type;
    message[at++] = length;
    memcpy(message + at, text, length);
    return at + length;
}

static void make_caller(const char *digits, const char *name)
{
    unsigned char message[256];
    int at = field(message, 2, 0x01, "11271503"), sum = 0;
    at = field(message, at, 0x02, digits);
    if (name)
        at = field(message, at, 0x07, name);
    message[0] = 0x80;
    message[1] = at - 2;
    caller_octets = 0;
    silence(2400);
    for (int i = 0; i < 300; i++)
        bit(i & 1);
    for (int i = 0; i < 180; i++)
        bit(1);
    for (int i = 0; i < at; i++) {
        octet(message[i]);
        sum += message[i];
    }
    octet(-sum & 0xFF);
    for (int i = 0; i < 10; i++)
        bit(1);
    silence(BLOCK);
}

static void send_caller(void)
{
    while (caller_sent >= 0) {
        int left = caller_octets - caller_sent, sent;
        if (left <= 0) {
            say("caller sent");
            caller_sent = -1;
            caller_octets = 0;
            return;
        }
        sent = write(line, caller + caller_sent, left < BLOCK ? left : BLOCK);
        if (sent <= 0)
            return;
        caller_sent += sent;
    }
}

/* --- events, sound, commands -------------------------------------------------------------------------------------- */

static void events(void)
{
    int event;
    while (!ioctl(line, DAHDI_GETEVENT, &event) && event) {
        switch (event) {
        case DAHDI_EVENT_RINGOFFHOOK: say("off hook"); break;
        case DAHDI_EVENT_ONHOOK: say("on hook"); break;
        case DAHDI_EVENT_WINKFLASH: say("flash"); break;
        case DAHDI_EVENT_RINGERON: say("ringer on"); break;
        case DAHDI_EVENT_DIALCOMPLETE: say("dialled"); break;
        case DAHDI_EVENT_RINGEROFF:
            say("ringer off");
            if (caller_octets && caller_sent < 0)
                caller_sent = 0;
            break;
        default:
            if (event & DAHDI_EVENT_PULSEDIGIT)
                say("pulses %c", event & 0xFF);
            else
                say("event %d", event);
        }
    }
}

static void hear(void)
{
    unsigned char block[BLOCK];
    int octets;
    while ((octets = read(line, block, BLOCK)) > 0) {
        if (!recording)
            continue;
        fwrite(block, 1, octets, recording);
        recorded += octets;
    }
    if (octets < 0 && errno == ELAST)
        events();
}

static void tone(const char *name)
{
    int value = !strcmp(name, "dial") ? DAHDI_TONE_DIALTONE : !strcmp(name, "busy") ? DAHDI_TONE_BUSY
        : !strcmp(name, "ring") ? DAHDI_TONE_RINGTONE : !strcmp(name, "congestion") ? DAHDI_TONE_CONGESTION
        : DAHDI_TONE_STOP;
    control(DAHDI_SENDTONE, &value, "SENDTONE");
}

static void command(char *text)
{
    char *verb = strtok(text, " \r\n"), *first = strtok(NULL, " \r\n"), *second = strtok(NULL, "\r\n");
    if (!verb)
        return;
    if (!strcmp(verb, "ring")) {
        number(DAHDI_HOOK, DAHDI_RING, "RING");
    } else if (!strcmp(verb, "caller") && first) {
        make_caller(first, second);
    } else if (!strcmp(verb, "battery")) {
        number(DAHDI_HOOK, DAHDI_OFFHOOK, "OFFHOOK");
    } else if (!strcmp(verb, "drop")) {
        number(DAHDI_HOOK, DAHDI_ONHOOK, "ONHOOK");
    } else if (!strcmp(verb, "tone") && first) {
        tone(first);
    } else if (!strcmp(verb, "dial") && first) {
        struct dahdi_dialoperation dial = { .op = DAHDI_DIAL_OP_REPLACE };
        snprintf(dial.dialstr, sizeof dial.dialstr, "T%s", first);
        control(DAHDI_DIAL, &dial, "DIAL");
    } else if (!strcmp(verb, "record") && first) {
        recording = fopen(first, "wb");
        recorded = 0;
    } else if (!strcmp(verb, "keep") && recording) {
        fclose(recording);
        recording = NULL;
        say("recorded %ld", recorded);
        return;
    } else if (!strcmp(verb, "quit")) {
        exit(0);
    } else {
        say("error unknown command %s", verb);
        return;
    }
    say("did %s", verb);
}

int main(int count, char **arguments)
{
    int channel = count > 1 ? atoi(arguments[1]) : 0, law = DAHDI_LAW_ALAW, size = BLOCK, length = 0, input = 0;
    char text[4096];
    line = open("/dev/dahdi/channel", O_RDWR | O_NONBLOCK);
    if (line < 0 || ioctl(line, DAHDI_SPECIFY, &channel)) {
        say("error channel %d: %s", channel, strerror(errno));
        return 1;
    }
    control(DAHDI_SET_BLOCKSIZE, &size, "BLOCKSIZE");
    control(DAHDI_SETLAW, &law, "SETLAW");
    say("ready on channel %d", channel);
    for (;;) {
        struct pollfd files[2] = { { line, POLLIN | POLLPRI, 0 }, { input, POLLIN, 0 } };
        char *end;
        int octets;
        if (caller_sent >= 0)
            files[0].events |= POLLOUT;
        poll(files, 2, 1000);
        if (files[0].revents & POLLPRI)
            events();
        hear();
        send_caller();
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
