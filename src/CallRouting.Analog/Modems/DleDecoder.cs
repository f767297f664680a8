namespace CallRouting.Analog;

/// <summary>What a shielded stream of a voice modem holds beside sound.</summary>
internal enum DleKind : byte
{
    /// <summary>Nothing more: all octets were sound.</summary>
    None = 0,

    /// <summary>A code: something that the modem noticed on the line.</summary>
    Code = 1,

    /// <summary>The stream has ended; result codes follow.</summary>
    End = 2,
}

/// <summary>Shields sound on its way to a voice modem: <c>DLE</c> stands before what is no sound, so that an octet of
/// sound that equals it is sent twice (V.253).</summary>
internal static class Dle
{
    /// <summary>Begins a code.</summary>
    public const byte Escape = 0x10;

    /// <summary>After <see cref="Escape"/>: the stream ends.</summary>
    public const byte End = 0x03;

    /// <summary>After <see cref="Escape"/>: two octets of sound equal to it, in the place of four.</summary>
    public const byte Twice = 0x1A;

    // A complex event report is text between these two.
    public const byte ReportBegins = (byte)'X';
    public const byte ReportEnds = (byte)'.';

    /// <summary>Shields sound.</summary>
    /// <param name="sound">The octets.</param>
    /// <param name="shielded">Room for twice as many.</param>
    /// <returns>How many were written.</returns>
    public static int Shield(ReadOnlySpan<byte> sound, Span<byte> shielded)
    {
        var written = 0;
        foreach (var octet in sound)
        {
            shielded[written++] = octet;
            if (octet == Escape)
                shielded[written++] = octet;
        }

        return written;
    }
}

/// <summary>Takes the shield off the sound that comes from a voice modem (V.253); <c>default</c> is at the beginning
/// of a
/// stream.</summary>
/// <remarks>A code may be cut anywhere, between two reads too. No octets make it fail.</remarks>
internal struct DleDecoder
{
    private bool _isEscaped;
    private bool _isInReport;
    private bool _owesOne;
    private bool _hasBegun;

    /// <summary>Takes octets until there is a code, or no octet, or no room for sound.</summary>
    /// <param name="octets">What has come; what was taken is cut off.</param>
    /// <param name="sound">Room for the sound.</param>
    /// <param name="written">How many octets of sound there were.</param>
    /// <param name="code">The code.</param>
    public DleKind Read(ref ReadOnlySpan<byte> octets, Span<byte> sound, out int written, out byte code)
    {
        (written, code) = (0, 0);
        if (_owesOne && sound.Length > 0)
            (sound[written++], _owesOne) = (Dle.Escape, false);
        while (octets.Length > 0 && written < sound.Length)
        {
            var octet = octets[0];
            octets = octets[1..];
            if (!_isEscaped)
            {
                // The line feed of the result code that began the stream is no sound.
                var isSound = (_hasBegun || octet != '\n') && !_isInReport;
                _hasBegun = true;
                _isEscaped = octet == Dle.Escape;
                if (isSound && !_isEscaped)
                    sound[written++] = octet;
                continue;
            }

            _isEscaped = false;
            switch (octet)
            {
                case Dle.Escape when !_isInReport:
                    sound[written++] = Dle.Escape;
                    break;
                case Dle.Twice when !_isInReport:
                    sound[written++] = Dle.Escape;
                    if (written < sound.Length)
                        sound[written++] = Dle.Escape;
                    else
                        _owesOne = true;
                    break;
                case Dle.End:
                    _isInReport = false;
                    return DleKind.End;
                case Dle.ReportBegins or Dle.ReportEnds:
                    _isInReport = octet == Dle.ReportBegins;
                    break;
                default:
                    code = octet;
                    return DleKind.Code;
            }
        }

        return DleKind.None;
    }
}
