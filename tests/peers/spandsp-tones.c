/*
 * spandsp-tones: makes and reads telephone tones with libspandsp, as a peer for tests. Sound is raw: 16 bits linear,
 * 8 kHz, host order. Licence: MIT; links libspandsp (LGPL).
 *
 *   gcc -o spandsp-tones spandsp-tones.c -lspandsp
 *
 *   spandsp-tones dtmf-rx FILE                               the keys heard, in one line
 *   spandsp-tones dtmf-tx FILE KEYS LEVEL TWIST ON OFF       LEVEL of the lower tone in dBm0, TWIST how much louder the
 *                                                            higher is in dB, ON and OFF in ms
 *   spandsp-tones cid-rx class|clip|dtmf FILE                a line for each field: its type and its text
 *   spandsp-tones cid-tx class|clip|sdmf|dtmf FILE TIME NUMBER NAME     "-" for a field that is not sent; a number
 *                                                            "P" or "O" is the reason of its absence
 *   spandsp-tones fax-rx cng|ans|ans-pr FILE                 a line for each tone noticed
 *   spandsp-tones fax-tx cng|ans|ans-pr|ansam-pr FILE MS
 *   spandsp-tones busy-rx FILE HERTZ ON OFF                  "heard" where the rhythm is, to 10 %
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <spandsp.h>

enum { BLOCK = 160, RATE = 8000 };

static FILE *sound;
static int16_t block[BLOCK];

static void open_sound(const char *name, const char *mode)
{
    sound = fopen(name, mode);
    if (sound == NULL) {
        perror(name);
        exit(1);
    }
}

static int read_block(void)
{
    return (int)fread(block, sizeof block[0], BLOCK, sound);
}

static void write_silence(int milliseconds)
{
    int16_t zero = 0;
    for (int i = 0; i < milliseconds * (RATE / 1000); i++)
        fwrite(&zero, sizeof zero, 1, sound);
}

static void dtmf_read(const char *file)
{
    dtmf_rx_state_t *rx = dtmf_rx_init(NULL, NULL, NULL);
    char keys[129];
    int count;
    open_sound(file, "rb");
    while ((count = read_block()) > 0) {
        dtmf_rx(rx, block, count);
        keys[dtmf_rx_get(rx, keys, 128)] = 0;
        fputs(keys, stdout);
    }
    putchar('\n');
}

static void dtmf_write(char **words)
{
    dtmf_tx_state_t *tx = dtmf_tx_init(NULL);
    int count;
    open_sound(words[0], "wb");
    write_silence(100);
    dtmf_tx_set_level(tx, atoi(words[2]), atoi(words[3]));
    dtmf_tx_set_timing(tx, atoi(words[4]), atoi(words[5]));
    dtmf_tx_put(tx, words[1], -1);
    while ((count = dtmf_tx(tx, block, BLOCK)) > 0)
        fwrite(block, sizeof block[0], (size_t)count, sound);
    write_silence(100);
}

static int standard_of(const char *name)
{
    if (strcmp(name, "class") == 0 || strcmp(name, "sdmf") == 0)
        return ADSI_STANDARD_CLASS;
    return strcmp(name, "clip") == 0 ? ADSI_STANDARD_CLIP : ADSI_STANDARD_CLIP_DTMF;
}

static adsi_rx_state_t *caller_rx;

static void take_message(void *user, const uint8_t *message, int length)
{
    int position = -1;
    uint8_t type;
    const uint8_t *body;
    int body_length;
    (void)user;
    do {
        position = adsi_next_field(caller_rx, message, length, position, &type, &body, &body_length);
        if (position > 0)
            printf("%02x %.*s\n", type, body == NULL ? 0 : body_length, body == NULL ? (const uint8_t *)"" : body);
    } while (position > 0);
}

static void caller_read(const char *standard, const char *file)
{
    int count;
    caller_rx = adsi_rx_init(NULL, standard_of(standard), take_message, NULL);
    open_sound(file, "rb");
    while ((count = read_block()) > 0)
        adsi_rx(caller_rx, block, count);
}

static int add(adsi_tx_state_t *tx, uint8_t *message, int length, int type, const char *text)
{
    if (text != NULL && strcmp(text, "-") == 0)
        return length;
    return adsi_add_field(
        tx, message, length, (uint8_t)type, (const uint8_t *)text, text == NULL ? 0 : (int)strlen(text));
}

static void caller_write(const char *standard, char **words)
{
    adsi_tx_state_t *tx = adsi_tx_init(NULL, standard_of(standard));
    uint8_t message[256];
    int length = -1, count;
    const char *time = words[1], *number = words[2], *name = words[3];
    bool absent = strcmp(number, "P") == 0 || strcmp(number, "O") == 0;
    if (strcmp(standard, "dtmf") == 0) {
        length = adsi_add_field(tx, message, -1, CLIP_DTMF_HASH_TERMINATED, NULL, 0);
        length = absent ? add(tx, message, length, CLIP_DTMF_HASH_ABSENCE, *number == 'P' ? "1" : "3")
            : add(tx, message, length, CLIP_DTMF_HASH_CALLER_NUMBER, number);
    } else if (strcmp(standard, "sdmf") == 0) {
        char text[64];
        snprintf(text, sizeof text, "%s%s", time, number);
        length = adsi_add_field(tx, message, -1, CLASS_SDMF_CALLERID, NULL, 0);
        length = adsi_add_field(tx, message, length, 0, (const uint8_t *)text, (int)strlen(text));
    } else {
        length = adsi_add_field(tx, message, -1, CLASS_MDMF_CALLERID, NULL, 0);
        length = add(tx, message, length, MCLASS_DATETIME, time);
        length = add(tx, message, length, absent ? MCLASS_ABSENCE1 : MCLASS_CALLER_NUMBER, number);
        length = add(tx, message, length, MCLASS_CALLER_NAME, name);
    }
    if (adsi_tx_put_message(tx, message, length) < 0) {
        fputs("the message is not taken\n", stderr);
        exit(1);
    }
    open_sound(words[0], "wb");
    write_silence(200);
    while ((count = adsi_tx(tx, block, BLOCK)) > 0) {
        fwrite(block, sizeof block[0], (size_t)count, sound);
        if (count < BLOCK)
            break;
    }
    write_silence(200);
}

static int fax_of(const char *name)
{
    if (strcmp(name, "cng") == 0)
        return MODEM_CONNECT_TONES_FAX_CNG;
    if (strcmp(name, "ans") == 0)
        return MODEM_CONNECT_TONES_ANS;
    return strcmp(name, "ans-pr") == 0 ? MODEM_CONNECT_TONES_ANS_PR : MODEM_CONNECT_TONES_ANSAM_PR;
}

static void say_tone(void *user, int tone, int level, int delay)
{
    (void)user, (void)level, (void)delay;
    if (tone != MODEM_CONNECT_TONES_NONE)
        puts(modem_connect_tone_to_str(tone));
}

static void fax_read(const char *tone, const char *file)
{
    modem_connect_tones_rx_state_t *rx = modem_connect_tones_rx_init(NULL, fax_of(tone), say_tone, NULL);
    int count;
    open_sound(file, "rb");
    while ((count = read_block()) > 0)
        modem_connect_tones_rx(rx, block, count);
}

static void fax_write(const char *tone, const char *file, int milliseconds)
{
    modem_connect_tones_tx_state_t *tx = modem_connect_tones_tx_init(NULL, fax_of(tone));
    open_sound(file, "wb");
    write_silence(100);
    for (int done = 0; done < milliseconds * (RATE / 1000); done += BLOCK) {
        int count = modem_connect_tones_tx(tx, block, BLOCK);
        if (count <= 0)
            break;
        fwrite(block, sizeof block[0], (size_t)count, sound);
    }
    write_silence(500);
}

static void say_busy(void *user, int code, int level, int delay)
{
    (void)user, (void)level, (void)delay;
    if (code >= 0)
        puts("heard");
}

static void busy_read(char **words)
{
    super_tone_rx_descriptor_t *tones = super_tone_rx_make_descriptor(NULL);
    int hertz = atoi(words[1]), on = atoi(words[2]), off = atoi(words[3]), count;
    int busy = super_tone_rx_add_tone(tones);
    super_tone_rx_add_element(tones, busy, hertz, 0, on - on / 10, on + on / 10);
    super_tone_rx_add_element(tones, busy, 0, 0, off - off / 10, off + off / 10);
    super_tone_rx_state_t *rx = super_tone_rx_init(NULL, tones, say_busy, NULL);
    open_sound(words[0], "rb");
    while ((count = read_block()) > 0)
        super_tone_rx(rx, block, count);
}

int main(int count, char **words)
{
    const char *what = count > 2 ? words[1] : "";
    if (strcmp(what, "dtmf-rx") == 0 && count == 3)
        dtmf_read(words[2]);
    else if (strcmp(what, "dtmf-tx") == 0 && count == 8)
        dtmf_write(words + 2);
    else if (strcmp(what, "cid-rx") == 0 && count == 4)
        caller_read(words[2], words[3]);
    else if (strcmp(what, "cid-tx") == 0 && count == 7)
        caller_write(words[2], words + 3);
    else if (strcmp(what, "fax-rx") == 0 && count == 4)
        fax_read(words[2], words[3]);
    else if (strcmp(what, "fax-tx") == 0 && count == 5)
        fax_write(words[2], words[3], atoi(words[4]));
    else if (strcmp(what, "busy-rx") == 0 && count == 6)
        busy_read(words + 2);
    else {
        fputs("spandsp-tones: see its first lines for what it does\n", stderr);
        return 1;
    }
    if (sound != NULL && fclose(sound) != 0) {
        perror("spandsp-tones");
        return 1;
    }
    return 0;
}
