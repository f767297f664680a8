using System.Globalization;

namespace CallRouting.Tests.Interop;

/// <summary>The plan that the scenarios share: four sellers, one trunk on 127.0.0.2, one number.</summary>
internal static class Office
{
    public const string Number = "+74951110001";

    /// <summary>The members of the department in the order of the plan.</summary>
    public static readonly string[] Everybody = ["anna", "boris", "vera", "gleb"];

    /// <summary>The plan as a file's text.</summary>
    /// <param name="route">The route of the number.</param>
    /// <param name="strategy">How the department <c>sales</c> rings.</param>
    /// <param name="giveUpAfter">After how many seconds it gives up.</param>
    /// <param name="more">More parts of the plan: menus, schedules …</param>
    /// <param name="members">The members of the department, as a list.</param>
    /// <param name="sales">More keys of the department.</param>
    /// <param name="employees">More employees.</param>
    /// <param name="keys">More keys of a member: <c>caller-id: second</c>.</param>
    /// <param name="trunks">More trunks.</param>
    /// <param name="gateway">The gateway of the trunk <c>provider</c>.</param>
    /// <param name="numbers">More numbers.</param>
    /// <param name="step">How long each member rings, where they ring one after another.</param>
    /// <param name="otherwise">Where the department's unanswered calls go.</param>
    /// <param name="otherNumber">Where calls to any other number go.</param>
    public static string Plan(
        string route = "{ department: sales }", string strategy = "all-at-once", double giveUpAfter = 20,
        string more = "", string members = "[anna, boris, vera, gleb]", string sales = "", string employees = "",
        (string Who, string Keys)[]? keys = null, string trunks = "", string? gateway = null, string numbers = "",
        string step = "1s", string otherwise = "{ voicemail: box }", string otherNumber = "{ voicemail: box }")
    {
        string Keys(string who) => string.Concat((keys ?? []).Where(k => k.Who == who).Select(k => ", " + k.Keys));
        var steps = strategy is "all-at-once" or "tiers" ? "" : $"\n    step: {step}";
        var limit = (giveUpAfter * 1000).ToString("0", CultureInfo.InvariantCulture);
        return $$"""
            callrouting: 1
            plan: { id: office, time-zone: Europe/Moscow }
            employees:
              anna: { name: "Anna", ext: "101"{{Keys("anna")}} }
              boris: { name: "Boris", ext: "102"{{Keys("boris")}} }
              vera: { name: "Vera", ext: "103"{{Keys("vera")}} }
              gleb: { name: "Gleb", ext: "104"{{Keys("gleb")}} }
            {{Inside(2, employees)}}
            departments:
              sales:
                name: "Sales"
                ext: "500"
                strategy: {{strategy}}{{steps}}
                members: {{members}}
                give-up-after: {{limit}}ms
                otherwise: {{otherwise}}
            {{Inside(4, sales)}}
            voicemails:
              box: { greeting: leave-message.wav, deliver-to: anna, max-length: 60s }
            trunks:
              provider:
                kind: sip
                peers: ["127.0.0.2"]
                called-id: { country: "7", area: "495" }
            {{Inside(4, gateway is null ? "" : $"gateway: \"{gateway}\"")}}
            {{Inside(2, trunks)}}
            numbers:
              main:
                called: "{{Number}}"
                caller-id-out: yes
                route: {{route}}
            {{Inside(2, numbers)}}
            other-number: {{otherNumber}}
            {{more}}

            """;
    }

    private static string Inside(int columns, string lines) => string.Join('\n',
        lines.Split('\n').Select(line => line.Length == 0 ? line : new string(' ', columns) + line));
}
