/* pri-peer: one end of an ISDN primary rate interface, played by libpri over a datagram socket, as a peer for tests.
 * SPDX-License-Identifier: GPL-2.0-only (it links libpri, which is). The tests compile and run it; nothing links it.
 *
 *   pri-peer network|user  listen PATH | connect PATH | udp LOCALPORT:REMOTEPORT
 *
 * One HDLC frame is one datagram, without check sequence. Commands come by standard input, one a line; events go to
 * standard output, one a line: a word, then name=value pairs. Calls are known by numbers from 1 on, in the order in
 * which they came or were made. The program ends when its input ends, or when the other end closes the socket.
 *
 * Commands:
 *   dial CALLED|- CALLING|- CHANNEL exclusive|preferred|any complete|overlap [PLAN] [PRESENTATION]
 *   repeat COUNT CALLED CALLING               calls one after another, each ended when it is answered
 *   on-setup answer|ring|proceed|progress|ignore|reject CAUSE|overlap DIGITS     what becomes of calls that come
 *   digits|proceed|progress|alert|answer|hangup CALL [DIGITS|CAUSE]
 *   reset CHANNEL, restart                    RESTART of a channel or of the interface
 *   overlap                                   numbers may come in pieces
 *   timer NAME MILLISECONDS                   a timer or count of libpri, T303, N200 ...
 *   pause, resume                             leaves what comes unread
 *   loss PERCENT                              loses so many frames of either way; 100 cuts the line
 */
#include "pri-calls.h"

enum { MAX_WORDS = 12 };

static int is_network;
static int is_paused;                 /* nothing that comes is read */
static char on_setup[32] = "answer";  /* answer, ring, proceed, progress, ignore, reject CAUSE, overlap DIGITS */
static int on_setup_value;
static int repeats_left, repeats_done, repeats_answered;
static char repeat_called[64], repeat_calling[64];

/* ---- calls ---- */

static void repeat(struct pri *pri)
{
    if (repeats_left-- <= 0) {
        say("repeated count=%d answered=%d", repeats_done, repeats_answered);
        return;
    }
    char channel[8];
    int slot = 1 + repeats_done++ % 30;
    snprintf(channel, sizeof channel, "%d", slot < 16 ? slot : slot + 1);
    char *words[] = { repeat_called, repeat_calling, channel, "exclusive", "complete" };
    dial(pri, words, 5)->is_repeated = 1;
}

static void over(struct pri *pri, struct call *call)
{
    int is_repeated = call->is_repeated;
    call->number = 0;
    if (is_repeated)
        repeat(pri);
}

static void take(struct pri *pri, struct call *call)
{
    if (!strcmp(on_setup, "reject")) {
        /* libpri sends nothing for a call that is only present, but for a few causes: it proceeds first */
        int cause = on_setup_value;
        if (cause != 1 && cause != 34 && cause != 44 && cause != 82 && cause != 88)
            pri_proceeding(pri, call->libpri, call->channel, 0);
        pri_hangup(pri, call->libpri, cause);
        return;
    }
    if (!strcmp(on_setup, "ignore"))
        return;
    pri_proceeding(pri, call->libpri, call->channel, 0);
    if (!strcmp(on_setup, "progress"))
        pri_progress(pri, call->libpri, call->channel, 1);
    if (!strcmp(on_setup, "proceed") || !strcmp(on_setup, "progress"))
        return;
    pri_acknowledge(pri, call->libpri, call->channel, 1);
    if (strcmp(on_setup, "ring"))
        pri_answer(pri, call->libpri, call->channel, 0);
}

static void add_digits(struct pri *pri, struct call *call, const char *digits, int is_complete)
{
    strncat(call->digits, digits, sizeof call->digits - strlen(call->digits) - 1);
    if (strcmp(on_setup, "overlap"))
        return;
    if (is_complete || (int)strlen(call->digits) >= on_setup_value) {
        say("number call=%d digits=%s", call->number, call->digits);
        take(pri, call);
    }
}

