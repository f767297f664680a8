#!/usr/bin/env bash
# Makes the router's prompts: a folder for each language, WAV files with 8 kHz mono G.711 A-law, as telephones speak.
# The texts are in ru.txt and en.txt; the music is made of tones. Needs espeak-ng and sox. The WAV files are committed,
# so this runs only when a text changes.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

alaw() { # from to effects...
    local from=$1 to=$2
    shift 2
    sox -D "$from" -r 8000 -c 1 -e a-law "$to" "$@"
}

say() { # language
    local language=$1 voice="" name text
    mkdir -p "$language"
    while IFS=: read -r name text; do
        case $name in
            '' | '#'*) ;;
            voice) voice=${text# } ;;
            *)
                espeak-ng -v "$voice" -s 150 -w "$work/say.wav" "${text# }"
                alaw "$work/say.wav" "$language/$name.wav" norm -6 pad 0.1 0.2
                ;;
        esac
    done < "$language.txt"
}

# A bar of four notes, each plucked and dying away.
bar() { # file note note note note
    local file=$1 i=0 note
    shift
    for note in "$@"; do
        sox -D -n -r 8000 -c 1 "$work/note-$i.wav" synth 0.6 pluck "$note" fade t 0.01 0.6 0.25
        i=$((i + 1))
    done
    sox -D "$work"/note-[0-3].wav "$file"
}

bar "$work/bar-0.wav" C4 E4 G4 E4
bar "$work/bar-1.wav" A3 C4 E4 C4
bar "$work/bar-2.wav" F3 A3 C4 A3
bar "$work/bar-3.wav" G3 B3 D4 G4
sox -D "$work/bar-0.wav" "$work/bar-1.wav" "$work/bar-2.wav" "$work/bar-3.wav" "$work/music.wav"
sox -D "$work/bar-0.wav" "$work/bar-2.wav" "$work/hold.wav"

for language in ru en; do
    say "$language"
    alaw "$work/music.wav" "$language/music.wav" norm -12
    alaw "$work/hold.wav" "$language/hold.wav" norm -15 pad 0 1
done
