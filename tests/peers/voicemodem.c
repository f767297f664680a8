/*
 * voicemodem: a voice modem on a pseudo terminal, for tests. It speaks V.253 (or Rockwell's commands) in the voice
 * class; everything else of its command language, rings and caller id included, is libspandsp's interpreter. Sound takes its
 * time: 8000 octets a second both ways. MIT; links libspandsp (LGPL).
 *
 *   gcc -o voicemodem voicemodem.c -lspandsp -lutil
 *   voicemodem LINK FOLDER [v253|duplex|rockwell|linear|mulaw]
 *
 * LINK becomes a symbolic link to the terminal. In FOLDER: heard.raw is what the line heard, say.raw what it says (16
 * bits linear, 8 kHz, host order), control a datagram socket that takes these lines:
 *   ring N [NUMBER [NAME]]   rings N times, with caller id      key D [MS]     a key goes down, for so long
 *   code C                   the modem notices C on the line    result TEXT    the modem says a line of its own
 *   dial TEXT                what dialling is answered with     say            the line says say.raw from its beginning
 *   hang | echo | garble | late MS | behave                     mischief, and its end
 *   vanish | return | quit
 * Its log goes to the standard output, a line each.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <spandsp.h>

enum { DLE = 0x10, ETX = 0x03, SUB = 0x1A, CAN = 0x18, BUFFER = 16000 };
enum coding { LINEAR = 128, MULAW = 4, ALAW = 5, ROCKWELL = 8 };
enum stream { COMMANDS, TRANSMIT, RECEIVE, DUPLEX };

static int master = -1, slave = -1;
static const char *terminal_link, *folder;
static bool is_rockwell, is_duplex, is_only_linear, is_only_mulaw;

static at_state_t *at;
static bool is_voice, is_off_hook;
static int coding = LINEAR;
static enum stream stream;
static bool is_escaped, is_ending;
static uint8_t buffer[BUFFER];
static int buffered;
static double stream_began, underrun_told;
static long said, consumed;
static FILE *heard, *say;

static int rings;
static double next_ring;
static char key;
static double key_until, key_next;
static char dial_result[64] = "OK";

static bool is_hung, is_echoing, is_garbling;
static int late;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void note(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vprintf(format, list);
    va_end(list);
    putchar('\n');
    fflush(stdout);
}

/* What is sent late waits here. */
static struct { uint8_t octets[2048]; int length; double due; } waiting[64];
static int waits;

static void put(const void *octets, int length)
{
    if (master >= 0 && write(master, octets, length) < 0 && errno != EAGAIN)
        note("lost %d octets: %s", length, strerror(errno));
}

static void emit(const void *octets, int length)
{
    if (late > 0 && stream == COMMANDS && waits < 64 && length <= 2048) {
        memcpy(waiting[waits].octets, octets, length);
        waiting[waits].length = length;
        waiting[waits++].due = now() + late / 1000.0;
        return;
    }
    put(octets, length);
}

static void result(const char *text)
{
    char line[300];
    if (is_garbling)
        emit("\x7f\x01\xf0~}#\r\n\xff\xfe garbage\r\n\r\n", 22);
    emit(line, snprintf(line, sizeof line, "\r\n%s\r\n", text));
    note("DCE %s", text);
}

static const char *done(void) { return is_rockwell && is_off_hook ? "VCON" : "OK"; }

static int from_interpreter(at_state_t *s, void *user, const uint8_t *octets, size_t length)
{
    (void)s; (void)user;
    char text[256];
    int k = 0;
    for (size_t i = 0; i < length && k < 255; i++)
        if (octets[i] >= 32)
            text[k++] = octets[i];
    text[k] = 0;
    if (is_garbling && length > 2)
        emit("\x80\x81zz\r\n", 6);
    emit(octets, length);
    if (k)
        note("DCE %s", text);
    return length;
}

static void hook(bool off)
{
    if (off != is_off_hook)
        note("LINE %s hook", off ? "off" : "on");
    is_off_hook = off;
    rings = 0;
    if (!off)
        key = 0;
}

