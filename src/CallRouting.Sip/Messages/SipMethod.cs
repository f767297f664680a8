namespace CallRouting.Sip;

/// <summary>The request methods the stack knows; any other token is <see cref="Other"/> and keeps its text.</summary>
internal enum SipMethod : byte
{
    Other,
    Invite,
    Ack,
    Bye,
    Cancel,
    Options,
    Register,
    Prack,
    Subscribe,
    Notify,
    Publish,
    Info,
    Refer,
    Message,
    Update,
}

/// <summary>Method names on the wire; they are case-sensitive (RFC 3261 §7.1).</summary>
internal static class SipMethods
{
    private static readonly byte[][] Texts =
    [
        [], "INVITE"u8.ToArray(), "ACK"u8.ToArray(), "BYE"u8.ToArray(), "CANCEL"u8.ToArray(), "OPTIONS"u8.ToArray(),
        "REGISTER"u8.ToArray(), "PRACK"u8.ToArray(), "SUBSCRIBE"u8.ToArray(), "NOTIFY"u8.ToArray(),
        "PUBLISH"u8.ToArray(), "INFO"u8.ToArray(), "REFER"u8.ToArray(), "MESSAGE"u8.ToArray(), "UPDATE"u8.ToArray(),
    ];

    /// <summary>The name as sent; empty for <see cref="SipMethod.Other"/>.</summary>
    public static ReadOnlySpan<byte> Text(SipMethod method) => Texts[(int)method];

    /// <summary>The method of that name, or <see cref="SipMethod.Other"/>.</summary>
    public static SipMethod Find(ReadOnlySpan<byte> name)
    {
        for (var i = 1; i < Texts.Length; i++)
        {
            if (name.SequenceEqual(Texts[i]))
                return (SipMethod)i;
        }
        return SipMethod.Other;
    }
}
