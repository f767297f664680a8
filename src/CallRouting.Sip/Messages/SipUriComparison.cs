namespace CallRouting.Sip;

/// <summary>Whether two URIs mean the same resource (RFC 3261 §19.1.4).</summary>
internal static class SipUriComparison
{
    /// <summary>Compares by the rules of §19.1.4: user and password with case, all else without; a port that is
    /// written never equals one that is not; <c>user, ttl, method, maddr, transport</c> must be in both or neither;
    /// other parameters count only when both have them; headers must be the same set.</summary>
    public static bool Same(in SipUri left, in SipUri right)
    {
        if (left.Text.SequenceEqual(right.Text))
            return true;
        if (left.Scheme != right.Scheme)
            return false;
        if (left.Scheme == SipScheme.Other)
            return SipText.Same(left.Text, right.Text);
        if (left.Scheme == SipScheme.Tel)
            return SameNumber(left.User, right.User) && ParamsAgree(left.Params, right.Params);
        return SipText.SameUnescaped(left.User, right.User, ignoreCase: false)
            && SipText.SameUnescaped(left.Password, right.Password, ignoreCase: false)
            && SipText.Same(left.Host, right.Host)
            && left.Port == right.Port
            && ParamsAgree(left.Params, right.Params)
            && ParamsAgree(right.Params, left.Params)
            && HeadersIn(left.Headers, right.Headers)
            && HeadersIn(right.Headers, left.Headers);
    }

    private static bool ParamsAgree(in SipParams left, in SipParams right)
    {
        foreach (var parameter in left)
        {
            if (right.TryGet(parameter.Name, out var other))
            {
                if (!SipText.SameUnescaped(parameter.Value, other, ignoreCase: true))
                    return false;
            }
            else if (CountsAlone(parameter.Name))
            {
                return false;
            }
        }
        return true;
    }

    private static bool CountsAlone(ReadOnlySpan<byte> name) =>
        SipText.Same(name, "user"u8) || SipText.Same(name, "ttl"u8) || SipText.Same(name, "method"u8)
        || SipText.Same(name, "maddr"u8) || SipText.Same(name, "transport"u8);

    private static bool HeadersIn(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> others)
    {
        foreach (var range in headers.Split((byte)'&'))
        {
            var found = false;
            foreach (var other in others.Split((byte)'&'))
                found |= SipText.SameUnescaped(headers[range], others[other], ignoreCase: true);
            if (!found)
                return headers.IsEmpty && others.IsEmpty;
        }
        return true;
    }

    // RFC 3966 §4: visual separators do not count.
    private static bool SameNumber(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int i = 0, j = 0;
        while (true)
        {
            while (i < left.Length && IsSeparator(left[i]))
                i++;
            while (j < right.Length && IsSeparator(right[j]))
                j++;
            if (i == left.Length || j == right.Length)
                return i == left.Length && j == right.Length;
            if (SipText.Lower(left[i++]) != SipText.Lower(right[j++]))
                return false;
        }
    }

    private static bool IsSeparator(byte b) => b is (byte)'-' or (byte)'.' or (byte)'(' or (byte)')';
}
