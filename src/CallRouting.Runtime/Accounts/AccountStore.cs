using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace CallRouting.Runtime;

/// <summary>A company's logins, in one file (SPEC G4, G5).</summary>
/// <remarks>Passwords are never kept: SIP gets the digests of RFC 7616 for one realm, the web PBKDF2. The file is
/// readable for its owner only, is replaced in one step, and is never overwritten when it is damaged. Reads see one
/// state and do not wait; safe to use from any thread.</remarks>
public sealed class AccountStore
{
    private readonly Lock _writing = new();
    private volatile Snapshot _now;

    private AccountStore(string file, string realm, IReadOnlyList<Account> accounts)
    {
        File = file;
        Realm = realm;
        _now = new Snapshot(accounts);
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The realm the digests are for, as devices show it to their users.</summary>
    public string Realm { get; }

    /// <summary>All accounts, by login.</summary>
    public IReadOnlyList<Account> Accounts => _now.Accounts;

    /// <summary>Opens a file; one that is not there is made with the first account.</summary>
    /// <param name="file">The file, usually <c>accounts.json</c> in the company's folder.</param>
    /// <param name="realm">The realm; another one makes all passwords useless.</param>
    /// <exception cref="AccountFileException">The file is damaged, for another realm, or cannot be read.</exception>
    public static AccountStore Open(string file, string realm)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentException.ThrowIfNullOrEmpty(realm);
        if (realm.Contains(':', StringComparison.Ordinal) || realm.Contains('"', StringComparison.Ordinal))
            throw new ArgumentException($"The realm {realm} holds a colon or a quote; leave them out.", nameof(realm));
        file = Path.GetFullPath(file);
        return new AccountStore(file, realm, AccountFile.Read(file, realm));
    }

    /// <summary>The account a user name belongs to: a login, or an employee's internal number.</summary>
    /// <param name="username">The user name as a device gives it; upper and lower case differ.</param>
    /// <param name="account">The account.</param>
    /// <param name="digest">The digests for this user name.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(string username, [NotNullWhen(true)] out Account? account,
        [NotNullWhen(true)] out DigestSecret? digest)
    {
        ArgumentNullException.ThrowIfNull(username);
        digest = null;
        return _now.ByUsername.TryGetValue(username, out account) && account.Digests.TryGetValue(username, out digest);
    }

    /// <summary>Whether a password is that of a login, for the web. Takes as long for an unknown login
    /// as for a wrong password.</summary>
    /// <param name="login">The login, or an employee's internal number.</param>
    /// <param name="password">The password.</param>
    public bool IsPassword(string login, string password)
    {
        ArgumentNullException.ThrowIfNull(login);
        ArgumentNullException.ThrowIfNull(password);
        var isKnown = _now.ByUsername.TryGetValue(login, out var account);
        return Passwords.IsRight(password, account?.WebPassword ?? Unknown) && isKnown;
    }

    /// <summary>Makes an account with a random password for every employee of a plan, and every user name of its
    /// trunks, that has none.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The new accounts with their passwords; empty: everybody had one.</returns>
    /// <exception cref="AccountFileException">The file cannot be written; no account was made.</exception>
    public IReadOnlyList<NewAccount> CreateMissing(RoutingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        lock (_writing)
        {
            var accounts = _now.Accounts.ToList();
            var logins = accounts.Select(account => account.Login).ToHashSet(StringComparer.Ordinal);
            var made = new List<NewAccount>();
            // The model's employees are the compiled ones in the same order; the e-mail address is the model's.
            for (var i = 0; i < plan.Employees.Count; i++)
                Make(plan.Employees[i].Id, AccountKind.Employee, plan.Employees[i].Extension,
                    plan.Source.Employees[i].Email);
            foreach (var trunk in plan.Trunks)
                if (trunk.Settings.Username is { Length: > 0 } username)
                    Make(username, AccountKind.Trunk, default, null);
            if (made.Count > 0)
                Save(accounts);
            return made;

            void Make(string login, AccountKind kind, Extension extension, string? email)
            {
                if (!logins.Add(login))
                    return;
                var password = Passwords.Random();
                extension = IsFree(accounts, extension) ? extension : default;
                accounts.Add(New(login, kind, extension, password));
                made.Add(new NewAccount(login, extension, password, email));
            }
        }
    }

    /// <summary>Sets a password, and makes the account if there is none. The one before works no longer.</summary>
    /// <param name="login">The login: an employee's id or a trunk's user name.</param>
    /// <param name="password">The password: at least 8 characters.</param>
    /// <param name="extension">The internal number that works as a login, too; none: the login only.</param>
    /// <param name="kind">Whose account it is.</param>
    /// <exception cref="ArgumentException">The password is too short, or the login holds a colon, a control character
    /// or is another account's internal number.</exception>
    /// <exception cref="AccountFileException">The file cannot be written; the password before still works.</exception>
    public void SetPassword(string login, string password, Extension extension = default,
        AccountKind kind = AccountKind.Employee)
    {
        ArgumentException.ThrowIfNullOrEmpty(login);
        ArgumentNullException.ThrowIfNull(password);
        if (login.Any(character => character == ':' || char.IsControl(character)))
            throw new ArgumentException("A login holds no colon and no control character.", nameof(login));
        if (password.Length < 8)
            throw new ArgumentException("The password is too short: at least 8 characters.", nameof(password));
        lock (_writing)
        {
            var others = _now.Accounts.Where(account => account.Login != login).ToList();
            if (others.Any(account => account.Digests.ContainsKey(login)))
                throw new ArgumentException($"\"{login}\" is another account's internal number.", nameof(login));
            if (!IsFree(others, extension))
                throw new ArgumentException($"{extension} is another account's login.", nameof(extension));
            others.Add(New(login, kind, extension, password));
            Save(others);
        }
    }

    /// <summary>Removes an account.</summary>
    /// <param name="login">The login.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="AccountFileException">The file cannot be written; the account is still there.</exception>
    public bool Remove(string login)
    {
        lock (_writing)
        {
            var others = _now.Accounts.Where(account => account.Login != login).ToList();
            if (others.Count == _now.Accounts.Count)
                return false;
            Save(others);
            return true;
        }
    }

    // As expensive as the password of somebody who exists.
    private static string Unknown { get; } = Passwords.Web("nobody");

    private static bool IsFree(List<Account> accounts, Extension extension) =>
        extension.IsNone || !accounts.Exists(account => account.Digests.ContainsKey(extension.ToString()));

    private Account New(string login, AccountKind kind, Extension extension, string password)
    {
        var digests = new SortedDictionary<string, DigestSecret>(StringComparer.Ordinal)
        {
            [login] = Passwords.Digest(login, Realm, password),
        };
        if (!extension.IsNone)
            digests[extension.ToString()] = Passwords.Digest(extension.ToString(), Realm, password);
        return new Account { Login = login, Kind = kind, Digests = digests, WebPassword = Passwords.Web(password) };
    }

    private void Save(List<Account> accounts)
    {
        accounts.Sort((a, b) => string.CompareOrdinal(a.Login, b.Login));
        AccountFile.Write(File, Realm, accounts);
        _now = new Snapshot(accounts);
    }

    private sealed class Snapshot(IReadOnlyList<Account> accounts)
    {
        public IReadOnlyList<Account> Accounts { get; } = accounts;

        public FrozenDictionary<string, Account> ByUsername { get; } = accounts
            .SelectMany(account => account.Digests.Keys.Select(username => (username, account)))
            .ToFrozenDictionary(pair => pair.username, pair => pair.account, StringComparer.Ordinal);
    }
}
