using CallRouting.Audio;

namespace CallRouting.Analog;

// What the machine wants done, done; and the frames of a full-duplex line.
internal sealed partial class LinePort
{
    private void CarryOut()
    {
        // A device may tell an event from within a command: what comes of it is done after what is being done.
        if (_isCarryingOut)
            return;
        _isCarryingOut = true;
        try
        {
            while (_machine.TryTake(out var act))
                Do(act);
        }
        finally
        {
            _isCarryingOut = false;
        }

        if (_isOpened)
            SetTimer(_machine.NextDeadline);
    }

    private void Do(in LineAct act)
    {
        switch (act.Kind)
        {
            case LineActKind.Seize or LineActKind.Answer or LineActKind.HangUp or LineActKind.Flash or LineActKind.Dial:
                Command(act);
                break;
            case LineActKind.Offer: Offer(act); break;
            case LineActKind.Ringing: _transport.Tell(CallEvent.Ringing(act.Leg)); break;
            case LineActKind.Progressed: _transport.Tell(CallEvent.Progressed(act.Leg)); break;
            case LineActKind.Answered: _transport.Tell(CallEvent.Answered(act.Leg)); break;
            case LineActKind.Digit: _transport.Tell(CallEvent.DigitPressed(act.Leg, act.Digit)); break;
            case LineActKind.Cleared: End(CallEvent.Cleared(act.Leg, act.Cause)); break;
            case LineActKind.Failed: End(CallEvent.Failed(act.Leg, act.Cause)); break;
            case LineActKind.OutOfService: TellOut(act.Text); break;
            case LineActKind.InService: TellIn(); break;
        }
    }

    private void Command(in LineAct act)
    {
        try
        {
            switch (act.Kind)
            {
                case LineActKind.Seize:
                    _live = _transport.Find(act.Leg);
                    Line.Device.Seize();
                    break;
                case LineActKind.Answer: Line.Device.Answer(); break;
                case LineActKind.HangUp:
                    _dialled = null;
                    Line.Device.HangUp();
                    break;
                case LineActKind.Flash: Line.Device.Flash(Line.Country.FlashMilliseconds); break;
                default: Dial(act.Text); break;
            }
        }
        catch (Exception fault)
        {
            // A device must not throw. If one does, the machine's own limits end what it was to do.
            AnalogLog.Threw(_log, Line.Trunk, Line.Device.Name, act.Kind, fault);
        }
    }

    private void Dial(string digits)
    {
        if (Line.DialsPulses ? Can.DialsPulses : Can.DialsTones)
            Line.Device.Dial(digits, Line.DialsPulses);
        else if (Can.FullDuplex && !Line.DialsPulses)
            (_dialled, _saidOfDialled) = (AnalogOutbound.Tones(digits), 0);
        else
            _machine.Happen(
                new FxoEvent(FxoEventKind.DialEnded) { Cause = Cause.IncompatibleDestination }, _transport.Now);
    }

    private void Offer(in LineAct act)
    {
        AnalogLog.Rings(_log, Line.Trunk, act.RingPattern, act.Caller);
        _live = _transport.Offer(this, AnalogInbound.Offer(Line, act.Caller, Can));
        _saidOfRingback = 0;
        _machine.Offered(_live.Id);
    }

    private void End(in CallEvent ended)
    {
        if (_live?.Id == ended.Leg)
            _live = null;
        _transport.End(ended);
    }

    private void TellOut(string why)
    {
        if (_isToldOut)
            return;
        _isToldOut = true;
        AnalogLog.OutOfService(_log, Line.Trunk, Line.Line, Line.Device.Name, why);
        _transport.Host.SetChannels(Line.Domain, Line.Trunk, 0);
    }

    private void TellIn()
    {
        if (!_isToldOut)
            return;
        _isToldOut = false;
        AnalogLog.InService(_log, Line.Trunk, Line.Line, Line.Device.Name);
        _transport.Host.SetChannels(Line.Domain, Line.Trunk, 1);
    }

    /// <summary>The sound of a new leg on this line.</summary>
    public ILineSound Sound(LegId leg) =>
        Can.FullDuplex ? new FullDuplexSound(leg, _tell) : new HalfDuplexSound(leg, Line.Device, _tell);

    private void Say(Span<byte> said)
    {
        if (SaysDigits)
        {
            SayDigits(said);
            return;
        }

        if (_machine.IsOpen && _live?.Sound is FullDuplexSound { Legs: var sound })
        {
            if (sound.Say(said))
            {
                if (_machine.IsSilent && IsHeard(said))
                    _machine.Said(_transport.Now);
                return;
            }

            // A caller who was picked up by chance hears what the exchange would have let them hear.
            if (!_machine.IsOfferedOffHook)
                return;
            Line.Country.Tones.Ringback.Fill(_saidOfRingback, said);
            _saidOfRingback += said.Length;
            return;
        }

        said.Fill(AudioFrame.Silence);
    }

    private void SayDigits(Span<byte> said)
    {
        AudioFrame.Copy(_dialled, _saidOfDialled++, said);
        if (_saidOfDialled * AudioFrame.Samples < _dialled!.Length)
            return;
        _dialled = null;
        // Our own digits are not to be taken for the far end's.
        _ears.Reset();
        Take(new FxoEvent(FxoEventKind.DialEnded));
    }

    private void Hear(ReadOnlySpan<byte> heard)
    {
        var isOffHook = _machine.IsOffHook;
        if (isOffHook != _wasOffHook)
            _ears.Reset();
        _wasOffHook = isOffHook;
        if (_machine.IsOpen && _live?.Sound is FullDuplexSound { Legs: var sound })
            sound.Hear(heard);
        if (_machine.IsDialling)
            return;
        var rest = heard;
        if (!isOffHook)
        {
            while (!Can.TellsCallerId && _ears.TryHearCaller(ref rest, out var caller))
                Take(caller);
            return;
        }

        while (_ears.TryHear(ref rest, out var happened))
            if (!(happened.Kind == FxoEventKind.DigitPressed ? Can.TellsDigits : Can.TellsTones))
                Take(happened);
    }

    // Loud enough for speech: its peaks are above a fiftieth of full scale.
    private static bool IsHeard(ReadOnlySpan<byte> said)
    {
        foreach (var octet in said)
            if (((octet ^ 0x55) & 0x7F) > 0x20)
                return true;
        return false;
    }
}

/// <summary>A leg, the line it is on or waits for, and its sound.</summary>
internal sealed record LineLeg(LegId Id, LinePort Port, ILineSound Sound);
