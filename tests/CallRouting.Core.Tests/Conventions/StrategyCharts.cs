using System.Globalization;
using System.Text;

namespace CallRouting.Tests;

/// <summary>Draws who rings when in calls that nobody answers, as the machine has it.</summary>
internal static class StrategyCharts
{
    private const int Length = 60;
    private static readonly string[] Members = ["anna", "boris", "clara", "dmitri"];

    /// <summary>The whole document.</summary>
    public static string Document()
    {
        var text = new StringBuilder("""
            # Strategies

            Which member of a department rings when. The charts are drawn by `StrategyChartsTests` from what the machine
            does; do not edit them. To write this page anew, run the tests of `CallRouting.Core.Tests` with the environment
            variable `CALLROUTING_UPDATE_DOCS=1`.

            A strategy is an order of the members, made at the start of an attempt, and a pattern in time. What holds for
            all of them:

            - The order is a permutation of the members who are available at the start; ties go by plan order. Who is not
              available comes last: if they are back when their turn comes, they ring.
            - A member who cannot be rung costs 0 s: offline without a mobile, paused, wrapping up, or with as many calls
              as they may have. That is looked at when a member's turn comes, in each round.
            - Nobody is offered an attempt twice before every other available member was offered it. Who declines or whose
              phone fails sits out the rest of the attempt.
            - An attempt ends at `give-up-after` or when its `rounds` are over, whichever is earlier; a later round goes by
              the same order.
            - What a department remembers (places, counts, times, weights) is kept by the ids of department and employee. It
              outlives a new plan, and no department touches what another remembers.

            Every example has the same four members with a step of 10 s, a give-up after 60 s, and a caller whom nobody
            answers. One column is one second.

            """.ReplaceLineEndings("\n"));
        foreach (var page in StrategyPage.All)
            Add(text, page);
        return text.ToString();
    }

    private static void Add(StringBuilder text, StrategyPage page)
    {
        text.Append($"\n## {page.Title}\n\n{Wrapped(page.What)}\n\n{Wrapped("Formula: " + page.Formula)}\n\n");
        var story = Begin(page);
        if (page.Before.Length > 0)
            text.Append(Wrapped("Before: " + string.Join(", then ", page.Before.Select(
                before => $"{before.Who} takes a call and talks for {before.Seconds} s")) + ".")).Append("\n\n");
        foreach (var (who, seconds) in page.Before)
            TakeOne(story, who, seconds);
        text.Append("```text\n");
        var calls = Math.Max(page.Drawn, page.Listed);
        var listed = new List<string>();
        for (var call = 1; call <= calls; call++)
        {
            var chart = Draw(story, out var offers);
            if (call <= page.Drawn)
                text.Append(page.Drawn > 1 || page.Listed > 0 ? $"call {call}\n" : "").Append(chart);
            listed.Add($"call {call}: {offers}");
        }

        if (page.Listed > 0)
            text.Append('\n').AppendJoin('\n', listed).Append('\n');
        text.Append("```\n\n").Append(Wrapped("Asterisk: " + page.Asterisk)).Append("\n\n")
            .Append(Wrapped("FreeSWITCH: " + page.FreeSwitch)).Append('\n');
    }

    private static Story Begin(StrategyPage page)
    {
        var plan = Small.Department(page.Strategy, page.Members, Length).WithSales(d => d with { Tiers = page.Tiers })
            .With("dmitri", e => e with { Mobile = null });
        return new Story(plan, 4, Members);
    }

    private static void TakeOne(Story story, string who, int seconds)
    {
        story.Calls();
        while (!story.Ringing.Contains(who))
            story.At(Elapsed(story) + 1);
        story.Answers(who).At(Elapsed(story) + seconds).HangsUp();
    }

    private static string Draw(Story story, out string offers)
    {
        story.Calls();
        var rows = Members.ToDictionary(member => member, _ => new StringBuilder());
        var begin = Elapsed(story);
        for (var second = 0; second < Length; second++)
        {
            story.At(begin + second);
            var ringing = story.Ringing.ToList();
            foreach (var (member, row) in rows)
                row.Append(ringing.Contains(member) ? '=' : '.');
        }

        story.At(begin + Length).NobodyRings();
        offers = string.Join(' ', story.Offered.Split(' ').Distinct());
        story.HangsUp();
        var text = new StringBuilder("        ");
        for (var second = 0; second <= Length; second += 10)
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{second} s").PadRight(10));
        text = new StringBuilder(text.ToString().TrimEnd()).Append('\n');
        foreach (var member in Members)
            text.Append(member.PadRight(8)).Append(rows[member]).Append('\n');
        return text.ToString();
    }

    private static double Elapsed(Story story) => (story.Now - Story.Start).TotalSeconds;

    private static string Wrapped(string words)
    {
        var lines = new StringBuilder();
        var column = 0;
        foreach (var word in words.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > 118)
            {
                lines.Append('\n');
                column = 0;
            }

            lines.Append(column > 0 ? " " : "").Append(word);
            column += word.Length + (column > 0 ? 1 : 0);
        }

        return lines.ToString();
    }
}
