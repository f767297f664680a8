using System.Text;

namespace CallRouting.Audio;

/// <summary>The messages of caller id: octets and keys to who calls, and back.</summary>
internal static class CallerIdTexts
{
    private const byte Single = 0x04, Multiple = 0x80;

    // Parameters of the multiple format (EN 300 659-3 §5.4).
    private const byte Time = 0x01, Number = 0x02, NumberAbsence = 0x04, Name = 0x07, NameAbsence = 0x08,
        FirstCalled = 0x12;

    private const int MostNumber = 20, MostName = 50;

    /// <summary>Reads a message whose check sum is right.</summary>
    /// <returns>False where it says nothing of a caller.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out CallerId callerId)
    {
        callerId = CallerId.Empty;
        var body = message[2..^1];
        if (message[0] == Single) return TryReadSingle(body, out callerId);
        if (message[0] != Multiple) return false;
        var read = CallerId.Empty;
        while (body.Length >= 2)
        {
            if (body.Length < 2 + body[1]) return false;
            read = With(read, body[0], body.Slice(2, body[1]));
            body = body[(2 + body[1])..];
        }

        if (!body.IsEmpty) return false;
        callerId = read;
        return read != CallerId.Empty;
    }

    /// <summary>Writes a message with its check sum.</summary>
    /// <exception cref="ArgumentException">A text that does not fit, or cannot be written.</exception>
    public static byte[] Write(CallerId callerId, CallerIdFormat format)
    {
        List<byte> body = [];
        var time = callerId.Time == default ? "" : Text(callerId.Time);
        Demand(callerId.Number.Length <= MostNumber && callerId.FirstCalled.Length <= MostNumber,
            $"A number has at most {MostNumber} digits.");
        Demand(callerId.Name.Length <= MostName, $"A name has at most {MostName} characters.");
        if (format == CallerIdFormat.Single)
        {
            // The time has no absence in this format.
            Put(body, time.Length == 0 ? "01010000" : time);
            Put(body, callerId.Number.Length > 0 ? callerId.Number : Code(callerId.NumberAbsence));
        }
        else
        {
            Put(body, Time, time);
            Put(body, Number, callerId.Number);
            Put(body, NumberAbsence, Code(callerId.NumberAbsence));
            Put(body, Name, callerId.Name);
            Put(body, NameAbsence, Code(callerId.NameAbsence));
            Put(body, FirstCalled, callerId.FirstCalled);
        }

        byte[] message = [format == CallerIdFormat.Single ? Single : Multiple, (byte)body.Count, .. body, 0];
        byte sum = 0;
        foreach (var octet in message) sum += octet;
        message[^1] = (byte)-sum;
        return message;
    }

    private static bool TryReadSingle(ReadOnlySpan<byte> body, out CallerId callerId)
    {
        callerId = CallerId.Empty;
        if (body.Length < 8 || !TryTime(body[..8], out var time)) return false;
        var rest = body[8..];
        callerId = new() { Time = time };
        callerId = rest is [(byte)'O' or (byte)'P']
            ? callerId with { NumberAbsence = Absence(rest) }
            : callerId with { Number = Encoding.Latin1.GetString(rest) };
        return true;
    }

    private static CallerId With(CallerId callerId, byte parameter, ReadOnlySpan<byte> value) => parameter switch
    {
        Time => TryTime(value, out var time) ? callerId with { Time = time } : callerId,
        Number => callerId with { Number = Encoding.Latin1.GetString(value) },
        NumberAbsence => callerId with { NumberAbsence = Absence(value) },
        Name => callerId with { Name = Encoding.Latin1.GetString(value).TrimEnd() },
        NameAbsence => callerId with { NameAbsence = Absence(value) },
        FirstCalled => callerId with { FirstCalled = Encoding.Latin1.GetString(value) },
        // What a network adds, charges or messages waiting, says nothing of who calls.
        _ => callerId,
    };

    private static CallerIdAbsence Absence(ReadOnlySpan<byte> value) => value switch
    {
        [(byte)'P', ..] => CallerIdAbsence.Private,
        [] => CallerIdAbsence.None,
        _ => CallerIdAbsence.Unavailable,
    };

    private static string Code(CallerIdAbsence absence) => absence switch
    {
        CallerIdAbsence.Private => "P",
        CallerIdAbsence.Unavailable => "O",
        _ => "",
    };

    private static bool TryTime(ReadOnlySpan<byte> value, out CallerIdTime time)
    {
        time = default;
        if (value.Length != 8 || value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0) return false;
        time = new(Pair(value), Pair(value[2..]), Pair(value[4..]), Pair(value[6..]));
        var isTime = time is { Month: >= 1 and <= 12, Day: >= 1 and <= 31, Hour: <= 23, Minute: <= 59 };
        if (!isTime) time = default;
        return isTime;
    }

    private static byte Pair(ReadOnlySpan<byte> digits) => (byte)((digits[0] - '0') * 10 + digits[1] - '0');

    private static string Text(CallerIdTime time)
    {
        Demand(time is { Month: >= 1 and <= 12, Day: >= 1 and <= 31, Hour: <= 23, Minute: <= 59 },
            "A caller id's time is month, day, hour and minute.");
        return $"{time.Month:00}{time.Day:00}{time.Hour:00}{time.Minute:00}";
    }

    private static void Put(List<byte> body, byte parameter, string value)
    {
        if (value.Length == 0) return;
        body.Add(parameter);
        body.Add((byte)value.Length);
        Put(body, value);
    }

    private static void Put(List<byte> body, string value)
    {
        foreach (var each in value)
        {
            Demand(each is >= ' ' and <= '\u00FF', $"Caller id has no character U+{(int)each:X4}.");
            body.Add((byte)each);
        }
    }

    private static void Demand(bool isRight, string wrong)
    {
        if (!isRight) throw new ArgumentException(wrong);
    }
}
