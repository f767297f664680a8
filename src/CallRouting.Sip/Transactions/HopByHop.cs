namespace CallRouting.Sip;

/// <summary>The two requests that are made from another one, for the next hop only.</summary>
internal static class HopByHop
{
    /// <summary>The ACK for a final response of 300–699 (RFC 3261 §17.1.1.3).</summary>
    public static byte[] Ack(SipMessage invite, SipMessage response) =>
        From(invite, "ACK"u8, response.First(SipHeader.To));

    /// <summary>The CANCEL of an INVITE (§9.1), with the value of its Reason field (RFC 3326), if any.</summary>
    public static byte[] Cancel(SipMessage invite, string? reason = null) =>
        From(invite, "CANCEL"u8, invite.First(SipHeader.To), reason);

    private static byte[] From(
        SipMessage invite, ReadOnlySpan<byte> method, ReadOnlySpan<byte> to, string? reason = null)
    {
        var writer = SipWriter.Request(method, invite.RequestUriText);
        var vias = invite.Values(SipHeader.Via);
        vias.MoveNext();
        writer.Copy(SipHeader.Via, vias.Current);
        writer.CopyAll(invite, SipHeader.Route);
        writer.Header(SipHeader.MaxForwards, 70);
        writer.CopyFirst(invite, SipHeader.From);
        writer.Copy(SipHeader.To, to);
        writer.CopyFirst(invite, SipHeader.CallId);
        writer.CSeq(invite.Sequence, method);
        if (!string.IsNullOrEmpty(reason))
            writer.Header(SipHeader.Reason, reason);
        return writer.Finish();
    }
}
