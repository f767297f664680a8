namespace CallRouting.E1;

// The sound of the line: one block in, one block out, 50 times a second.
internal sealed partial class E1Line
{
    private readonly List<E1Leg> _sounding = [];
    private readonly byte[] _heard = new byte[IBearerChannel.BlockOctets];
    private readonly byte[] _said = new byte[IBearerChannel.BlockOctets];

    private void Pump()
    {
        if (_sounding.Count == 0)
            return;
        lock (_desk.SoundGate)
        {
            // A round is a block of each: legs that talk to each other keep step, also when the thread was late.
            bool isMore;
            do
            {
                isMore = false;
                foreach (var leg in _sounding)
                    isMore |= TryPass(leg);
            }
            while (isMore);
        }
    }

    private bool TryPass(E1Leg leg)
    {
        if (!leg.Bearer!.TryRead(_heard))
            return false;
        leg.Sound.Hear(_heard);
        if (!leg.HasEnded && !leg.Id.IsNone)
        {
            ReadOnlySpan<byte> block = _heard;
            while (leg.Keys.TryDetect(ref block, out var signal))
                if (!signal.IsEnd)
                    _desk.Tell(CallEvent.DigitPressed(leg.Id, signal.Key));
        }

        leg.Say(_said);
        leg.Bearer.TryWrite(_said);
        return true;
    }

    // The channel of a call may be another one than was asked for, until the far end's first answer.
    private void Follow(E1Leg leg)
    {
        var slot = _pri.Channel(leg.Call);
        if (slot == 0 || leg.IsReleased || leg.Bearer?.Slot == slot)
            return;
        Close(leg);
        leg.Bearer = Open(slot);
        if (leg.Bearer is not null)
        {
            _sounding.Add(leg);
            return;
        }

        (leg.IsReleased, leg.Cause) = (true, Cause.NoCircuitAvailable);
        _pri.Disconnect(leg.Call, NoSuchChannel, inBand: false, _now, _outputs);
    }

    private IBearerChannel? Open(int slot)
    {
        foreach (var bearer in _span.Bearers)
            if (bearer.Slot == slot)
                return TryOpen(bearer) ? bearer : null;
        LogNoBearer(_span.Name, slot, "the span does not have it");
        return null;
    }

    private bool TryOpen(IBearerChannel bearer)
    {
        try
        {
            bearer.Open();
            return true;
        }
        catch (IOException held)
        {
            LogNoBearer(_span.Name, bearer.Slot, held.Message);
            return false;
        }
    }

    private void Close(E1Leg leg)
    {
        _sounding.Remove(leg);
        leg.Bearer?.Close();
        leg.Bearer = null;
    }
}
