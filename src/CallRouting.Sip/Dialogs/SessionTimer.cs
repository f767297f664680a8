using System.Text;
using NodaTime;

namespace CallRouting.Sip;

/// <summary>The heartbeat of a session (RFC 4028), as agreed with the far end. <c>default</c>: none.</summary>
/// <param name="Seconds">The interval; 0: none.</param>
/// <param name="WeRefresh">We send the refreshes, else the far end does.</param>
internal readonly record struct SessionTimer(int Seconds, bool WeRefresh)
{
    /// <summary>The shortest interval taken, in seconds (§4).</summary>
    public const int Shortest = 90;

    private const int Longest = 86_400;

    /// <summary>The interval that we ask for, in seconds (§4 recommends half an hour).</summary>
    public const int Usual = 1800;

    /// <summary>What our INVITEs ask for: that we keep the session alive, so that a far end that has gone is noticed
    /// even where it knows nothing of timers (§7.1).</summary>
    public static SessionTimer Ours => new(Usual, WeRefresh: true);

    public bool IsNone => Seconds == 0;

    /// <summary>When to act, counted from the last refresh: refresh after half the interval, or give up a third or
    /// 32 s before its end (§10).</summary>
    public long Ticks => NodaConstants.TicksPerSecond
        * (WeRefresh ? Seconds / 2 : Seconds - Math.Min(32, Seconds / 3));

    /// <summary>The answer to a request's wish (§9): taken as it is; who is named refreshes, the caller where
    /// nobody is, we where the caller cannot. A caller who knows timers and asks for none gets
    /// <see cref="Usual"/>, or his Min-SE where that is longer, and we refresh.</summary>
    public static SessionTimer Answer(SipMessage request)
    {
        var canTheyRefresh = request.Lists(SipHeader.Supported, "timer"u8);
        if (!TryRead(request, out var seconds, out var refresher))
            return canTheyRefresh ? Ours with { Seconds = AtLeast(request) } : default;
        return new(seconds, !canTheyRefresh || SipText.Same(refresher, "uas"u8));
    }

    /// <summary>What a 2xx to a request of ours agreed on (§7.2); where it says nothing, the far end knows nothing of
    /// timers and we refresh as we asked.</summary>
    /// <param name="response">The 2xx.</param>
    /// <param name="seconds">The interval that we asked for.</param>
    public static SessionTimer Accepted(SipMessage response, int seconds) =>
        TryRead(response, out var agreed, out var refresher)
            ? new(agreed, !SipText.Same(refresher, "uas"u8))
            : new(seconds, WeRefresh: seconds > 0);

    /// <summary>The timer after a 422: as long as it asks (§7.3); false for one that asks for nothing longer, or for
    /// what is absurd.</summary>
    public bool TryLengthen(SipMessage response, out SessionTimer longer)
    {
        var least = response.Number(SipHeader.MinSe, 0);
        longer = this with { Seconds = (int)Math.Clamp(least, 0, Longest) };
        return least > Seconds && least <= Longest;
    }

    /// <summary>Whether a request asks for an interval below <see cref="Shortest"/>: it gets 422, where its sender
    /// knows what that is (§9).</summary>
    public static bool IsTooShort(SipMessage request) =>
        request.Has(SipHeader.SessionExpires) && request.Lists(SipHeader.Supported, "timer"u8)
        && request.Number(SipHeader.SessionExpires, Shortest) < Shortest;

    /// <summary>Adds the fields to a 2xx of ours.</summary>
    public void Write(ref SipWriter response, bool canTheyRefresh)
    {
        if (IsNone)
            return;
        response.Header(SipHeader.SessionExpires, $"{Seconds};refresher={(WeRefresh ? "uas" : "uac")}");
        if (canTheyRefresh)
            response.Header(SipHeader.Require, "timer"u8);
    }

    /// <summary>Adds the fields to an INVITE or a refresh of ours.</summary>
    public void WriteRequest(ref SipWriter request)
    {
        if (IsNone)
            return;
        request.Header(SipHeader.SessionExpires, Encoding.ASCII.GetBytes($"{Seconds};refresher=uac"));
        // After a 422 the least that was asked for is passed on (§7.4).
        request.Header(SipHeader.MinSe, Seconds > Usual ? Seconds : Shortest);
    }

    private static int AtLeast(SipMessage request) =>
        (int)Math.Clamp(request.Number(SipHeader.MinSe, 0), Usual, Longest);

    private static bool TryRead(SipMessage message, out int seconds, out ReadOnlySpan<byte> refresher)
    {
        refresher = default;
        seconds = (int)Math.Min(message.Number(SipHeader.SessionExpires, 0), Longest);
        if (seconds < Shortest)
            return false;
        var text = message.First(SipHeader.SessionExpires);
        var semicolon = text.IndexOf((byte)';');
        if (semicolon >= 0 && SipParams.TryParse(text[semicolon..], out var parameters))
            refresher = parameters["refresher"u8];
        return true;
    }
}
