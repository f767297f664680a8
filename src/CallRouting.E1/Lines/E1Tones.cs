using CallRouting.Audio;

namespace CallRouting.E1;

/// <summary>The tones that a network gives in-band, rendered in whole blocks so that they repeat without a
/// seam.</summary>
internal sealed class E1Tones(ToneZone zone)
{
    public ToneZone Zone => zone;

    public ReadOnlyMemory<byte> Dial { get; } = zone.Dial.Render();

    public ReadOnlyMemory<byte> Ringback { get; } = zone.Ringback.Render();

    /// <summary>What a caller hears who could not be connected; empty: nothing, the call just ends.</summary>
    public ReadOnlyMemory<byte> Of(Cause cause) => cause switch
    {
        Cause.NormalClearing or Cause.None or Cause.AnsweredElsewhere => default,
        Cause.UserBusy or Cause.CallRejected or Cause.NoAnswer or Cause.NoUserResponding => _busy,
        _ => _congestion,
    };

    private readonly ReadOnlyMemory<byte> _busy = zone.Busy.Render();
    private readonly ReadOnlyMemory<byte> _congestion = zone.Congestion.Render();
}
