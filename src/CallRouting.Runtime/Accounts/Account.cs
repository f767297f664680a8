namespace CallRouting.Runtime;

/// <summary>Whose an account is.</summary>
public enum AccountKind : byte
{
    /// <summary>An employee's: all their devices use it (SPEC G4).</summary>
    Employee = 0,

    /// <summary>A trunk's, with which a provider or another PBX authenticates to us.</summary>
    Trunk = 1,
}

/// <summary>The digests with which a SIP device proves that it knows the password (RFC 7616 §3.4.2).</summary>
/// <param name="Md5">MD5 of <c>username:realm:password</c>, 32 lower-case hexadecimal digits.</param>
/// <param name="Sha256">SHA-256 of the same, 64 lower-case hexadecimal digits.</param>
public sealed record DigestSecret(string Md5, string Sha256);

/// <summary>One login. The password itself is kept nowhere.</summary>
public sealed record Account
{
    /// <summary>The login: the employee's id, or the trunk's user name.</summary>
    public required string Login { get; init; }

    /// <summary>Whose it is.</summary>
    public AccountKind Kind { get; init; }

    /// <summary>The user names a device may give, each with its digests: the login, and the employee's internal number
    /// as it was when the password was set.</summary>
    public required IReadOnlyDictionary<string, DigestSecret> Digests { get; init; }

    /// <summary>The password for the web, as PBKDF2: <c>pbkdf2-sha256$iterations$salt$hash</c>.</summary>
    public required string WebPassword { get; init; }
}

/// <summary>A login that was just made, with its password: to be shown once.</summary>
/// <param name="Login">The login.</param>
/// <param name="Extension">The internal number, which works as a login, too; none: the login only.</param>
/// <param name="Password">The password. Nobody can find it out later.</param>
/// <param name="Email">Where an invitation with it is to be sent, once (SPEC G5); <c>null</c>: it is to be shown to the
/// administrator.</param>
public sealed record NewAccount(string Login, Extension Extension, string Password, string? Email = null)
{
    /// <summary>The login without the password, so that it does not slip into a log.</summary>
    public override string ToString() => Extension.IsNone ? Login : $"{Login} ({Extension})";
}

/// <summary>The accounts file is damaged or cannot be read or written; the message says where and what to do.</summary>
public sealed class AccountFileException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which file, where in it, what is wrong, and what to do.</param>
    /// <param name="inner">What was thrown below; <c>null</c>: nothing.</param>
    public AccountFileException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
