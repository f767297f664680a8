namespace CallRouting.Audio;

/// <summary>Finds the message of a caller id in the octets of its FSK: channel seizure, mark, type, length, parameters,
/// check sum (EN 300 659-1 §6, GR-30 §2).</summary>
internal sealed class CallerIdFrame
{
    // 300 bits of seizure are thirty octets 0x55; receivers may miss most of them. Mark is 180 or 80 bits.
    private const byte Seizure = 0x55;
    private const int LeastSeizure = 5, LeastMarkSamples = 200;

    // Between octets up to ten bits of mark may be stuffed; more, or no carrier for two octets, end the message.
    private const int MostMarkSamples = 200, MostLostSamples = 130;

    private readonly FskReceiver _fsk = new();
    private readonly byte[] _octets = new byte[258];
    private int _count, _seizure;
    private bool _isMarked, _isSeized, _isV23;

    /// <summary>How the last message was sent.</summary>
    public CallerIdCoding Coding => _isV23 ? CallerIdCoding.V23 : CallerIdCoding.Bell202;

    /// <summary>The message that has ended, from its type to its check sum.</summary>
    public ReadOnlySpan<byte> Octets => _octets.AsSpan(0, _count);

    public void Reset()
    {
        _fsk.Reset();
        Clear();
    }

    /// <summary>Takes one sample.</summary>
    /// <param name="sample">16 bits at 8 kHz.</param>
    /// <param name="problem">What is wrong with the message that ended.</param>
    /// <returns>True where a message ended with it; the next call forgets it.</returns>
    public bool Next(float sample, out CallerIdProblem problem)
    {
        problem = CallerIdProblem.None;
        var isOctet = _fsk.Next(sample, out var octet);
        if (!_isMarked) return Wait(isOctet, octet);
        if (isOctet && _count < _octets.Length) _octets[_count++] = octet;
        if (_count >= 2 && _count >= _octets[1] + 3)
        {
            byte sum = 0;
            foreach (var each in Octets) sum += each;
            problem = sum == 0 ? CallerIdProblem.None : CallerIdProblem.Checksum;
            return End(problem);
        }

        if (_fsk.LostSamples < MostLostSamples && (_fsk.IsInOctet || _fsk.MarkSamples < MostMarkSamples || _count == 0))
            return false;
        problem = CallerIdProblem.CutShort;
        return End(problem);
    }

    private bool Wait(bool isOctet, byte octet)
    {
        _count = 0;
        if (isOctet) _seizure = octet == Seizure ? _seizure + 1 : 0;
        if (_fsk.LostSamples > MostLostSamples) _seizure = 0;
        if (_fsk.MarkSamples < LeastMarkSamples) return false;
        (_isMarked, _isSeized, _isV23) = (true, _seizure >= LeastSeizure, _fsk.IsV23);
        return false;
    }

    // Without a seizure before it, only a message that is whole is believed: speech may sound like mark.
    private bool End(CallerIdProblem problem)
    {
        var isMessage = _isSeized
            ? _count > 0 : problem == CallerIdProblem.None && CallerIdTexts.TryRead(Octets, out _);
        if (isMessage) (_isMarked, _seizure) = (false, 0);
        else Clear();
        return isMessage;
    }

    private void Clear() => (_count, _seizure, _isMarked, _isSeized) = (0, 0, false, false);
}
