using System.Text;
using CallRouting.E1;
using CallRouting.Runtime;
using CallRouting.Sip;

namespace CallRouting.Host;

/// <summary>One company that the router serves: its plan, its accounts and its place in SIP.</summary>
/// <param name="Name">Its name in logs, records, the data folder and as a SIP host name.</param>
/// <param name="PlanName">What its plan is called on the screen.</param>
/// <param name="PlanFile">Its plan file; <c>null</c>: the plan inside the program.</param>
/// <param name="Domain">Its id on the router.</param>
/// <param name="Accounts">Its logins.</param>
/// <param name="Sip">How SIP serves it.</param>
/// <param name="E1">How E1 lines serve it.</param>
/// <param name="Folder">Where its accounts, recordings and records are.</param>
internal sealed record Company(string Name, string PlanName, string? PlanFile, DomainId Domain, AccountStore Accounts,
    SipDomain Sip, E1Domain E1, string Folder)
{
    /// <summary>The plan at present.</summary>
    public RoutingPlan Plan => Sip.Plan;

    /// <summary>Lets its lines follow another plan.</summary>
    public void Use(RoutingPlan plan) => Sip.Plan = E1.Plan = plan;

    /// <summary>The file that shows what trunks write as the called number.</summary>
    public string CalledIdsFile => Path.Combine(Folder, "called-ids.yaml");

    /// <summary>Makes the accounts that the plan wants and that are not there.</summary>
    /// <returns>Those to show: who has an e-mail address finds the password in a letter in the outbox.</returns>
    /// <exception cref="IOException">The accounts or a letter cannot be written.</exception>
    public IReadOnlyList<NewAccount> CreateAccounts(out IReadOnlyList<string> letters)
    {
        var plan = Plan;
        var made = Accounts.CreateMissing(plan);
        var invited = made.Where(account => account.Email is not null).ToList();
        letters = [.. invited.Select(account => Write(account, plan))];
        return [.. made.Except(invited)];
    }

    private string Write(NewAccount account, RoutingPlan plan)
    {
        var file = Path.Combine(Folder, "outbox", account.Login + ".eml");
        PrivateText.Write(file, $"""
            To: {account.Email}
            Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes($"Your telephone at {plan.Source.Id}"))}?=
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Your telephone is ready.

            Login:           {account.Login}
            Internal number: {(account.Extension.IsNone ? "none" : account.Extension.ToString())}
            Password:        {account.Password}

            """.ReplaceLineEndings("\r\n"));
        return file;
    }
}

/// <summary>Small files that only the router's own user may read, replaced whole.</summary>
internal static class PrivateText
{
    /// <summary>Writes a file in one step: readers see the old or the new one.</summary>
    public static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var temporary = file + ".new";
        // A left-over of a crash might have other rights.
        File.Delete(temporary);
        using (var stream = new FileStream(temporary, options))
            stream.Write(Encoding.UTF8.GetBytes(text));
        File.Move(temporary, file, overwrite: true);
    }
}
