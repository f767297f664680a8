using System.Text;
using CallRouting.Analog;
using NodaTime;

namespace CallRouting.Tests.Modems;

public class ModemTextTests
{
    [Theory]
    [InlineData("NMBR = 4951234567", "4951234567", null, FxoCallerAbsence.None)]
    [InlineData("NMBR=4951234567", "4951234567", null, FxoCallerAbsence.None)]
    [InlineData("NMBR:4951234567", "4951234567", null, FxoCallerAbsence.None)]
    [InlineData("CALLER NUMBER: 4951234567", "4951234567", null, FxoCallerAbsence.None)]
    [InlineData("CALLER NUMBER: '4951234567'", "4951234567", null, FxoCallerAbsence.None)]
    [InlineData("nmbr = +7 495 123-45-67", "+7 495 123-45-67", null, FxoCallerAbsence.None)]
    [InlineData("NAME = IVANOV\nNMBR = 1", "1", "IVANOV", FxoCallerAbsence.None)]
    [InlineData("CALLER NAME: IVANOV I", null, "IVANOV I", FxoCallerAbsence.None)]
    [InlineData("NMBR = O", null, null, FxoCallerAbsence.Unavailable)]
    [InlineData("NMBR=P", null, null, FxoCallerAbsence.Withheld)]
    [InlineData("NMBR = PRIVATE\nNAME = PRIVATE", null, null, FxoCallerAbsence.Withheld)]
    [InlineData("REASON FOR NO NUMBER: O", null, null, FxoCallerAbsence.Unavailable)]
    [InlineData("NAME = O\nNMBR = 12", "12", null, FxoCallerAbsence.None)]
    // Single data message: 11271605 and the number; its check sum last.
    [InlineData("MESG = 040F313132373136303535353531323334ED", "5551234", null, FxoCallerAbsence.None)]
    // Multiple: date and time, number, name.
    [InlineData("MESG=801C0108313132", null, null, FxoCallerAbsence.None)]
    [InlineData("MESG=801C0108313132373136303502073535353132333407074956414E4F5620", "5551234", "IVANOV",
        FxoCallerAbsence.None)]
    [InlineData("MESG=8003040150", null, null, FxoCallerAbsence.Withheld)]
    public void Caller_id_is_read_in_its_many_spellings(
        string lines, string? number, string? name, FxoCallerAbsence why)
    {
        var caller = new CallerIdLines();
        foreach (var line in lines.Split('\n'))
            caller.Take(line);

        Assert.Equal(new(number, name, why), caller.Give());
        Assert.False(caller.Any);
    }

    [Theory]
    [InlineData("OK")]
    [InlineData("USER=<NONE>")]
    [InlineData("+VSM: 5")]
    [InlineData("MESG = 0407313132373136300000")]
    [InlineData("MESG = 8003040150FF")]
    public void What_is_no_caller_id_or_a_damaged_one_is_none(string line)
    {
        var caller = new CallerIdLines();
        Assert.False(caller.Take(line));
        Assert.False(caller.Any);
    }

    [Theory]
    [InlineData("128,\"8-BIT LINEAR\",8,0,(8000),(0),(0)", 128, VoiceCoding.Linear)]
    [InlineData("128,\"8-BIT LINEAR\",(7200,8000,11025)", 128, VoiceCoding.Linear)]
    [InlineData("0,\"SIGNED PCM\",8,0,8000,0,0", 0, VoiceCoding.SignedLinear)]
    [InlineData("1,\"UNSIGNED PCM\",8,0,8000,0,0", 1, VoiceCoding.Linear)]
    [InlineData("+VSM: 131,\"ULAW\",8,0,(8000)", 131, VoiceCoding.Mulaw)]
    [InlineData("4,\"PCM MU-LAW\",8,0,(7200-11025)", 4, VoiceCoding.Mulaw)]
    [InlineData("132,\"A-law\",8,0,(8000)", 132, VoiceCoding.Alaw)]
    [InlineData("5,\"\",8,0,(8000)", 5, VoiceCoding.Alaw)]
    [InlineData("129,\"IMA ADPCM\",4,0,(8000),(0),(0)", 0, VoiceCoding.None)]
    [InlineData("130,\"16-BIT LINEAR\",16,0,(8000)", 0, VoiceCoding.None)]
    [InlineData("133,\"14 BIT PCM\",14,0,(8000)", 0, VoiceCoding.None)]
    [InlineData("128,\"8-BIT LINEAR\",8,0,(7200),(0),(0)", 0, VoiceCoding.None)]
    [InlineData("8000", 0, VoiceCoding.None)]
    internal void A_coding_is_known_by_its_name_and_rate(string line, int number, VoiceCoding coding)
    {
        var read = OfferedCoding.Read(line);
        Assert.Equal(coding, read.Coding);
        if (coding != VoiceCoding.None)
            Assert.Equal(number, read.Number);
    }