static int control(at_state_t *s, void *user, int op, const char *number)
{
    (void)s; (void)user;
    if (op == AT_MODEM_CONTROL_HANGUP || op == AT_MODEM_CONTROL_ONHOOK)
        hook(false);
    if (op == AT_MODEM_CONTROL_ANSWER || op == AT_MODEM_CONTROL_OFFHOOK || op == AT_MODEM_CONTROL_CALL)
        hook(true);
    if (op == AT_MODEM_CONTROL_CALL)
        note("LINE dials %s", number);
    return 0;
}

static int16_t to_linear(uint8_t octet)
{
    return coding == MULAW ? ulaw_to_linear(octet) : coding == ALAW ? alaw_to_linear(octet) : (octet - 128) * 256;
}

static uint8_t from_linear(int16_t sample)
{
    return coding == MULAW ? linear_to_ulaw(sample) : coding == ALAW ? linear_to_alaw(sample) : (sample >> 8) + 128;
}

static void open_say(void)
{
    char path[512];
    snprintf(path, sizeof path, "%s/say.raw", folder);
    if (say)
        fclose(say);
    say = fopen(path, "rb");
}

static void begin(enum stream what)
{
    stream = what;
    stream_began = underrun_told = now();
    is_escaped = is_ending = false;
    buffered = 0;
    said = consumed = 0;
    result("CONNECT");
    note("STREAM begins %d", what);
}

static void end_stream(const char *why)
{
    if (stream != TRANSMIT)
        put("\x10\x03", 2);
    stream = COMMANDS;
    note("STREAM ends: %s, %ld octets heard", why, consumed);
    if (heard)
        fflush(heard);
    result(done());
}

