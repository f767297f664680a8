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

    public bool IsNone => Seconds == 0;

    /// <summary>When to act, counted from the last refresh: refresh after half the interval, or give up a third or
    /// 32 s before its end (§10).</summary>
    public long Ticks => NodaConstants.TicksPerSecond
        * (WeRefresh ? Seconds / 2 : Seconds - Math.Min(32, Seconds / 3));

    /// <summary>The answer to a request's wish (§9): taken as it is; who is named refreshes, the caller where
    /// nobody is, we where the caller cannot.</summary>
    public static SessionTimer Answer(SipMessage request)
    {
        if (!TryRead(request, out var seconds, out var refresher))
            return default;
        var canTheyRefresh = request.Lists(SipHeader.Supported, "timer"u8);
        return new(seconds, !canTheyRefresh || SipText.Same(refresher, "uas"u8));
    }

    /// <summary>What a 2xx to a request of ours agreed on (§7.2).</summary>
    public static SessionTimer Accepted(SipMessage response) =>
        TryRead(response, out var seconds, out var refresher)
            ? new(seconds, !SipText.Same(refresher, "uas"u8))
            : default;

    /// <summary>Whether a request asks for an interval below <see cref="Shortest"/>: it gets 422 (§9).</summary>
    public static bool IsTooShort(SipMessage request) =>
        request.Has(SipHeader.SessionExpires) && request.Number(SipHeader.SessionExpires, Shortest) < Shortest;

    /// <summary>Adds the fields to a 2xx of ours.</summary>
    public void Write(ref SipWriter response, bool canTheyRefresh)
    {
        if (IsNone)
            return;
        response.Header(SipHeader.SessionExpires, $"{Seconds};refresher={(WeRefresh ? "uas" : "uac")}");
        if (canTheyRefresh)
            response.Header(SipHeader.Require, "timer"u8);
    }

    /// <summary>Adds the fields to a refresh of ours.</summary>
    public void WriteRefresh(ref SipWriter request)
    {
        if (!IsNone)
            request.Header(SipHeader.SessionExpires, Encoding.ASCII.GetBytes($"{Seconds};refresher=uac"));
    }

    private static bool TryRead(SipMessage message, out int seconds, out ReadOnlySpan<byte> refresher)
    {
        refresher = default;
        seconds = (int)Math.Min(message.Number(SipHeader.SessionExpires, 0), 86_400);
        if (seconds < Shortest)
            return false;
        var text = message.First(SipHeader.SessionExpires);
        var semicolon = text.IndexOf((byte)';');
        if (semicolon >= 0 && SipParams.TryParse(text[semicolon..], out var parameters))
            refresher = parameters["refresher"u8];
        return true;
    }
}
