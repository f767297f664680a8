using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using CallRouting.Dahdi;

namespace CallRouting.Analog;

internal sealed partial class DahdiFxoPort
{
    // Before a block comes in the next one must be there to go out: one that is late by less than a block is in time.
    private const int SilentBlocks = 2;
    private const int FlashGraceMilliseconds = 3000;
    private const int DialGraceMilliseconds = 5000;

    // The slowest digit: ten pulses of 100 ms and the pause after them. A comma is two seconds too.
    private const int DigitMilliseconds = 2000;

    // The driver's pause is half a second.
    private const string Comma = "WWWW";
    private const int MostDialled = 254;

    private static readonly SearchValues<char> Dialled = SearchValues.Create("0123456789*#ABCDW");

    /// <summary>Takes a command: it is done at once, or after the one under way.</summary>
    /// <param name="command">The command.</param>
    /// <param name="now">The time.</param>
    public void Take(in FxoCommand command, long now)
    {
        if (_isFaulty || _channel is null)
            return;
        if (command.Kind == FxoCommandKind.OnHook)
            HangUp();
        else if (_underWay != FxoCommandKind.None)
            _later.Enqueue(command);
        else
            Do(command, now);
    }

    private void Do(in FxoCommand command, long now)
    {
        switch (command.Kind)
        {
            case FxoCommandKind.OffHook:
                GoOffHook(now);
                break;
            case FxoCommandKind.Flash:
                Flash(command.Milliseconds, now);
                break;
            case FxoCommandKind.Dial:
                Dial(command.Digits, command.Pulses, now);
                break;
        }
    }

    private void GoOffHook(long now)
    {
        if (!_isOffHook)
        {
            var answer = _channel!.TryControl(DahdiRequest.Hook, (int)DahdiHook.OffHook);
            if (answer < 0)
            {
                Lose(DahdiError.Of(_number, "does not go off hook", -answer), now);
                return;
            }

            (_isOffHook, _isRinging) = (true, false);
            BeginSound();
        }

        _events.Happened(new(FxoEventKind.OffHook));
    }

    private void HangUp()
    {
        // Each command ends with its own event, also the ones that were never begun.
        if (_underWay != FxoCommandKind.None)
            _events.Happened(EndOf(_underWay, Cause.NormalClearing));
        _underWay = FxoCommandKind.None;
        while (_later.TryDequeue(out var command))
            _events.Happened(EndOf(command.Kind, Cause.NormalClearing));
        _channel!.TryControl(DahdiRequest.Hook, (int)DahdiHook.OnHook);
        _channel.TryControl(DahdiRequest.Flush, DahdiRequest.FlushWritten);
        _isOffHook = false;
        _events.Happened(new(FxoEventKind.OnHook));
    }

    private void Flash(int milliseconds, long now)
    {
        Span<byte> times = stackalloc byte[DahdiParameters.Octets];
        times.Clear();
        var channel = _channel!;
        var isSet = _isOffHook && channel.TryControl(DahdiRequest.GetParameters, times) >= 0;
        BinaryPrimitives.WriteInt32LittleEndian(times[DahdiParameters.FlashOffset..], milliseconds);
        Begin(FxoCommandKind.Flash, now + milliseconds + FlashGraceMilliseconds);
        _isFlashing = false;
        if (isSet && channel.TryControl(DahdiRequest.SetParameters, times) >= 0)
            BeginFlash();
        else
            EndUnderWay(now, isDone: false);
    }

    private void BeginFlash()
    {
        // The driver is busy for 600 ms after it went off hook; it is asked again until the time is up.
        _isFlashing = _channel!.TryControl(DahdiRequest.Hook, (int)DahdiHook.Flash) >= 0;
    }