/* One command of the voice class, in capitals. 0: not ours; 1: done; 2: a stream has begun; 3: it said its result. */
static int voice(const char *c)
{
    if (is_rockwell) {
        if (!strcmp(c, "#CLS=?")) { result("0,1,2,8"); return 1; }
        if (!strncmp(c, "#CLS=", 5)) { is_voice = atoi(c + 5) == 8; return 1; }
        if (!strcmp(c, "#VSR=?")) { result("7200,8000,11025"); return 1; }
        if (!strcmp(c, "#VBS=8")) { coding = ROCKWELL; return 1; }
        if (!strcmp(c, "#VSR=8000") || !strncmp(c, "#VLS=", 5) || !strncmp(c, "#VTD=", 5) || !strncmp(c, "#VSD=", 5)
            || !strncmp(c, "#VSP=", 5) || !strncmp(c, "#VRN=", 5))
            return is_voice ? 1 : -1;
        if (!strcmp(c, "#CID=1")) { at_interpreter(at, "AT+VCID=1\r", 10); return 3; }
        if (!strcmp(c, "+FCLASS=?")) { result("0,1,2"); return 1; }
        if (is_voice && is_off_hook && !strcmp(c, "#VTX")) { begin(TRANSMIT); return 2; }
        if (is_voice && is_off_hook && !strcmp(c, "#VRX")) { begin(RECEIVE); return 2; }
        if (is_voice && !strcmp(c, "A")) { hook(true); return 1; }
        if (is_voice && !strcmp(c, "H1")) { hook(true); return 1; }
        if (is_voice && !strcmp(c, "#VTS=!")) { note("LINE flash"); return 1; }
        if (!strncmp(c, "+V", 2))
            return -1;
    } else {
        if (!strcmp(c, "+FCLASS=?")) { result("0,1,1.0,8"); return 1; }
        if (!strcmp(c, "+FCLASS?")) { result(is_voice ? "8" : "0"); return 1; }
        if (!strncmp(c, "+FCLASS=", 8) && (!strcmp(c + 8, "8") || !strcmp(c + 8, "0"))) {
            is_voice = c[8] == '8';
            if (!is_voice)
                hook(false);
            return 1;
        }
        if (!strcmp(c, "+VSM=?")) {
            if (!is_only_mulaw) result("128,\"8-BIT LINEAR\",8,0,(7200,8000,11025),(0),(0)");
            if (!is_only_linear) result("4,\"8-BIT ULAW\",8,0,(8000),(0),(0)");
            if (!is_only_linear && !is_only_mulaw) result("5,\"8-BIT ALAW\",8,0,(8000),(0),(0)");
            result("129,\"IMA ADPCM\",4,0,(8000),(0),(0)");
            return 1;
        }
        if (!strncmp(c, "+VSM=", 5)) {
            coding = atoi(c + 5) == 1 ? LINEAR : atoi(c + 5);
            return coding == LINEAR || coding == MULAW || coding == ALAW ? 1 : -1;
        }
        if (!strcmp(c, "+VTR=?"))
            return is_duplex ? 1 : -1;
        if (!strcmp(c, "+VLS=?")) {
            result("0,\"\",B0000000,B0000000,B0000000");
            result("1,\"T\",B0BC01800,B0FC0F800,B0BC01800");
            return 1;
        }
        if (!strncmp(c, "+VLS=", 5)) {
            if (!is_voice)
                return -1;
            hook(atoi(c + 5) & 1);
            return 1;
        }
        if (is_voice && is_off_hook) {
            if (!strcmp(c, "+VTX")) { begin(TRANSMIT); return 2; }
            if (!strcmp(c, "+VRX")) { begin(RECEIVE); return 2; }
            if (!strcmp(c, "+VTR") && is_duplex) { begin(DUPLEX); return 2; }
            if (!strcmp(c, "+VTS=!")) { note("LINE flash"); return 1; }
            if (!strncmp(c, "+VTS=", 5)) { note("LINE tones %s", c + 5); return 1; }
        }
        if (is_voice && !strcmp(c, "A")) { hook(true); return 1; }
        if (is_voice && (!strncmp(c, "+VSD=", 5) || !strncmp(c, "+VIT=", 5) || !strncmp(c, "+VRN=", 5)
            || !strncmp(c, "+VRA=", 5) || !strncmp(c, "+VGT=", 5) || !strncmp(c, "+VGR=", 5)
            || !strncmp(c, "+VNH=", 5) || !strncmp(c, "+VTD=", 5)))
            return 1;
        if (!strncmp(c, "+VDR=", 5) || !strncmp(c, "+IFC=", 5))
            return 1;
    }
    if (is_voice && (!strcmp(c, "H") || !strcmp(c, "H0"))) { hook(false); return 1; }
    if (is_voice && c[0] == 'D') {
        hook(true);
        note("LINE dials %s", c + 1);
        result(dial_result);
        return 3;
    }
    return 0;
}

static char line[512];
static int line_length;

static void command(void)
{
    char upper[512], *at_command = upper, *part, *rest;
    int k = 0, last = 1;
    for (int i = 0; line[i]; i++)
        if (line[i] != ' ')
            upper[k++] = toupper((unsigned char)line[i]);
    upper[k] = 0;
    note("DTE %s", line);
    at_command = strstr(upper, "AT");
    if (at_command && at_command[2]) {
        char copy[512];
        bool ours = true;
        strcpy(copy, at_command + 2);
        /* Dialling takes the rest of the line, its semicolon too. */
        if (copy[0] == 'D')
            ours = (last = voice(copy)) > 0;
        else
            for (part = strtok_r(copy, ";", &rest); part && ours; part = strtok_r(NULL, ";", &rest))
                ours = (last = voice(part)) > 0;
        if (last < 0) { result("ERROR"); return; }
        if (ours) { if (last == 1) result(done()); return; }
    }
    if (at_command && strchr(at_command, 'Z'))
        is_voice = false;
    at_interpreter(at, line, strlen(line));
    at_interpreter(at, "\r", 1);
}

/* What the line hears: at most two seconds wait to be played. */
static void queue(uint8_t octet)
{
    if (buffered == BUFFER) { note("OVERRUN"); put("\x10o", 2); buffered = 0; }
    buffer[buffered++] = octet;
}

