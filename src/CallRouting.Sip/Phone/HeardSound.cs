using CallRouting.Audio;

namespace CallRouting.Sip;

/// <summary>Keeps the latest sound that a phone heard.</summary>
internal sealed class HeardSound
{
    private const int Most = 5 * 60 * AudioFrame.SampleRate;
    private byte[] _octets = [];
    private int _length;

    /// <summary>Frames that ever came.</summary>
    public long Frames { get; private set; }

    public void Add(ReadOnlySpan<byte> frame)
    {
        Frames++;
        if (_length + frame.Length > Most)
        {
            // The older half goes, so that moving the rest is rare.
            _octets.AsSpan(Most / 2, _length - Most / 2).CopyTo(_octets);
            _length -= Most / 2;
        }
        if (_length + frame.Length > _octets.Length)
            Array.Resize(ref _octets, Math.Clamp(_octets.Length * 2, AudioFrame.SampleRate, Most));
        frame.CopyTo(_octets.AsSpan(_length));
        _length += frame.Length;
    }

    public ReadOnlySpan<byte> All => _octets.AsSpan(0, _length);

    public ReadOnlySpan<byte> Last(int samples) => All[^Math.Min(samples, _length)..];
}