    private void Dial(string digits, bool pulses, long now)
    {
        var text = digits.Replace(",", Comma, StringComparison.Ordinal);
        if (text.Length is 0 or > MostDialled || text.AsSpan().ContainsAnyExcept(Dialled))
        {
            _events.Happened(EndOf(FxoCommandKind.Dial, Cause.InvalidNumberFormat));
            return;
        }

        Span<byte> operation = stackalloc byte[DahdiRequest.DialOctets];
        operation.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(operation, DahdiRequest.DialReplace);
        operation[sizeof(int)] = (byte)(pulses ? 'P' : 'T');
        Encoding.ASCII.GetBytes(text, operation[(sizeof(int) + 1)..]);
        // Sound that is written ends dialling: nothing is written until it is done.
        _channel!.TryControl(DahdiRequest.Flush, DahdiRequest.FlushWritten);
        if (_isOffHook && _channel.TryControl(DahdiRequest.Dial, operation) >= 0)
            Begin(FxoCommandKind.Dial, now + (digits.Length * DigitMilliseconds) + DialGraceMilliseconds);
        else
            _events.Happened(EndOf(FxoCommandKind.Dial, Cause.NetworkOutOfOrder));
    }

    private void Begin(FxoCommandKind command, long deadline) => (_underWay, _deadline) = (command, deadline);

    private void EndUnderWay(long now, bool isDone)
    {
        var ended = _underWay;
        _underWay = FxoCommandKind.None;
        if (ended == FxoCommandKind.Dial)
            BeginSound();
        _events.Happened(EndOf(ended, isDone ? Cause.None : Cause.NetworkOutOfOrder));
        while (_underWay == FxoCommandKind.None && _channel is not null && _later.TryDequeue(out var next))
            Do(next, now);
    }

    private void BeginSound()
    {
        var channel = _channel!;
        channel.TryControl(DahdiRequest.Flush, DahdiRequest.FlushSound);
        _said.AsSpan().Fill(LegSound.Silence);
        for (var block = 0; block < SilentBlocks; block++)
            channel.Write(_said);
    }

    private void Exchange(DahdiChannel channel)
    {
        while (channel.Read(_heard) == BlockOctets)
        {
            if (_isFaulty)
                continue;
            _events.Exchange(_heard, _said);
            if (_isOffHook && _underWay != FxoCommandKind.Dial)
                channel.Write(_said);
        }
    }

    private void Handle(DahdiEvent happened, long now)
    {
        switch (happened)
        {
            case DahdiEvent.Alarm:
                Fail($"DAHDI channel {_number}: the line has no battery.");
                break;
            case DahdiEvent.NoAlarm:
                Restore();
                break;
            case DahdiEvent.RingBegin when !_isOffHook && !_isFaulty:
                _isRinging = true;
                _events.Happened(new(FxoEventKind.RingBegan));
                break;
            case DahdiEvent.RingOffHook when _isRinging:
                _isRinging = false;
                _events.Happened(new(FxoEventKind.RingEnded));
                break;
            case DahdiEvent.OnHook when _isOffHook:
                _events.Happened(new(FxoEventKind.LoopBroken));
                break;
            case DahdiEvent.Polarity when !_isFaulty:
                _events.Happened(new(FxoEventKind.PolarityReversed));
                break;
            case DahdiEvent.ReadOverrun or DahdiEvent.WriteUnderrun when _isOffHook && _underWay != FxoCommandKind.Dial:
                // What waits now would be heard late for the rest of the call.
                BeginSound();
                break;
            case DahdiEvent.DialComplete when _underWay == FxoCommandKind.Dial:
            case DahdiEvent.HookComplete when _underWay == FxoCommandKind.Flash:
                EndUnderWay(now, isDone: true);
                break;
        }
    }

    private static FxoEvent EndOf(FxoCommandKind command, Cause cause) => command switch
    {
        FxoCommandKind.Dial => new(FxoEventKind.DialEnded) { Cause = cause },
        FxoCommandKind.Flash => new(FxoEventKind.FlashEnded),
        FxoCommandKind.OffHook => new(FxoEventKind.OffHook),
        _ => default,
    };
}
