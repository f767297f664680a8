using System.Buffers;
using System.Text;

namespace CallRouting.Analog;

/// <summary>Gathers who calls from the lines that a modem says beside its rings, in the many ways that modems spell
/// them.</summary>
/// <remarks>Formatted (V.253 +VCID=1: <c>NMBR = x</c>, <c>NMBR=x</c>, <c>CALLER NUMBER: x</c>, <c>NAME = x</c> …) or
/// as the
/// octets of the message in hexadecimal digits (+VCID=2: <c>MESG = 8012…</c>), single or multiple data format, with
/// check sum. <c>O</c> stands for out of area, <c>P</c> for private.</remarks>
internal sealed class CallerIdLines
{
    private const int Longest = 64;

    private string? _number, _name;
    private FxoCallerAbsence _absence;

    /// <summary>Whether there is anything.</summary>
    public bool Any { get; private set; }

    /// <summary>Takes a line.</summary>
    /// <param name="line">The line, trimmed.</param>
    /// <returns>Whether it is one about the caller.</returns>
    public bool Take(string line)
    {
        var cut = line.AsSpan().IndexOfAny('=', ':');
        if (cut <= 0)
            return false;
        var value = line.AsSpan(cut + 1).Trim().Trim('"').Trim('\'').Trim();
        var field = line.AsSpan(0, cut).Trim().ToString().ToUpperInvariant();
        switch (field)
        {
            case "NMBR" or "NUMBER" or "CALLER NUMBER" or "CALLER ID" or "CID" or "FROM" or "FM":
                Number(value);
                return true;
            case "NAME" or "CALLER NAME" or "CNAM":
                Name(value);
                return true;
            case "REASON FOR NO NUMBER" or "REASON FOR NO NAME":
                if (_number is null && field.EndsWith("NUMBER", StringComparison.Ordinal))
                    Number(value);
                return true;
            case "MESG":
                return Message(value);
            case "DATE" or "TIME":
                // The office has a better clock; but the line tells that a caller id comes.
                return true;
            default:
                return false;
        }
    }

    /// <summary>Gives what has been gathered, and begins anew.</summary>
    public FxoCallerId Give()
    {
        var caller = new FxoCallerId(_number, _name, _number is null ? _absence : FxoCallerAbsence.None);
        (_number, _name, _absence, Any) = (null, null, default, false);
        return caller;
    }

    private void Number(ReadOnlySpan<char> value)
    {
        var absence = AbsenceOf(value);
        if (absence is null && !HasDigit(value))
            return;
        Any = true;
        if (absence is { } why)
            _absence = why;
        else
            _number = Bounded(value);
    }

    private void Name(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || AbsenceOf(value) is not null || value[0] == '<')
            return;
        Any = true;
        _name = Bounded(value);
    }

    private static FxoCallerAbsence? AbsenceOf(ReadOnlySpan<char> value)
    {
        Span<char> word = stackalloc char[16];
        if (value.Length > word.Length || value.ToUpperInvariant(word) < 0)
            return null;
        return word[..value.Length] switch
        {
            "O" or "OUT OF AREA" or "OUT-OF-AREA" or "UNAVAILABLE" or "UNKNOWN" => FxoCallerAbsence.Unavailable,
            "P" or "PRIVATE" or "BLOCKED" or "WITHHELD" or "ANONYMOUS" => FxoCallerAbsence.Withheld,
            _ => null,
        };
    }

    private static bool HasDigit(ReadOnlySpan<char> value) => value.IndexOfAnyInRange('0', '9') >= 0;

    private static string Bounded(ReadOnlySpan<char> value) =>
        value[..Math.Min(value.Length, Longest)].Trim().ToString();

    // ETS 300 659-1, GR-30: type, length, content, check sum that makes the sum of all zero; some modems leave it out.
    private bool Message(ReadOnlySpan<char> hex)
    {
        Span<byte> octets = stackalloc byte[256];
        if (hex.Length % 2 != 0 || hex.Length > 2 * octets.Length
            || Convert.FromHexString(hex, octets, out _, out var count) != OperationStatus.Done || count < 2)
            return false;
        var message = octets[..count];
        var length = message[1];
        if (length > count - 2)
            return false;
        if (count > length + 2)
        {
            var sum = 0;
            foreach (var octet in message[..(length + 3)])
                sum += octet;
            if ((byte)sum != 0)
                return false;
        }

        var content = message.Slice(2, length);
        switch (message[0])
        {
            case 0x04 when content.Length > 8:
                Number(Text(content[8..]));
                return true;
            case 0x80:
                Parameters(content);
                return true;
            default:
                return false;
        }
    }

    // ETS 300 659-3 §5.4: 02 calling line, 04 why there is none, 07 name.
    private void Parameters(ReadOnlySpan<byte> content)
    {
        while (content.Length >= 2 && content[1] <= content.Length - 2)
        {
            var value = content.Slice(2, content[1]);
            switch (content[0])
            {
                case 0x02 or 0x04:
                    Number(Text(value));
                    break;
                case 0x07:
                    Name(Text(value));
                    break;
            }

            content = content[(2 + content[1])..];
        }
    }

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.Latin1.GetString(octets).Trim();
}
