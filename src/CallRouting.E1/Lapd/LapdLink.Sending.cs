using NodaTime;

namespace CallRouting.E1;

// Frames as they go out: §3.
internal sealed partial class LapdLink
{
    private const byte Rr = 0x01;
    private const byte Rej = 0x09;
    private const byte Sabme = 0x6F;
    private const byte Dm = 0x0F;
    private const byte Disc = 0x43;
    private const byte Ua = 0x63;
    private const byte PollOfUnnumbered = 0x10;

    private void SendInformation(Instant now)
    {
        var message = _queue.Next;
        var sent = (_acknowledged + _queue.Sent) % Modulo;
        _queue.Advance();
        _owesAcknowledgement = false;
        if (_t200 == Instant.MaxValue)
            StartT200(now);
        Address(isCommand: true);
        _frame[2] = (byte)(sent << 1);
        _frame[3] = (byte)(_awaited << 1);
        message.CopyTo(_frame.AsSpan(4));
        _user.Transmit(_frame.AsSpan(0, 4 + message.Length));
    }

    // Every supervisory frame carries N(R), and so acknowledges.
    private void SendSupervisory(byte control, bool isCommand, bool isPoll)
    {
        _owesAcknowledgement = false;
        Address(isCommand);
        _frame[2] = control;
        _frame[3] = (byte)((_awaited << 1) | (isPoll ? 1 : 0));
        _user.Transmit(_frame.AsSpan(0, 4));
    }

    private void SendUnnumbered(byte control, bool isCommand, bool isPoll)
    {
        Address(isCommand);
        _frame[2] = (byte)(control | (isPoll ? PollOfUnnumbered : 0));
        _user.Transmit(_frame.AsSpan(0, 3));
    }

    // §3.3: SAPI 0, TEI 0; C/R is 1 in commands of the network and in responses of the user.
    private void Address(bool isCommand) => (_frame[0], _frame[1]) = ((byte)(isCommand == _isNetwork ? 0x02 : 0), 0x01);
}
