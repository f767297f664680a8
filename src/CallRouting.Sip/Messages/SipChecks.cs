namespace CallRouting.Sip;

/// <summary>What a message must have before anything is done with it (RFC 3261 §8.1.1, §8.2, §18.3).</summary>
internal static class SipChecks
{
    /// <summary>Checks the fields that everything depends on and cuts the body.</summary>
    /// <returns>A request with a fault is bad if it has a Via to answer by; a response with one is dropped.</returns>
    public static SipParseResult Finish(ReadOnlyMemory<byte> buffer, in SipStartLine start, SipHeaderField[] fields,
        int bodyStart, SipFault fault)
    {
        var message = new SipMessage(buffer, start, fields, bodyStart);
        if (fault.IsNone)
            fault = Doubled(fields);
        if (fault.IsNone)
            fault = Length(message);
        if (fault.IsNone)
            fault = Sequence(message);
        if (fault.IsNone)
            fault = Required(message);
        if (fault.IsNone)
            fault = Addresses(message);
        if (fault.IsNone)
            return new SipParseResult(SipParseOutcome.Good, message, default);
        if (!message.IsRequest)
            return SipParser.Drop(fault.Reason);
        return message.Has(SipHeader.Via)
            ? new SipParseResult(SipParseOutcome.Bad, message, fault)
            : SipParser.Drop("No Via to answer by");
    }

    private static SipFault Doubled(SipHeaderField[] fields)
    {
        ulong seen = 0;
        foreach (var field in fields)
        {
            var bit = 1UL << (int)field.Header;
            if ((seen & bit) != 0 && SipHeaders.IsSingle(field.Header))
                return new SipFault(field.Header, 400, "Doubled header field");
            seen |= bit;
        }
        return default;
    }

    private static SipFault Length(SipMessage message)
    {
        var index = message.IndexOf(SipHeader.ContentLength);
        if (index < 0)
            return default;
        if (!SipText.TryNumber(message.Value(index), out var number))
            return new SipFault(SipHeader.ContentLength, 400, "Malformed Content-Length");
        if (number > message.Body.Length)
            return new SipFault(SipHeader.ContentLength, 400, "Content-Length beyond the message");
        message.CutBody((int)number);
        return default;
    }

    private static SipFault Sequence(SipMessage message)
    {
        var text = message.First(SipHeader.CSeq);
        if (text.IsEmpty)
            return new SipFault(SipHeader.CSeq, 400, "Missing CSeq");
        var end = text.IndexOfAny(" \t\r\n"u8);
        if (end < 0 || !SipText.TryNumber(text[..end], out var number) || number >= 1L << 31)
            return new SipFault(SipHeader.CSeq, 400, "Malformed CSeq");
        var name = SipText.Trim(text[end..]);
        if (!SipText.IsToken(name))
            return new SipFault(SipHeader.CSeq, 400, "Malformed CSeq");
        if (message.IsRequest && !name.SequenceEqual(message.MethodText))
            return new SipFault(SipHeader.CSeq, 400, "CSeq method differs from the request");
        message.SetSequence((uint)number, SipMethods.Find(name));
        return default;
    }

    private static SipFault Required(SipMessage message)
    {
        if (message.First(SipHeader.Via).IsEmpty)
            return new SipFault(SipHeader.Via, 400, "Missing Via");
        if (message.CallId.IsEmpty)
            return new SipFault(SipHeader.CallId, 400, "Missing Call-ID");
        if (message.CallId.ContainsAny(" \t\r\n"u8))
            return new SipFault(SipHeader.CallId, 400, "Malformed Call-ID");
        if (!message.Has(SipHeader.From))
            return new SipFault(SipHeader.From, 400, "Missing From");
        if (!message.Has(SipHeader.To))
            return new SipFault(SipHeader.To, 400, "Missing To");
        if (message.Has(SipHeader.MaxForwards)
            && (!SipText.TryNumber(message.First(SipHeader.MaxForwards), out var hops) || hops > 255))
            return new SipFault(SipHeader.MaxForwards, 400, "Malformed Max-Forwards");
        return default;
    }

    private static SipFault Addresses(SipMessage message)
    {
        Via topmost = default;
        foreach (var value in message.Values(SipHeader.Via))
        {
            if (!Via.TryParse(value, out var via))
                return new SipFault(SipHeader.Via, 400, "Malformed Via");
            if (topmost.Host.IsEmpty)
                topmost = via;
        }
        if (!NameAddress.TryParse(message.First(SipHeader.From), out var from) || from.IsStar)
            return new SipFault(SipHeader.From, 400, "Malformed From");
        if (!NameAddress.TryParse(message.First(SipHeader.To), out var to) || to.IsStar)
            return new SipFault(SipHeader.To, 400, "Malformed To");
        message.Remember(topmost.Branch, from.Tag, to.Tag);
        foreach (var value in message.Values(SipHeader.Contact))
        {
            if (!NameAddress.TryParse(value, out var contact)
                || (contact.IsStar && message.Method != SipMethod.Register))
                return new SipFault(SipHeader.Contact, 400, "Malformed Contact");
        }
        return Routes(message, SipHeader.Route, "Malformed Route") is { IsNone: false } route
            ? route
            : Routes(message, SipHeader.RecordRoute, "Malformed Record-Route");
    }

    private static SipFault Routes(SipMessage message, SipHeader header, string reason)
    {
        foreach (var value in message.Values(header))
        {
            if (!NameAddress.TryParse(value, out var route) || route.IsStar)
                return new SipFault(header, 400, reason);
        }
        return default;
    }
}