static void offered(struct pri *pri, const pri_event_ring *ring)
{
    struct call *call = add_call(ring->call, ring->channel & 0xff, 0);
    say("setup call=%d channel=%d exclusive=%d called=%s plan=0x%02x calling=%s calling-plan=0x%02x presentation=0x%02x"
        " complete=%d capability=0x%x layer1=0x%x reference=%d",
        call->number, call->channel, !ring->flexible, ring->callednum, ring->calledplan, ring->callingnum,
        ring->callingplan, ring->callingpres, ring->complete, ring->ctype, ring->layer1, ring->cref);
    if (ring->channel == -1)
        call->channel = 1;
    for (int i = 0; i < MAX_CALLS; i++)
        if (calls[i].number && calls[i].is_ours && calls[i].channel == call->channel) {
            /* libpri leaves it to its user whose call goes on: the network's does (Q.931 5.7) */
            say("glare call=%d with=%d channel=%d", call->number, calls[i].number, call->channel);
            if (is_network && !ring->flexible) {
                pri_hangup(pri, call->libpri, PRI_CAUSE_REQUESTED_CHAN_UNAVAIL);
                return;
            }
            if (is_network)
                call->channel++;
        }
    if (!strcmp(on_setup, "overlap") && !ring->complete && (int)strlen(ring->callednum) < on_setup_value)
        pri_need_more_info(pri, call->libpri, call->channel, 0);
    if (strcmp(on_setup, "overlap"))
        take(pri, call);
    else
        add_digits(pri, call, ring->callednum, ring->complete);
}

static void confirm(struct pri *pri, pri_event *event)
{
    pri_hangup(pri, event->hangup.call, event->hangup.cause > 0 ? event->hangup.cause : PRI_CAUSE_NORMAL_CLEARING);
}

static void happened(struct pri *pri, pri_event *event)
{
    struct call *call = NULL;
    switch (event->e) {
    case PRI_EVENT_DCHAN_UP: say("up"); break;
    case PRI_EVENT_DCHAN_DOWN: say("down"); break;
    case PRI_EVENT_RING: offered(pri, &event->ring); break;
    case PRI_EVENT_INFO_RECEIVED:
        if ((call = call_of(event->ring.call))) {
            say("information call=%d digits=%s complete=%d", call->number, event->ring.callednum, event->ring.complete);
            add_digits(pri, call, event->ring.callednum, event->ring.complete);
        }
        break;
    case PRI_EVENT_KEYPAD_DIGIT:
        if ((call = call_of(event->digit.call)))
            say("keypad call=%d digits=%s", call->number, event->digit.digits);
        break;
    case PRI_EVENT_SETUP_ACK:
        if ((call = call_of(event->setup_ack.call)))
            say("setup-acknowledged call=%d channel=%d progress=0x%x", call->number, event->setup_ack.channel & 0xff,
                event->setup_ack.progressmask);
        break;
    case PRI_EVENT_PROCEEDING:
    case PRI_EVENT_PROGRESS:
        if ((call = call_of(event->proceeding.call))) {
            call->channel = event->proceeding.channel & 0xff;
            say("%s call=%d channel=%d progress=0x%x",
                event->e == PRI_EVENT_PROGRESS ? "progress" : "proceeding", call->number, call->channel,
                event->proceeding.progressmask);
        }
        break;
    case PRI_EVENT_RINGING:
        if ((call = call_of(event->ringing.call)))
            say("alerting call=%d progress=0x%x", call->number, event->ringing.progressmask);
        break;
    case PRI_EVENT_ANSWER:
        if ((call = call_of(event->answer.call))) {
            say("connected call=%d channel=%d", call->number, event->answer.channel & 0xff);
            repeats_answered += call->is_repeated;
            if (call->is_repeated)
                pri_hangup(pri, call->libpri, PRI_CAUSE_NORMAL_CLEARING);
        }
        break;
    case PRI_EVENT_CONNECT_ACK:
        if ((call = call_of(event->connect_ack.call)))
            say("acknowledged call=%d", call->number);
        break;
    case PRI_EVENT_HANGUP_REQ:
        if ((call = call_of(event->hangup.call)))
            say("disconnect call=%d cause=%d", call->number, event->hangup.cause);
        confirm(pri, event);
        break;
    case PRI_EVENT_HANGUP:
    case PRI_EVENT_HANGUP_ACK:
        if ((call = call_of(event->hangup.call)))
            say("released call=%d cause=%d", call->number, event->hangup.cause);
        if (event->e == PRI_EVENT_HANGUP)
            confirm(pri, event);
        if (call)
            over(pri, call);
        break;
    case PRI_EVENT_RESTART: say("restart channel=%d", event->restart.channel); break;
    case PRI_EVENT_RESTART_ACK: say("restarted channel=%d", event->restartack.channel); break;
    default: say("other event=%s", pri_event2str(event->e)); break;
    }
}

/* ---- commands ---- */

