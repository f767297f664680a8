/* The calls of pri-peer.c, and how one is made.
 * SPDX-License-Identifier: GPL-2.0-only (its program links libpri, which is).
 */
#include "pri-line.h"

enum { MAX_CALLS = 64 };

struct call {
    int number;           /* 0: the slot is free */
    int channel;
    int is_ours;
    int is_repeated;
    q931_call *libpri;
    char digits[128];
};

static struct call calls[MAX_CALLS];
static int last_number;

static struct call *call_of(q931_call *libpri)
{
    for (int i = 0; i < MAX_CALLS; i++)
        if (calls[i].number && calls[i].libpri == libpri)
            return &calls[i];
    return NULL;
}

static struct call *call_numbered(const char *number)
{
    for (int i = 0; i < MAX_CALLS; i++)
        if (calls[i].number && calls[i].number == atoi(number))
            return &calls[i];
    return NULL;
}

static struct call *add_call(q931_call *libpri, int channel, int is_ours)
{
    for (int i = 0; i < MAX_CALLS; i++)
        if (!calls[i].number) {
            calls[i] = (struct call){ .number = ++last_number, .channel = channel, .is_ours = is_ours };
            calls[i].libpri = libpri;
            return &calls[i];
        }
    fprintf(stderr, "too many calls\n");
    exit(1);
}

static struct call *dial(struct pri *pri, char **words, int count)
{
    /* CALLED|- CALLING|- CHANNEL exclusive|preferred|any complete|overlap [PLAN] [PRESENTATION] */
    struct pri_sr *setup = pri_sr_new();
    struct call *call = add_call(pri_new_call(pri), atoi(words[2]), 1);
    int is_overlap = count > 4 && !strcmp(words[4], "overlap");
    int plan = count > 5 ? (int)strtol(words[5], NULL, 0) : PRI_NATIONAL_ISDN;
    int presentation = count > 6 ? (int)strtol(words[6], NULL, 0) : PRES_ALLOWED_USER_NUMBER_PASSED_SCREEN;
    if (strcmp(words[3], "any"))
        pri_sr_set_channel(setup, call->channel, !strcmp(words[3], "exclusive"), 0);
    pri_sr_set_bearer(setup, PRI_TRANS_CAP_3_1K_AUDIO, PRI_LAYER_1_ALAW);
    pri_sr_set_called(setup, strcmp(words[0], "-") ? words[0] : "", plan, !is_overlap);
    if (strcmp(words[1], "-"))
        pri_sr_set_caller(setup, words[1], NULL, PRI_NATIONAL_ISDN, presentation);
    else
        pri_sr_set_caller(setup, NULL, NULL, PRI_UNKNOWN, PRES_NUMBER_NOT_AVAILABLE);
    say("dialled call=%d result=%d", call->number, pri_setup(pri, call->libpri, setup));
    pri_sr_free(setup);
    return call;
}
