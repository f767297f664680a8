using System.Buffers.Binary;
using NodaTime;

namespace CallRouting.E1;

// Wire to events: what layer 3 says.
internal sealed partial class E1Line
{
    private const byte InformationMessage = 0x7B;

    private readonly HashSet<int> _silenced = [];

    // The call and the reference of the last message: SETUP ACKNOWLEDGE goes out before its call is known here.
    private PriCall _sentCall;
    private int _sentReference;

    // Outputs cause commands, and these more outputs: all of them are done in order.
    private void Drain()
    {
        for (var i = 0; i < _outputs.Items.Length; i++)
        {
            var output = _outputs.Items[i];
            _calls.TryGetValue(output.Call, out var leg);
            switch (output.Kind)
            {
                case PriOutputKind.Send:
                    Send(output.Call, leg, _outputs.Octets(output));
                    break;
                case PriOutputKind.Establish:
                    if (_isLineUp)
                        _lapd.Establish(_now);
                    break;
                case PriOutputKind.LinkUp:
                    LogLinkUp(_span.Name);
                    break;
                case PriOutputKind.LinkDown:
                    LogLinkDown(_span.Name);
                    // Calls go on for as long; so long the office counts on the line (Q.931 §5.8.9).
                    _inServiceUntil = _now + _options.Times.T309;
                    break;
                case PriOutputKind.RestartFailed:
                    LogRestartFailed(_span.Name, output.Channel);
                    break;
                case PriOutputKind.Offered:
                    Offer(output, leg);
                    break;
                case PriOutputKind.Collecting:
                    Collect(output);
                    break;
                default:
                    if (leg is not null)
                        Happened(leg, output);
                    break;
            }
        }

        _outputs.Clear();
    }

    private void Offer(in PriOutput output, E1Leg? dialling)
    {
        var offer = output.Offer!;
        var refusal = _isStopping ? E1Causes.ValueOf(Cause.DestinationOutOfOrder) : E1Inbound.Refusal(offer);
        if (refusal != 0)
        {
            _pri.Disconnect(output.Call, refusal, inBand: false, _now, _outputs);
            return;
        }

        if (dialling is not null)
            Close(dialling);
        var bearer = Open(output.Channel);
        if (bearer is null)
        {
            _pri.Disconnect(output.Call, NoSuchChannel, inBand: false, _now, _outputs);
            return;
        }

        var leg = _desk.Offer(this, E1Inbound.Offer(offer, _domain.Plan, Trunk));
        (leg.Call, leg.Bearer, leg.IsTaken, leg.Reference) = (output.Call, bearer, true, dialling?.Reference ?? -1);
        _calls[output.Call] = leg;
        _sounding.Add(leg);
        _pri.Proceed(output.Call, _now, _outputs);
    }

    // The caller is dialling: a leg without a call of the core's, so that there is something to play dial tone to.
    private void Collect(in PriOutput output)
    {
        var leg = new E1Leg(default, this, _desk.Tell, Tones.Zone)
        {
            Call = output.Call, IsCaller = true,
            Reference = _sentCall == output.Call ? _sentReference : -1,
        };
        _calls[output.Call] = leg;
        leg.Bearer = Open(output.Channel);
        if (leg.Bearer is not null)
            _sounding.Add(leg);
        if (output.InBand)
            leg.Begin(Tones.Dial);
    }