static void obey(struct pri *pri, char *line)
{
    char *words[MAX_WORDS] = { 0 };
    int count = 0;
    for (char *word = strtok(line, " \t\r\n"); word && count < MAX_WORDS; word = strtok(NULL, " \t\r\n"))
        words[count++] = word;
    if (!count)
        return;
    struct call *call = count > 1 ? call_numbered(words[1]) : NULL;
    if (!strcmp(words[0], "dial") && count > 4)
        dial(pri, words + 1, count - 1);
    else if (!strcmp(words[0], "repeat") && count > 3) {
        repeats_left = atoi(words[1]);
        repeats_done = repeats_answered = 0;
        snprintf(repeat_called, sizeof repeat_called, "%s", words[2]);
        snprintf(repeat_calling, sizeof repeat_calling, "%s", words[3]);
        repeat(pri);
    } else if (!strcmp(words[0], "digits") && call && count > 2)
        for (char *digit = words[2]; *digit; digit++)
            pri_information(pri, call->libpri, *digit);
    else if (!strcmp(words[0], "proceed") && call)
        pri_proceeding(pri, call->libpri, call->channel, 0);
    else if (!strcmp(words[0], "progress") && call)
        pri_progress(pri, call->libpri, call->channel, 1);
    else if (!strcmp(words[0], "alert") && call)
        pri_acknowledge(pri, call->libpri, call->channel, 1);
    else if (!strcmp(words[0], "answer") && call)
        pri_answer(pri, call->libpri, call->channel, 0);
    else if (!strcmp(words[0], "hangup") && call)
        pri_hangup(pri, call->libpri, count > 2 ? atoi(words[2]) : PRI_CAUSE_NORMAL_CLEARING);
    else if (!strcmp(words[0], "reset") && count > 1)
        pri_reset(pri, atoi(words[1]));
    else if (!strcmp(words[0], "restart"))
        pri_restart(pri);
    else if (!strcmp(words[0], "timer") && count > 2 && pri_timer2idx(words[1]) >= 0)
        pri_set_timer(pri, pri_timer2idx(words[1]), atoi(words[2]));
    else if (!strcmp(words[0], "on-setup") && count > 1) {
        snprintf(on_setup, sizeof on_setup, "%s", words[1]);
        on_setup_value = count > 2 ? atoi(words[2]) : 0;
        pri_set_overlapdial(pri, !strcmp(on_setup, "overlap"));
    } else if (!strcmp(words[0], "overlap"))
        pri_set_overlapdial(pri, 1);
    else if (!strcmp(words[0], "pause") || !strcmp(words[0], "resume"))
        is_paused = !strcmp(words[0], "pause");
    else if (!strcmp(words[0], "loss") && count > 1)
        loss_percent = atoi(words[1]);
    else {
        say("unknown command=%s", words[0]);
        return;
    }
    if (strcmp(words[0], "dial"))
        say("done command=%s", words[0]);
}

/* Reads what has come and obeys whole lines. Returns 0 at the end of the input. */
static int read_commands(struct pri *pri)
{
    static char text[1024];
    static size_t used;
    ssize_t length = read(STDIN_FILENO, text + used, sizeof text - 1 - used);
    if (length <= 0)
        return 0;
    used += length;
    text[used] = 0;
    char *end;
    while ((end = strchr(text, '\n'))) {
        char line[1024];
        *end = 0;
        strcpy(line, text);
        used -= end + 1 - text;
        memmove(text, end + 1, used + 1);
        obey(pri, line);
    }
    return 1;
}

static int until_next(struct pri *pri)
{
    struct timeval *due = pri_schedule_next(pri), now;
    if (!due)
        return 1000;
    gettimeofday(&now, NULL);
    long left = (due->tv_sec - now.tv_sec) * 1000 + (due->tv_usec - now.tv_usec + 999) / 1000;
    return left < 0 ? 0 : left > 1000 ? 1000 : (int)left;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: pri-peer network|user  listen PATH | connect PATH | udp LOCALPORT:REMOTEPORT\n");
        return 2;
    }
    is_network = !strcmp(argv[1], "network");
    line_fd = !strcmp(argv[2], "udp") ? open_udp(argv[3]) : open_unix(argv[3], !strcmp(argv[2], "listen"));
    pri_set_message(complain);
    pri_set_error(complain);
    struct pri *pri = pri_new_cb(line_fd, is_network ? PRI_NETWORK : PRI_CPE, PRI_SWITCH_EUROISDN_E1, read_frame,
        write_frame, NULL);
    if (!pri)
        fail("libpri");
    say("ready version=%s", pri_get_version());
    for (;;) {
        struct pollfd fds[] = { { is_paused ? -1 : line_fd, POLLIN, 0 }, { STDIN_FILENO, POLLIN, 0 } };
        pri_event *event;
        poll(fds, 2, until_next(pri));
        while ((event = pri_schedule_run(pri)))
            happened(pri, event);
        if (fds[0].revents && (event = pri_check_event(pri)))
            happened(pri, event);
        if (fds[1].revents && !read_commands(pri))
            return 0;
    }
}
