using System.Text;

namespace CallRouting.Sip;

/// <summary>Who was called and who calls, as an INVITE says it (SPEC O4, O9).</summary>
internal static class SipNumbers
{
    /// <summary>The called number, from where the trunk writes it and exactly as it is written there.</summary>
    /// <remarks>Of an address the user part, with its escapes resolved, as they are not part of it (RFC 3261
    /// §19.1.2). A field that is missing or has no user is an absent number.</remarks>
    public static CalledId Called(SipMessage invite, Trunk trunk) => trunk.CalledIdHeader switch
    {
        CalledIdHeader.To => new(Field(invite, SipHeader.To), Source: CalledIdSource.ToHeader),
        CalledIdHeader.Diversion => new(Field(invite, SipHeader.Diversion), Source: CalledIdSource.Diversion),
        CalledIdHeader.PCalledPartyId =>
            new(Field(invite, SipHeader.PCalledPartyId), Source: CalledIdSource.PCalledPartyId),
        CalledIdHeader.Named => new(Named(invite, trunk.CalledIdHeaderName), Source: CalledIdSource.Header),
        _ => Dialled(invite),
    };

    /// <summary>What an employee dialled, or a trunk that writes the number there: the request-URI's user.</summary>
    public static CalledId Dialled(SipMessage invite) =>
        new(User(invite.RequestUri), Source: CalledIdSource.RequestUri);

    /// <summary>Who calls, as a trunk says it: P-Asserted-Identity, else From (RFC 3325 §9.1); nobody where the
    /// caller wishes to be anonymous (RFC 3323 §4.2).</summary>
    public static CallerId Caller(SipMessage invite)
    {
        var from = invite.From;
        if (IsPrivate(invite) || IsAnonymous(from))
            return default;
        string? number = null, name = null;
        foreach (var value in invite.Values(SipHeader.PAssertedIdentity))
        {
            if (!NameAddress.TryParse(value, out var asserted))
                continue;
            // Of a tel: and a sip: address the tel: one is the number.
            if (number is null || asserted.Uri.Scheme == SipScheme.Tel)
                number = User(asserted.Uri) ?? number;
            name ??= Display(asserted);
        }

        return new(number ?? User(from.Uri), name ?? Display(from));
    }

    /// <summary>The user part of an address, or the number of a <c>tel:</c> one with its context; <c>null</c> where
    /// there is none.</summary>
    public static string? User(in SipUri uri)
    {
        if (uri.User.IsEmpty)
            return null;
        var user = uri.UserText();
        return uri.Scheme == SipScheme.Tel && uri.Params.TryGet("phone-context"u8, out var context)
            ? $"{user};phone-context={SipText.Unescape(context)}"
            : user;
    }

    private static string? Field(SipMessage invite, SipHeader header) => User(invite.Address(header).Uri);

    private static string? Named(SipMessage invite, string? name)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        var index = invite.IndexOf(Encoding.UTF8.GetBytes(name));
        if (index < 0)
            return null;
        var value = invite.Value(index);
        return NameAddress.TryParse(value, out var address) && !address.IsStar
            ? User(address.Uri)
            : Encoding.UTF8.GetString(value);
    }

    private static string? Display(in NameAddress address)
    {
        var name = address.DisplayText();
        return name.Length == 0 ? null : name;
    }

    private static bool IsPrivate(SipMessage invite)
    {
        var privacy = invite.First(SipHeader.Privacy);
        foreach (var range in privacy.SplitAny(";,"u8))
        {
            var wish = SipText.Trim(privacy[range]);
            if (SipText.Same(wish, "id"u8) || SipText.Same(wish, "user"u8) || SipText.Same(wish, "header"u8)
                || SipText.Same(wish, "full"u8))
                return true;
        }

        return false;
    }

    private static bool IsAnonymous(in NameAddress from) =>
        SipText.Same(from.Uri.Host, "anonymous.invalid"u8) || SipText.Same(from.Uri.User, "anonymous"u8);
}
