namespace CallRouting.PlanFiles.Tests;

/// <summary>A small valid plan that tests spoil in one place.</summary>
internal static class SmallPlan
{
    public const string Text = """
        callrouting: 1
        plan: { id: small, time-zone: Europe/Moscow }
        defaults:
          ring: 25s
        employees:
          anna: { name: Anna, ext: "100", role: administrator }
          ivan: { name: Ivan, ext: "101" }
        departments:
          sales:
            strategy: in-turn
            step: 10s
            members: [anna, ivan]
            rounds: 2
            otherwise: office
        voicemails:
          office: { greeting: leave.wav, deliver-to: anna }
        externals:
          centre:
            to: "sip:intake@cc.example.net"
            share: [caller-number]
            purpose: overflow
            otherwise: sales
        menus:
          choices:
            prompt: choices.wav
            keys:
              "1": { department: sales }
              "2": repeat
            no-input: { department: sales }
            wrong-key: { repeat: 2, then: { department: sales } }
        schedules:
          hours:
            weekly:
              mon-thu: ["09:00-18:00"]
              fri: ["09:00-17:00"]
            dates:
              "2026-12-31": ["09:00-14:00"]
        trunks:
          line-1: { kind: fxo, line: 1, number: main }
          provider:
            kind: sip
            peers: ["192.0.2.7"]
            called-id: { source: request-uri, country: "7", area: "495" }
        numbers:
          main:
            called: "+74951110001"
            caller-id-out: true
            route:
              schedule: hours
              open: { menu: choices }
              closed: { external: centre }
        other-number: { department: sales }
        tests:
          - name: the number works
            call: { trunk: provider, called-raw: "84951110001", at: "2026-11-24 10:00", keys: ["1"] }
            expect: { number: main, reaches: { department: sales }, rings: { anna: 0s } }

        """;

    /// <summary>The plan with one piece of its text replaced; the piece must be there.</summary>
    public static PlanFileResult With(string old, string replacement) =>
        PlanFile.Parse(Changed(old, replacement), "small.yaml");

    public static string Changed(string old, string replacement)
    {
        var at = Text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The plan has no '{old}'.");
        return string.Concat(Text.AsSpan(0, at), replacement, Text.AsSpan(at + old.Length));
    }

    /// <summary>The only error of a result.</summary>
    public static Diagnostic OnlyError(PlanFileResult result)
    {
        Assert.False(result.IsValid);
        return Assert.Single(result.Diagnostics, found => found.Severity == Severity.Error);
    }
}
