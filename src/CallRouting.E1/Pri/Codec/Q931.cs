namespace CallRouting.E1;

/// <summary>Numbers of Q.931 that hold for every message.</summary>
internal static class Q931
{
    /// <summary>Protocol discriminator of user–network call control (§4.2).</summary>
    public const byte Discriminator = 8;

    /// <summary>The most octets of one message, as layer 2 carries them (Q.921 N201).</summary>
    public const int MaximumLength = 260;
}