    [Theory]
    [InlineData("0,1,2,8", true)]
    [InlineData("(0,1,1.0,2,8)", true)]
    [InlineData("+FCLASS: 0,8.0", true)]
    [InlineData("0,1.8,80", false)]
    [InlineData("0,1", false)]
    public void The_voice_class_is_found_in_the_list(string line, bool isThere) =>
        Assert.Equal(isThere, ModemDialect.ListsVoice(line));

    [Theory]
    [InlineData("\r\nOK\r\n", ModemWord.Ok)]
    [InlineData("OK\r", ModemWord.Ok)]
    [InlineData("0\r", ModemWord.Ok)]
    [InlineData("2\r", ModemWord.Ring)]
    [InlineData("CONNECT 33600/ARQ\r\n", ModemWord.Connect)]
    [InlineData("#VCON\r\n", ModemWord.VoiceConnected)]
    [InlineData("Voice modem\r\n", ModemWord.Text)]
    [InlineData("OKAY\r\n", ModemWord.Text)]
    [InlineData("RINGER\r\n", ModemWord.Text)]
    [InlineData("+CME ERROR: 100\r\n", ModemWord.Error)]
    [InlineData("\u0010b", ModemWord.Code)]
    [InlineData("\u0000\u007F\u00FFOK\r\n", ModemWord.Ok)]
    internal void Results_are_read_in_words_and_in_numbers(string octets, ModemWord word)
    {
        ReadOnlySpan<byte> rest = Encoding.Latin1.GetBytes(octets);
        Assert.True(new ResultReader().Read(ref rest, out var said));
        Assert.Equal(word, said.Word);
    }

    [Fact]
    public void After_a_word_a_number_is_information_and_a_line_without_end_is_given_up()
    {
        var reader = new ResultReader();
        ReadOnlySpan<byte> rest = [.. "OK\r\n0\r\n"u8, .. Enumerable.Repeat((byte)'x', 1000), .. "\r\nRING\r\n"u8];
        var words = new List<ModemWord>();
        while (reader.Read(ref rest, out var said))
            words.Add(said.Word);
        Assert.Equal([ModemWord.Ok, ModemWord.Text, ModemWord.Ring], words);
    }

    [Theory]
    [InlineData("/5555~", 70, "5")]
    [InlineData("/5~/5~", 70, "55")]
    [InlineData("55", 70, "5")]
    [InlineData("55", 200, "55")]
    [InlineData("12", 70, "12")]
    [InlineData("/5", 70, "5")]
    [InlineData("/*A~", 70, "*A")]
    public void A_key_that_is_repeated_is_one(string codes, int pace, string keys)
    {
        var digits = default(DigitCodes);
        var now = Instant.FromUtc(2026, 1, 1, 0, 0);
        var pressed = "";
        foreach (var code in codes)
        {
            if (digits.Take((byte)code, now, out var key))
                pressed += key;
            now += Duration.FromMilliseconds(pace);
        }

        Assert.Equal(keys, pressed);
    }

    [Fact]
    public void Sound_of_every_coding_is_turned_into_A_law_and_back()
    {
        foreach (var coding in Enum.GetValues<VoiceCoding>())
        {
            byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)], back = [.. all];
            VoiceCodings.ToAlaw(coding, back);
            VoiceCodings.FromAlaw(coding, back);
            // A-law has fewer steps than 8 linear bits where it is loud, and than µ-law where it is quiet.
            var isLinear = coding is VoiceCoding.Linear or VoiceCoding.SignedLinear;
            for (var i = 0; i < 256; i++)
                Assert.InRange(Math.Abs((isLinear ? (sbyte)(back[i] - all[i]) : back[i] - all[i])), 0,
                    isLinear ? 4 : coding == VoiceCoding.Mulaw ? 128 : 0);
        }
    }
}
