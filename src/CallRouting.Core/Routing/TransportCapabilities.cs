namespace CallRouting;

/// <summary>What a transport, or the line that one of its calls came by, can do.</summary>
/// <param name="FullDuplex">Both parties can be heard at once. Without it a caller hears prompts, presses keys and
/// leaves a message, and nobody is rung to talk.</param>
/// <param name="EarlyMedia">The caller can hear sound before the call is answered. Without it what a far end sends
/// early is not passed on.</param>
/// <param name="HandsOver">A caller who cannot talk, for want of <paramref name="FullDuplex"/>, can be passed on to
/// another number by the line itself, which takes <see cref="CallEffectKind.HandOver"/>.</param>
public sealed record TransportCapabilities(bool FullDuplex = true, bool EarlyMedia = true, bool HandsOver = false)
{
    /// <summary>Everything that a call can want.</summary>
    public static TransportCapabilities All { get; } = new();

    /// <summary>What both can do.</summary>
    /// <param name="other">The other one's.</param>
    public TransportCapabilities And(TransportCapabilities other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(FullDuplex && other.FullDuplex, EarlyMedia && other.EarlyMedia, HandsOver && other.HandsOver);
    }
}
