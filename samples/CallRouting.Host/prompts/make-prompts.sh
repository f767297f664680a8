#!/usr/bin/env bash
# Makes the router's prompts with a speech synthesiser: one folder per language, 8 kHz 16-bit mono WAV.
# Needs espeak-ng and sox. The WAV files are committed, so this runs only when a text changes.
set -euo pipefail
cd "$(dirname "$0")"

say() { # language voice name text
    mkdir -p "$1"
    espeak-ng -v "$2" -s 150 -w /tmp/prompt.$$.wav "$4"
    sox /tmp/prompt.$$.wav -r 8000 -c 1 -b 16 "$1/$3.wav" norm -6 pad 0.1 0.2
    rm -f /tmp/prompt.$$.wav
}

say en en-gb welcome       "Welcome. We are connecting you to our sales department."
say en en-gb closed        "Our office is closed now."
say en en-gb accounts      "For the accounting department, press 1. For Olga, press 2. For the secretary, press 3. To leave a message, press 4."
say en en-gb leave-message "Please leave a message after the tone, and press hash when you have finished."
say en en-gb mailbox       "The person you called cannot take your call. Please leave a message after the tone."
say en en-gb confirm       "You have an office call. To take it, press 1. To decline, press 2."

say ru ru welcome       "Здравствуйте. Соединяем вас с отделом продаж."
say ru ru closed        "Сейчас наш офис закрыт."
say ru ru accounts      "Бухгалтерия, нажмите один. Ольга Смирнова, нажмите два. Секретарь, нажмите три. Оставить сообщение, нажмите четыре."
say ru ru leave-message "Пожалуйста, оставьте сообщение после сигнала. Закончив, нажмите решётку."
say ru ru mailbox       "Сотрудник не может ответить на ваш звонок. Пожалуйста, оставьте сообщение после сигнала."
say ru ru confirm       "Вам звонок из офиса. Чтобы ответить, нажмите один. Чтобы отклонить, нажмите два."