    private void Happened(E1Leg leg, in PriOutput output)
    {
        switch (output.Kind)
        {
            case PriOutputKind.Digits:
                foreach (var digit in output.Digits ?? "")
                    if (E1Inbound.TryKey(digit, out var key))
                        _desk.Tell(CallEvent.DigitPressed(leg.Id, key));
                break;
            case PriOutputKind.Proceeding or PriOutputKind.MoreDigits:
                leg.IsTaken = true;
                Follow(leg);
                break;
            case PriOutputKind.Alerting:
                leg.IsTaken = true;
                Follow(leg);
                if (!leg.IsAlerting)
                    _desk.Tell(CallEvent.Ringing(leg.Id));
                leg.IsAlerting = true;
                Progressed(leg, output);
                break;
            case PriOutputKind.Progress:
                leg.IsTaken = true;
                Follow(leg);
                Progressed(leg, output);
                break;
            case PriOutputKind.Connected:
                leg.IsTaken = true;
                Follow(leg);
                if (leg.IsCaller || leg.IsAnswered || leg.IsReleased)
                    break;
                leg.IsAnswered = true;
                _desk.Tell(CallEvent.Answered(leg.Id));
                break;
            case PriOutputKind.Disconnected when output.InBand:
                Hear(leg, output);
                break;
            case PriOutputKind.Disconnected:
                leg.IsReleased = true;
                break;
            case PriOutputKind.Released:
                Released(leg, output.Cause);
                break;
        }
    }

    private void Progressed(E1Leg leg, in PriOutput output)
    {
        if (!output.InBand || leg.HasEarlySound || leg.IsAnswered)
            return;
        leg.HasEarlySound = true;
        _desk.Tell(CallEvent.Progressed(leg.Id));
    }

    // A network tells why it cannot connect the call: whoever listens already hears it out, for a while.
    private void Hear(E1Leg leg, in PriOutput output)
    {
        if (!leg.IsReleased && !leg.IsAnswered && leg.Sound.IsJoined)
        {
            (leg.Cause, leg.HearsUntil) = (E1Causes.Of(output.Cause), _now + AnnouncementLimit);
            _hearsUntil = Instant.Min(_hearsUntil, leg.HearsUntil);
            return;
        }

        leg.IsReleased = true;
        if (leg.Cause == Cause.None)
            leg.Cause = E1Causes.Of(output.Cause);
        _pri.Disconnect(leg.Call, E1Causes.ValueOf(Cause.NormalClearing), inBand: false, _now, _outputs);
    }

    private void Released(E1Leg leg, byte cause)
    {
        _calls.Remove(leg.Call);
        Close(leg);
        // Nobody was at the other end yet: another span may have what this one has not (channel taken meanwhile,
        // glare).
        if (leg is { IsCaller: false, IsTaken: false, IsReleased: false } && E1Causes.Of(cause)
            is Cause.NoCircuitAvailable or Cause.NetworkOutOfOrder && _desk.After(this, leg.Tries) is { } other)
        {
            leg.Tries++;
            leg.Line = other;
            other.Ring(leg);
            return;
        }

        _desk.End(leg, leg.Cause == Cause.None ? E1Causes.Of(cause) : leg.Cause);
    }

    private void Send(PriCall call, E1Leg? leg, ReadOnlySpan<byte> message)
    {
        (_sentCall, _sentReference) = (call, ReferenceOf(message));
        if (leg is not null && leg.Reference < 0)
            leg.Reference = _sentReference;
        if (leg is null || !_silenced.Contains(leg.Reference))
            _lapd.Send(message, _now);
    }

    // The first digit ends the dial tone (EN 300 403-1 §5.1.3).
    private void EndDialTone(ReadOnlySpan<byte> message)
    {
        if (!IsNetwork || message.Length < 5 || message[2 + (message[1] & 0x0F)] != InformationMessage)
            return;
        var reference = ReferenceOf(message) ^ FlagOf(message);
        foreach (var leg in _calls.Values)
            if (leg.Id.IsNone && leg.Reference == reference)
                leg.Begin(default);
    }

    private bool IsSilenced(ReadOnlySpan<byte> message) =>
        _silenced.Count > 0 && _silenced.Contains(ReferenceOf(message) ^ FlagOf(message));

    // The call reference with its flag, which is turned round in the other direction (Q.931 §4.3).
    private static int ReferenceOf(ReadOnlySpan<byte> message) => message.Length < 4 ? -1 : (message[1] & 0x0F) switch
    {
        1 => message[2],
        2 => BinaryPrimitives.ReadUInt16BigEndian(message[2..]),
        _ => -1,
    };

    private static int FlagOf(ReadOnlySpan<byte> message) => (message[1] & 0x0F) == 1 ? 0x80 : 0x8000;
}
