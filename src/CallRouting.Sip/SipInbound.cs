using System.Text;
using NodaTime;

namespace CallRouting.Sip;

/// <summary>A refusal of a request before it is done: a status and what the standard wants with it.</summary>
/// <param name="Status">The status; 0: nothing to refuse.</param>
/// <param name="Unsupported">For 420: the extensions that are not known here, separated by commas.</param>
internal readonly record struct SipRefusal(int Status, string Unsupported = "")
{
    public bool IsNone => Status == 0;
}

/// <summary>Wire to event: what a request asks for, whom it is from, and the call it offers. Pure.</summary>
internal static class SipInbound
{
    /// <summary>The methods that are taken here, as the Allow field says it.</summary>
    public const string Allow = "INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, PRACK, UPDATE, INFO, REFER";

    /// <summary>The extensions known here, as the Supported field says it.</summary>
    public const string Supported = "100rel, timer";

    /// <summary>Looks a request through in the order of RFC 3261 §8.2: method, extensions, body.</summary>
    public static SipRefusal Examine(SipMessage request)
    {
        switch (request.Method)
        {
            case SipMethod.Other:
                return new(501);
            case SipMethod.Subscribe or SipMethod.Publish:
                return new(489);
            case SipMethod.Notify:
                return new(481);
            case SipMethod.Message:
                return new(405);
            // A transfer is of a call: outside of one there is nothing to pass on.
            case SipMethod.Refer when request.ToTag.IsEmpty:
                return new(405);
        }

        var unknown = new StringBuilder();
        foreach (var extension in request.Values(SipHeader.Require))
            if (!SipText.Same(extension, "100rel"u8) && !SipText.Same(extension, "timer"u8))
                unknown.Append(unknown.Length == 0 ? "" : ", ").Append(Encoding.UTF8.GetString(extension));
        if (unknown.Length > 0)
            return new(420, unknown.ToString());
        return request.Method is SipMethod.Invite or SipMethod.Update or SipMethod.Prack ? Session(request) : default;
    }

    // Requests that carry a session description, or want one.
    private static SipRefusal Session(SipMessage request)
    {
        if (SipBody.IsEncoded(request) || !SipBody.IsUnderstood(request))
            return new(415);
        if (!TakesSdp(request))
            return new(406);
        if (request.Method == SipMethod.Invite && request.MaxForwards == 0)
            return new(483);
        return SessionTimer.IsTooShort(request) ? new(422) : default;
    }

    // No Accept field in an INVITE means that a description is accepted (§20.1).
    private static bool TakesSdp(SipMessage request)
    {
        if (!request.Has(SipHeader.Accept))
            return true;
        foreach (var value in request.Values(SipHeader.Accept))
        {
            var semicolon = value.IndexOf((byte)';');
            var type = SipText.Trim(semicolon < 0 ? value : value[..semicolon]);
            if (SipText.Same(type, "application/sdp"u8) || SipText.Same(type, "application/*"u8)
                || SipText.Same(type, "*/*"u8))
                return true;
        }

        return false;
    }

    /// <summary>Whether an INVITE is one of RFC 2543, without a tag, that leaves Contact out as it may there.</summary>
    public static bool IsOld(SipMessage invite) => invite.FromTag.IsEmpty && !invite.Has(SipHeader.Contact);

    /// <summary>Whether a client can be given a choice of hashes (RFC 8760 §2.4). libre before 2.0, under baresip 0.x and
    /// 1.x, fails at any challenge that is not MD5, wherever it stands.</summary>
    public static bool TakesSha256(SipMessage request)
    {
        var agent = request.First(SipHeader.UserAgent);
        return !agent.StartsWith("baresip v0."u8) && !agent.StartsWith("baresip v1."u8);
    }

    /// <summary>The company that a request names: by its request-URI, its To, its From; else the first.</summary>
    public static SipDomain DomainOf(SipMessage request, IReadOnlyList<SipDomain> domains)
    {
        if (domains.Count == 1)
            return domains[0];
        return Named(request.RequestUri.Host, domains) ?? Named(request.To.Uri.Host, domains)
            ?? Named(request.From.Uri.Host, domains) ?? domains[0];
    }

