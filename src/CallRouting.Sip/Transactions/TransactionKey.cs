namespace CallRouting.Sip;

/// <summary>Which messages belong to one transaction (RFC 3261 §17.1.3, §17.2.3, §8.2.2.2).</summary>
internal static class TransactionKey
{
    /// <summary>A client transaction is found by branch and CSeq method.</summary>
    public static int OfClient(SipMessage message)
    {
        var hash = new HashCode();
        hash.AddBytes(message.Branch);
        hash.AddBytes(message.SequenceMethodText);
        return hash.ToHashCode();
    }

    public static bool IsSameClient(SipMessage request, SipMessage response) =>
        request.Branch.SequenceEqual(response.Branch)
        && request.MethodText.SequenceEqual(response.SequenceMethodText);

    /// <summary>A server transaction is found by branch and method, or, from a sender of RFC 2543, by Call-ID and
    /// CSeq. ACK and CANCEL look for the INVITE when told to.</summary>
    public static int OfServer(SipMessage request, bool asInvite)
    {
        var hash = new HashCode();
        if (Via.IsCookie(request.Branch))
        {
            hash.AddBytes(request.Branch);
        }
        else
        {
            hash.AddBytes(request.CallId);
            hash.Add(request.Sequence);
        }
        hash.AddBytes(asInvite ? "INVITE"u8 : request.MethodText);
        return hash.ToHashCode();
    }

    /// <summary>The incoming request belongs to the transaction that the kept one opened.</summary>
    public static bool IsSameServer(SipMessage kept, SipMessage incoming, bool asInvite)
    {
        if (asInvite ? kept.Method != SipMethod.Invite : !kept.MethodText.SequenceEqual(incoming.MethodText))
            return false;
        if (!kept.Branch.SequenceEqual(incoming.Branch))
            return false;
        var mine = kept.TopVia;
        var theirs = incoming.TopVia;
        if (!SipText.Same(mine.Host, theirs.Host) || mine.Port != theirs.Port)
            return false;
        return Via.IsCookie(incoming.Branch)
            || (kept.RequestUriText.SequenceEqual(incoming.RequestUriText)
                && kept.CallId.SequenceEqual(incoming.CallId)
                && kept.Sequence == incoming.Sequence
                && kept.FromTag.SequenceEqual(incoming.FromTag)
                && (incoming.Method == SipMethod.Ack || kept.ToTag.SequenceEqual(incoming.ToTag)));
    }

    /// <summary>The same request that came on another path has the same From tag, Call-ID and CSeq.</summary>
    public static int OfMerged(SipMessage request)
    {
        var hash = new HashCode();
        hash.AddBytes(request.CallId);
        hash.AddBytes(request.FromTag);
        hash.Add(request.Sequence);
        return hash.ToHashCode();
    }

    public static bool IsMerged(SipMessage kept, SipMessage incoming) =>
        kept.Sequence == incoming.Sequence
        && kept.MethodText.SequenceEqual(incoming.MethodText)
        && kept.CallId.SequenceEqual(incoming.CallId)
        && kept.FromTag.SequenceEqual(incoming.FromTag);
}
