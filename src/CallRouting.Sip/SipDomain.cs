using System.Diagnostics.CodeAnalysis;

namespace CallRouting.Sip;

/// <summary>One company as the SIP transport serves it.</summary>
public sealed class SipDomain
{
    private volatile RoutingPlan _plan;

    /// <summary>A company to serve.</summary>
    /// <param name="id">The id under which its calls are offered.</param>
    /// <param name="name">Its host name, which is the realm of its passwords too unless <see cref="Realm"/> is
    /// set.</param>
    /// <param name="plan">The plan at present.</param>
    /// <param name="accounts">Who may register and call.</param>
    public SipDomain(DomainId id, string name, RoutingPlan plan, ISipAccounts accounts)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(accounts);
        Id = id;
        Name = Realm = name;
        Accounts = accounts;
        _plan = plan;
    }

    /// <summary>The id under which calls are offered.</summary>
    public DomainId Id { get; }

    /// <summary>The host name, for example <c>sip.example.com</c>.</summary>
    public string Name { get; }

    /// <summary>The realm of its passwords; the name, unless set. Companies may share one: then a phone need not name
    /// its company, its password tells.</summary>
    public string Realm { get; init; }

    /// <summary>Other host names and addresses by which requests name this company.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Who may register and call.</summary>
    public ISipAccounts Accounts { get; }

    /// <summary>The plan whose trunks and employees count; set it when the plan changes, from any thread. Calls under
    /// way are not touched.</summary>
    public RoutingPlan Plan
    {
        get => _plan;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _plan = value;
        }
    }

    internal IEnumerable<string> Names => Aliases.Prepend(Name);
}

/// <summary>Where the SIP transport finds user names and the hashes of their passwords. Asked on the signalling
/// thread: answer from memory.</summary>
public interface ISipAccounts
{
    /// <summary>Finds who has a user name in this company.</summary>
    /// <param name="username">The name as written in the credentials, or the user part of an address.</param>
    /// <param name="account">The account, hashed for the domain's realm.</param>
    /// <returns>Whether there is such an account.</returns>
    bool TryFind(string username, [NotNullWhen(true)] out SipAccount? account);

    /// <summary>Finds what answers a provider's challenge to a call of ours.</summary>
    /// <param name="trunk">The trunk; its <see cref="Trunk.Username"/> is our name there.</param>
    /// <param name="realm">The provider's realm, for which the hashes must be made.</param>
    /// <param name="account">The account, hashed for that realm.</param>
    /// <returns>Whether there is one; by itself there is none.</returns>
    bool TryFindGateway(Trunk trunk, string realm, [NotNullWhen(true)] out SipAccount? account)
    {
        account = null;
        return false;
    }
}

/// <summary>A user name, what is kept of its password, and whom it stands for: an employee or a trunk.</summary>
public sealed record SipAccount
{
    /// <summary>The user name.</summary>
    public required string Username { get; init; }

    /// <summary>MD5 of <c>user:realm:password</c>, 32 lower-case hexadecimal digits (RFC 7616).</summary>
    public required string Ha1Md5 { get; init; }

    /// <summary>SHA-256 of the same, 64 lower-case hexadecimal digits (RFC 8760).</summary>
    public required string Ha1Sha256 { get; init; }

    /// <summary>The employee's id in the plan; <c>null</c>: not an employee's account.</summary>
    public string? Employee { get; init; }

    /// <summary>The trunk's id in the plan; <c>null</c>: not a trunk's account.</summary>
    public string? Trunk { get; init; }

    /// <summary>Makes an account out of a password, which is not kept.</summary>
    /// <param name="username">The user name.</param>
    /// <param name="realm">The domain's realm.</param>
    /// <param name="password">The password.</param>
    public static SipAccount Create(string username, string realm, string password)
    {
        return new()
        {
            Username = username,
            Ha1Md5 = Hash(DigestAlgorithm.Md5),
            Ha1Sha256 = Hash(DigestAlgorithm.Sha256),
        };

        string Hash(DigestAlgorithm algorithm) =>
            System.Text.Encoding.ASCII.GetString(DigestHash.Ha1(algorithm, username, realm, password));
    }

    /// <summary>The user name only: hashes open accounts.</summary>
    public override string ToString() => $"account {Username}";
}