    /// <summary>Of several trunks that share a source the one whose called number is the company's, else the
    /// first.</summary>
    public static (SipDomain Domain, Trunk Trunk) Choose(
        SipMessage invite, List<(SipDomain Domain, Trunk Trunk)> candidates, Instant now)
    {
        foreach (var candidate in candidates)
            if (!Router.Decide(candidate.Domain.Plan, Offer(invite, candidate.Trunk), now).IsOther)
                return candidate;
        return candidates[0];
    }

    /// <summary>The call that a trunk's INVITE offers.</summary>
    public static CallOffer Offer(SipMessage invite, Trunk trunk) => new()
    {
        Trunk = trunk.Id,
        Called = SipNumbers.Called(invite, trunk),
        Caller = SipNumbers.Caller(invite),
    };

    /// <summary>The call that an employee's INVITE offers: who calls is known from the plan, not from what the
    /// device says of itself.</summary>
    public static CallOffer Offer(SipMessage invite, SipDomain domain, string employee)
    {
        CallerId caller = default;
        foreach (var entry in domain.Plan.Employees)
            if (entry.Id == employee)
                caller = new(entry.Extension.IsNone ? entry.Id : entry.Extension.ToString(), entry.Name);
        return new() { Employee = employee, Called = SipNumbers.Dialled(invite), Caller = caller };
    }

    /// <summary>Whether an address names an employee: by id, by extension, or by the account's user name.</summary>
    public static bool Names(in SipUri address, SipDomain domain, SipAccount account)
    {
        var user = address.UserText();
        if (user == account.Username || user == account.Employee)
            return true;
        foreach (var entry in domain.Plan.Employees)
            if (entry.Id == account.Employee)
                return !entry.Extension.IsNone && user == entry.Extension.ToString();
        return false;
    }

    /// <summary>The key that an INFO carries, in either of the two forms that phones use.</summary>
    /// <returns>False for other bodies and for what is no key.</returns>
    public static bool TryKey(SipMessage info, out char key)
    {
        key = '\0';
        var body = SipText.Trim(info.Body);
        if (SipText.Same(info.ContentType, "application/dtmf-relay"u8))
        {
            foreach (var range in info.Body.Split((byte)'\n'))
            {
                var line = SipText.Trim(info.Body[range]);
                if (line.Length > 7 && SipText.Same(line[..7], "Signal="u8))
                    body = SipText.Trim(line[7..]);
            }
        }
        else if (!SipText.Same(info.ContentType, "application/dtmf"u8))
        {
            return false;
        }

        // Some write * and # as the codes of RFC 4733.
        if (body.SequenceEqual("10"u8) || body.SequenceEqual("11"u8))
            key = body[1] == '0' ? '*' : '#';
        else if (body.Length == 1)
            key = char.ToUpperInvariant((char)body[0]);
        return key is >= '0' and <= '9' or >= 'A' and <= 'D' or '*' or '#';
    }

    /// <summary>Whom a REFER wants the caller passed on to (RFC 3515 §2.1).</summary>
    /// <param name="refer">The request.</param>
    /// <param name="target">The internal number.</param>
    /// <param name="reason">Why it cannot be, in the words of the response.</param>
    /// <returns>The status that refuses it; 0: it is understood.</returns>
    public static int Target(SipMessage refer, out Extension target, out string reason)
    {
        target = default;
        reason = "Bad Refer-To";
        var count = 0;
        NameAddress to = default;
        foreach (var value in refer.Values(SipHeader.ReferTo))
            if (count++ > 0 || !NameAddress.TryParse(value, out to))
                return 400;
        if (count == 0)
            return 400;
        if (to.Uri.Headers.IndexOf("Replaces="u8) >= 0 || to.Uri.Headers.IndexOf("replaces="u8) >= 0)
        {
            reason = "Attended Transfer By REFER Not Supported";
            return 501;
        }

        reason = "Not An Internal Number";
        return to.Uri.IsSip && Extension.TryParse(to.Uri.UserText(), out target) ? 0 : 404;
    }

    private static SipDomain? Named(ReadOnlySpan<byte> host, IReadOnlyList<SipDomain> domains)
    {
        foreach (var domain in domains)
            foreach (var name in domain.Names)
                if (SipText.Same(host, Encoding.UTF8.GetBytes(name)))
                    return domain;
        return null;
    }
}
