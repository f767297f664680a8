using System.Text;
using NodaTime;

namespace CallRouting.Sip;

// REGISTER: RFC 3261 §10.2.
public sealed partial class SipPhone
{
    private string? _registerCallId;
    private string _registerTag = "";
    private uint _registerSequence;
    private Instant _registeredUntil;
    private int _registration;

    /// <summary>Registers, answering a challenge, and refreshes the registration until <see cref="UnregisterAsync"/> or
    /// the end of the phone.</summary>
    /// <param name="within">The limit; by itself the options' patience.</param>
    /// <returns>The final status: 200 registered, 401 or 403 the password is wrong, 408 nobody answered.</returns>
    /// <exception cref="InvalidOperationException">The phone has no server.</exception>
    public Task<int> RegisterAsync(TimeSpan? within = null) => RegisterAsync(_options.Expires, within);

    /// <summary>Removes the registration.</summary>
    /// <param name="within">The limit; by itself the options' patience.</param>
    /// <returns>The final status, as of <see cref="RegisterAsync(TimeSpan?)"/>.</returns>
    /// <exception cref="InvalidOperationException">The phone has no server.</exception>
    public Task<int> UnregisterAsync(TimeSpan? within = null) => RegisterAsync(TimeSpan.Zero, within);

    private async Task<int> RegisterAsync(TimeSpan expires, TimeSpan? within)
    {
        var status = 0;
        lock (Gate)
        {
            ObjectDisposedException.ThrowIf(_isClosing, this);
            Register(expires, s => status = s);
            Drain();
        }

        await WaitForAsync(() => status != 0, within, "an answer of the registrar").ConfigureAwait(false);
        return status;
    }

    private void Register(TimeSpan expires, Action<int> done)
    {
        var server = _options.Server
            ?? throw new InvalidOperationException("The phone has no server to register with.");
        var number = ++_registration;
        Ask(server, () => WriteRegister(expires), response =>
        {
            var status = response?.StatusCode ?? 408;
            if (status < 200)
                return;
            if (status == 423 && response!.Number(SipHeader.MinExpires, 0) is > 0 and <= 86_400 and var least
                && least > expires.TotalSeconds)
            {
                Register(TimeSpan.FromSeconds(least), done);
                return;
            }

            if (number == _registration)
                Registered(status, expires, response);
            done(status);
        });
    }

    private void Registered(int status, TimeSpan expires, SipMessage? response)
    {
        _registeredUntil = Instant.MinValue;
        if (status != 200 || expires == TimeSpan.Zero)
            return;
        var granted = TimeSpan.FromSeconds(Granted(response!, (long)expires.TotalSeconds));
        _registeredUntil = Now + Duration.FromTimeSpan(granted);
        var number = _registration;
        After(granted * 0.8, () =>
        {
            if (number == _registration && !_isClosing)
                Register(expires, _ => { });
        });
    }

    // The registrar lists every contact of the user; ours says how long it holds.
    private long Granted(SipMessage response, long wished)
    {
        var ours = LocalFor(_options.Server!).Contact;
        foreach (var value in response.Values(SipHeader.Contact))
            if (NameAddress.TryParse(value, out var contact) && contact.Uri.Text.SequenceEqual(ours))
                return Math.Clamp(contact.Expires(Math.Max(1, response.Expires)), 1, 86_400);
        return response.Expires > 0 ? response.Expires : wished;
    }

    private byte[] WriteRegister(TimeSpan expires)
    {
        var local = LocalFor(_options.Server!);
        if (_registerCallId is null)
            (_registerCallId, _registerTag) = (Tokens.Text(), Tokens.Text());
        var uri = Encoding.UTF8.GetBytes($"sip:{Domain}");
        var user = $"<sip:{Escaped(_options.User)}@{Domain}>";
        var writer = SipWriter.Request(SipMethod.Register, uri);
        writer.Via(local.Transport, local.SentBy, Tokens.Branch());
        writer.Header(SipHeader.MaxForwards, 70);
        writer.Header(SipHeader.From, $"{user};tag={_registerTag}");
        writer.Header(SipHeader.To, user);
        writer.Header(SipHeader.CallId, _registerCallId);
        writer.CSeq(++_registerSequence, "REGISTER"u8);
        writer.Header(SipHeader.Contact, $"<{Encoding.UTF8.GetString(local.Contact)}>");
        writer.Header(SipHeader.Expires, (long)expires.TotalSeconds);
        Login?.Answer(ref writer, "REGISTER"u8, uri);
        return writer.Finish();
    }
}
