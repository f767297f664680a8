using System.Diagnostics.CodeAnalysis;
using CallRouting.Runtime;
using CallRouting.Sip;

namespace CallRouting.Host;

/// <summary>The account store as the SIP transport asks it.</summary>
/// <param name="store">The accounts.</param>
/// <param name="plan">The plan at present, which says which trunk has which user name.</param>
/// <param name="known">Passwords that were given on this start, by login: with them a provider's challenge can be
/// answered, whose realm is not ours. They are kept in memory only.</param>
internal sealed class StoredAccounts(
    AccountStore store, Func<RoutingPlan> plan, IReadOnlyDictionary<string, string> known) : ISipAccounts
{
    /// <inheritdoc/>
    public bool TryFind(string username, [NotNullWhen(true)] out SipAccount? account)
    {
        account = null;
        if (!store.TryFind(username, out var stored, out var digest))
            return false;
        account = new SipAccount
        {
            Username = username,
            Ha1Md5 = digest.Md5,
            Ha1Sha256 = digest.Sha256,
            Employee = stored.Kind == AccountKind.Employee ? stored.Login : null,
            Trunk = stored.Kind == AccountKind.Trunk ? TrunkOf(stored.Login) : null,
        };
        return true;
    }

    /// <inheritdoc/>
    public bool TryFindGateway(Trunk trunk, string realm, [NotNullWhen(true)] out SipAccount? account)
    {
        account = null;
        if (trunk.Username is not { } username)
            return false;
        if (known.TryGetValue(username, out var password))
            account = SipAccount.Create(username, realm, password);
        else if (realm == store.Realm)
            TryFind(username, out account);
        return account is not null;
    }

    private string? TrunkOf(string username)
    {
        foreach (var trunk in plan().Trunks)
            if (trunk.Settings.Username == username)
                return trunk.Settings.Id;
        return null;
    }
}