static void sound_or_code(uint8_t octet)
{
    if (!is_escaped) {
        if (octet == DLE)
            is_escaped = true;
        else if (stream == RECEIVE)
            end_stream("an octet"); /* anything that is not shielded ends it */
        else
            queue(octet);
        return;
    }
    is_escaped = false;
    switch (octet) {
    case DLE: queue(DLE); break;
    case SUB: queue(DLE); queue(DLE); break;
    case CAN: buffered = 0; note("STREAM cleared"); break;
    case ETX: if (stream == TRANSMIT) is_ending = true; break;
    case '^': if (stream == DUPLEX) end_stream("DLE ^"); break;
    case '!':
    case 0x1B: if (stream == RECEIVE) end_stream("DLE !"); break;
    }
}

static void from_terminal(const uint8_t *octets, int length)
{
    if (is_hung)
        return;
    if (is_echoing && stream == COMMANDS)
        emit(octets, length);
    for (int i = 0; i < length; i++) {
        if (stream != COMMANDS)
            sound_or_code(octets[i]);
        else if (octets[i] == '\r') {
            line[line_length] = 0;
            if (line_length)
                command();
            line_length = 0;
        } else if (octets[i] >= 32 && octets[i] < 127 && line_length < 500)
            line[line_length++] = octets[i];
    }
}

static void move_sound(void)
{
    uint8_t out[8192];
    int k = 0;
    long due = (now() - stream_began) * 8000;
    while (stream != RECEIVE && consumed < due && buffered > 0) {
        int count = due - consumed < buffered ? due - consumed : buffered;
        for (int i = 0; i < count; i++) {
            int16_t sample = to_linear(buffer[i]);
            if (heard)
                fwrite(&sample, 2, 1, heard);
        }
        memmove(buffer, buffer + count, buffered -= count);
        consumed += count;
    }
    if (stream == TRANSMIT && buffered == 0) {
        if (is_ending) { end_stream("DLE ETX"); return; }
        if (consumed > 0 && now() - underrun_told > 0.5) { note("UNDERRUN"); put("\x10u", 2); underrun_told = now(); }
        stream_began = now() - consumed / 8000.0;
    }
    if (stream == TRANSMIT)
        return;
    for (; said < due && k < 8000; said++) {
        int16_t sample = 0;
        if (say && fread(&sample, 2, 1, say) != 1) { fclose(say); say = NULL; note("LINE has said all"); }
        out[k++] = from_linear(sample);
        if (out[k - 1] == DLE)
            out[k++] = DLE;
    }
    if (k)
        put(out, k);
}

static void open_terminal(void)
{
    struct termios t;
    char name[128];
    if (openpty(&master, &slave, name, NULL, NULL)) { perror("openpty"); exit(1); }
    tcgetattr(slave, &t);
    cfmakeraw(&t);
    tcsetattr(slave, TCSANOW, &t);
    fcntl(master, F_SETFL, O_NONBLOCK);
    chmod(name, 0666);
    unlink(terminal_link);
    if (symlink(name, terminal_link)) { perror(terminal_link); exit(1); }
    note("TERMINAL %s", name);
}

static void vanish(void)
{
    unlink(terminal_link);
    close(slave);
    close(master);
    master = slave = -1;
    stream = COMMANDS;
    is_voice = false;
    hook(false);
}

