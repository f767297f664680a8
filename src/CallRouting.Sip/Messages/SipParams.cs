namespace CallRouting.Sip;

/// <summary>One <c>;name=value</c>; the value is raw, a quoted string with its quotes, empty where there is
/// none.</summary>
internal readonly ref struct SipParam(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
{
    public ReadOnlySpan<byte> Name { get; } = name;

    public ReadOnlySpan<byte> Value { get; } = value;
}

/// <summary>The parameters after a URI or a header value, read in place. <c>default</c> has none.</summary>
internal readonly ref struct SipParams
{
    private SipParams(ReadOnlySpan<byte> text) => Text = text;

    /// <summary>The parameters as written, from the first semicolon on.</summary>
    public ReadOnlySpan<byte> Text { get; }

    public bool IsEmpty => Text.IsEmpty;

    /// <summary>Reads <c>*( ; name [= value] )</c>; white space around the signs is allowed.</summary>
    /// <returns>False when a name is empty, a quote is not closed, or white space stands inside a value.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out SipParams parameters)
    {
        parameters = default;
        var rest = SipText.Trim(text);
        var whole = rest;
        while (!rest.IsEmpty)
        {
            if (!TryNext(ref rest, out _))
                return false;
        }
        parameters = new SipParams(whole);
        return true;
    }

    /// <summary>The value of the first parameter of that name, in any case; empty when it has no value.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var rest = Text;
        while (TryNext(ref rest, out var parameter))
        {
            if (SipText.Same(parameter.Name, name))
            {
                value = parameter.Value;
                return true;
            }
        }
        value = default;
        return false;
    }

    /// <summary>The value of that parameter, empty when it or its value is absent.</summary>
    public ReadOnlySpan<byte> this[ReadOnlySpan<byte> name] => TryGet(name, out var value) ? value : default;

    public bool Has(ReadOnlySpan<byte> name) => TryGet(name, out _);

    public Enumerator GetEnumerator() => new(Text);

    private static bool TryNext(scoped ref ReadOnlySpan<byte> rest, out SipParam parameter)
    {
        parameter = default;
        if (rest.IsEmpty || rest[0] != ';')
            return false;
        var i = SkipLws(rest, 1);
        var start = i;
        while (i < rest.Length && !IsEnd(rest[i]) && rest[i] is not ((byte)'=' or (byte)'"' or (byte)'<' or (byte)'>'))
            i++;
        var name = rest[start..i];
        i = SkipLws(rest, i);
        ReadOnlySpan<byte> value = default;
        if (i < rest.Length && rest[i] == '=')
        {
            i = SkipLws(rest, i + 1);
            start = i;
            if (i < rest.Length && rest[i] == '"')
            {
                i = SipText.EndOfQuoted(rest, i);
                if (i < 0)
                    return false;
            }
            else
            {
                while (i < rest.Length && !IsEnd(rest[i]) && rest[i] != '"')
                    i++;
            }
            value = rest[start..i];
            i = SkipLws(rest, i);
        }
        if (name.IsEmpty || (i < rest.Length && rest[i] != ';'))
            return false;
        rest = rest[i..];
        parameter = new SipParam(name, value);
        return true;
    }

    private static bool IsEnd(byte b) => b == ';' || SipText.IsLws(b);

    private static int SkipLws(ReadOnlySpan<byte> text, int i)
    {
        while (i < text.Length && SipText.IsLws(text[i]))
            i++;
        return i;
    }

    /// <summary>Walks the parameters in the order written.</summary>
    public ref struct Enumerator(ReadOnlySpan<byte> text)
    {
        private ReadOnlySpan<byte> rest = text;
        private SipParam current;

        public readonly SipParam Current => current;

        public bool MoveNext() => TryNext(ref rest, out current);
    }
}
