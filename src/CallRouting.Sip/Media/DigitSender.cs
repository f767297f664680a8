using CallRouting.Audio;

namespace CallRouting.Sip;

/// <summary>Sends keys as telephone-events, one packet every 20 ms and the last one three times (RFC 4733
/// §2.5.1).</summary>
internal sealed class DigitSender
{
    /// <summary>Ticks a key is held: 100 ms.</summary>
    public const int HoldTicks = 5;

    /// <summary>Ticks from the first end packet to the next key: 100 ms, three of them with end packets.</summary>
    public const int PauseTicks = 5;

    private const byte Volume = 10;
    private readonly Queue<byte> _keys = new();
    private int _tick = -1;

    /// <summary>True while a key is being sent or waits.</summary>
    public bool IsBusy => _tick >= 0 || _keys.Count > 0;

    /// <summary>True between the first packet of a key and the last.</summary>
    public bool IsHeld => _tick is >= 0 and < HoldTicks + 2;

    /// <summary>Appends a key; false where it is none of 0–9, *, #, A–D.</summary>
    public bool Press(char key)
    {
        var code = Dtmf.Keys.IndexOf(char.ToUpperInvariant(key), StringComparison.Ordinal);
        if (code >= 0) _keys.Enqueue((byte)code);
        return code >= 0;
    }

    /// <summary>The payload to send at this tick.</summary>
    /// <param name="happened">The payload; <c>default</c> where nothing is to be sent.</param>
    /// <param name="age">Ticks since the key went down: 0 with the first packet, which carries the marker.</param>
    /// <returns>False in the pauses and where no key waits.</returns>
    public bool Next(out TelephoneEvent happened, out int age)
    {
        (happened, age) = (default, 0);
        if (_tick < 0 && _keys.Count == 0) return false;
        age = ++_tick;
        var code = _keys.Peek();
        if (_tick < HoldTicks)
        {
            happened = new(code, false, Volume, (ushort)((_tick + 1) * AudioFrame.Samples));
            return true;
        }

        if (_tick < HoldTicks + 3)
        {
            happened = new(code, true, Volume, HoldTicks * AudioFrame.Samples);
            return true;
        }

        if (_tick < HoldTicks + PauseTicks - 1) return false;
        _keys.Dequeue();
        _tick = -1;
        return false;
    }
}