static void told(char *text)
{
    char *rest, *word = strtok_r(text, " \n", &rest), *one, *two;
    if (!word)
        return;
    note("TOLD %s %s", word, rest ? rest : "");
    if (!strcmp(word, "ring")) {
        int count = atoi(strtok_r(NULL, " \n", &rest));
        one = strtok_r(NULL, " \n", &rest);
        two = strtok_r(NULL, "\n", &rest);
        at_reset_call_info(at);
        if (one) {
            at_set_call_info(at, "DATE", "1127");
            at_set_call_info(at, "TIME", "1605");
            at_set_call_info(at, "NMBR", one);
            if (two)
                at_set_call_info(at, "NAME", two);
        }
        rings = count;
        next_ring = now();
    } else if (!strcmp(word, "key")) {
        one = strtok_r(NULL, " \n", &rest);
        two = strtok_r(NULL, " \n", &rest);
        key = one[0];
        key_until = now() + (two ? atoi(two) : 200) / 1000.0;
        key_next = now();
        if (!is_rockwell)
            put("\x10/", 2);
    } else if (!strcmp(word, "code")) {
        char shielded[2] = { DLE, strtok_r(NULL, " \n", &rest)[0] };
        put(shielded, 2);
    } else if (!strcmp(word, "result"))
        result(strtok_r(NULL, "\n", &rest));
    else if (!strcmp(word, "dial"))
        snprintf(dial_result, sizeof dial_result, "%s", strtok_r(NULL, "\n", &rest));
    else if (!strcmp(word, "say"))
        open_say();
    else if (!strcmp(word, "hang"))
        is_hung = true;
    else if (!strcmp(word, "echo"))
        is_echoing = true;
    else if (!strcmp(word, "garble"))
        is_garbling = true;
    else if (!strcmp(word, "late"))
        late = atoi(strtok_r(NULL, " \n", &rest));
    else if (!strcmp(word, "behave")) {
        is_hung = is_echoing = is_garbling = false;
        late = 0;
    } else if (!strcmp(word, "vanish"))
        vanish();
    else if (!strcmp(word, "return"))
        open_terminal();
    else if (!strcmp(word, "quit")) {
        unlink(terminal_link);
        exit(0);
    }
}

static void pass_time(void)
{
    double t = now();
    while (waits > 0 && waiting[0].due <= t) {
        put(waiting[0].octets, waiting[0].length);
        memmove(waiting, waiting + 1, --waits * sizeof *waiting);
    }
    if (master < 0 || is_hung)
        return;
    if (rings > 0 && !is_off_hook && t >= next_ring) {
        rings--;
        next_ring = t + 2;
        if (is_voice) result("RING");
        else at_call_event(at, AT_CALL_EVENT_ALERTING);
    }
    if (key && t >= key_next) {
        char shielded[2] = { DLE, key };
        put(shielded, 2);
        key_next += 0.07;
        /* Without shields a key is told once. */
        if (is_rockwell || t >= key_until) {
            key = 0;
            if (!is_rockwell)
                put("\x10~", 2);
        }
    }
    if (stream != COMMANDS)
        move_sound();
}

int main(int count, char **words)
{
    if (count < 3) {
        fprintf(stderr, "voicemodem LINK FOLDER [v253|duplex|rockwell|linear|mulaw]\n");
        return 2;
    }
    struct sockaddr_un where = { .sun_family = AF_UNIX };
    char path[512];
    int orders = socket(AF_UNIX, SOCK_DGRAM, 0);
    terminal_link = words[1];
    folder = words[2];
    if (count > 3) {
        is_rockwell = !strcmp(words[3], "rockwell");
        is_duplex = !strcmp(words[3], "duplex");
        is_only_linear = !strcmp(words[3], "linear");
        is_only_mulaw = !strcmp(words[3], "mulaw");
    }
    snprintf(where.sun_path, sizeof where.sun_path, "%s/control", folder);
    unlink(where.sun_path);
    if (bind(orders, (struct sockaddr *)&where, sizeof where)) { perror(where.sun_path); return 1; }
    snprintf(path, sizeof path, "%s/heard.raw", folder);
    heard = fopen(path, "wb");
    at = at_init(NULL, from_interpreter, NULL, control, NULL);
    at_set_at_rx_mode(at, AT_MODE_ONHOOK_COMMAND);
    open_terminal();
    for (;;) {
        struct pollfd from[2] = { { orders, POLLIN, 0 }, { master, POLLIN, 0 } };
        uint8_t octets[4096];
        int length;
        poll(from, master >= 0 ? 2 : 1, stream != COMMANDS || key || waits ? 5 : 20);
        if (from[0].revents & POLLIN && (length = recv(orders, octets, sizeof octets - 1, 0)) > 0) {
            octets[length] = 0;
            told((char *)octets);
        } else if (master >= 0 && from[1].revents & POLLIN && (length = read(master, octets, sizeof octets)) > 0)
            from_terminal(octets, length);
        pass_time();
    }
}
