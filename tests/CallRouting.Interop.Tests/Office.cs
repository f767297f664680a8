using System.Globalization;

namespace CallRouting.Tests.Interop;

/// <summary>The plan that the scenarios share: three sellers, one trunk on 127.0.0.2, one number.</summary>
internal static class Office
{
    public const string Number = "+74951110001";

    /// <summary>The plan as a file's text.</summary>
    /// <param name="route">The route of the number.</param>
    /// <param name="strategy">How the department <c>sales</c> (anna, boris, vera) rings.</param>
    /// <param name="giveUpAfter">After how many seconds it gives up.</param>
    /// <param name="more">More parts of the plan: menus, schedules …</param>
    public static string Plan(
        string route = "{ department: sales }", string strategy = "all-at-once", double giveUpAfter = 20,
        string more = "")
    {
        var step = strategy == "all-at-once" ? "" : "\n    step: 1s";
        var limit = (giveUpAfter * 1000).ToString("0", CultureInfo.InvariantCulture);
        return $$"""
            callrouting: 1
            plan: { id: office, time-zone: Europe/Moscow }
            employees:
              anna: { name: "Anna", ext: "101" }
              boris: { name: "Boris", ext: "102" }
              vera: { name: "Vera", ext: "103" }
            departments:
              sales:
                name: "Sales"
                ext: "500"
                strategy: {{strategy}}{{step}}
                members: [anna, boris, vera]
                give-up-after: {{limit}}ms
                otherwise: { voicemail: box }
            voicemails:
              box: { greeting: leave-message.wav, deliver-to: anna, max-length: 60s }
            trunks:
              provider:
                kind: sip
                peers: ["127.0.0.2"]
                called-id: { country: "7", area: "495" }
            numbers:
              main:
                called: "{{Number}}"
                route: {{route}}
            other-number: { voicemail: box }
            {{more}}

            """;
    }
}
