namespace CallRouting.Tests;

/// <summary>One section of docs/strategies.md: the words; the charts are drawn from what the machine does.</summary>
internal sealed record StrategyPage(
    Strategy Strategy, string Title, string What, string Formula, string Asterisk, string FreeSwitch)
{
    /// <summary>The members, see <see cref="Small.Department"/>.</summary>
    public string Members { get; init; } = "anna boris clara dmitri";

    /// <summary>How groups ring; <c>null</c>: as the strategy does without settings.</summary>
    public TierSettings? Tiers { get; init; }

    /// <summary>Calls before those that are drawn: who answers, and how many seconds they talk.</summary>
    public (string Who, int Seconds)[] Before { get; init; } = [];

    /// <summary>How many calls that nobody answers are drawn.</summary>
    public int Drawn { get; init; } = 1;

    /// <summary>How many calls are listed by the order of their offers; 0: none.</summary>
    public int Listed { get; init; }

    public static StrategyPage[] All { get; } =
    [
        new(Strategy.AllAtOnce, "all-at-once",
            "Every available member rings from the first instant. The first answer wins, the others stop in the same "
            + "step.",
            "the ringing set at t is {available members}, until give-up-after or rounds × defaults.ring.",
            "`ringall`, which rings everyone who shares the lowest penalty; a higher penalty rings only when the whole "
            + "level has failed. Here penalties mean nothing without `tiers`.",
            "`ring-all`. There an agent's reject, busy and no-answer delays keep them out for a while; here who "
            + "declines sits out this attempt only."),
        new(Strategy.InTurn, "in-turn",
            "One member after another in plan order; the previous one stops at the instant the next one starts. A new "
            + "round begins with the first.",
            "available member i rings in [i·d, (i+1)·d) of each round; a round of n members lasts n·d. The step d may "
            + "be a member's own.",
            "`linear`; each caller starts from the first there too. A change to `linear` needs a restart there, and an "
            + "order is kept only because that strategy allocates a list. Here any plan may say so at any time.",
            "`sequentially-by-agent-order`, which is also what an unknown strategy silently becomes; `top-down` stops "
            + "for good when the last agent exists but is unavailable. Here an unknown strategy is an error, and who "
            + "is unavailable costs 0 s."),
        new(Strategy.Cascading, "cascading",
            "One more member at each step, and the earlier ones keep ringing.",
            "min(n, ⌊t/d⌋ + 1) members ring at t; steps missed by a late timer are made up for at once.",
            "no such strategy.",
            "`ring-progressively`, one more each `ring-progressively-delay` (10 s when unset)."),
        new(Strategy.RoundRobin, "round-robin",
            "One after another, beginning behind the member to whom the department's last attempt was offered first.",
            "the order is plan order turned so that the first available member behind the last first one leads. Over "
            + "any window of attempts the counts of first offers to two members who were always available differ by at "
            + "most 1, whoever else came and went. The place is the department's own, kept by employee id, and "
            + "outlives a new plan.",
            "`rrmemory` and `rrordered`, whose place is a position and undefined past 1000 members; `rrmemory` goes by "
            + "the order of a hash.",
            "`round-robin` goes by the agent's last offered call in whatever queue, so that an agent of two queues "
            + "distorts both.")
        { Drawn = 2, Listed = 5 },
        new(Strategy.LongestIdle, "longest-idle",
            "One after another, first the employee whose last conversation ended longest ago: with anybody, for any "
            + "department or none, also a call of their own. Who never talked has been idle longest.",
            "sorted by the end of the last conversation, never = −∞; ties by plan order. Missing or declining a call "
            + "changes nothing, yet nobody is starved: within an attempt each is offered the call once a round.",
            "`leastrecent` counts 1,000,000 − idle seconds: somebody idle for 11.57 days comes before one who never "
            + "talked, a penalty of 1 may be outweighed by time, and one who does not answer is rung again and again.",
            "`longest-idle-agent` sorts by the end of the last bridge in any queue.")
        { Before = [("clara", 30), ("anna", 60), ("clara", 20)] },
        new(Strategy.FewestCalls, "fewest-calls",
            "One after another, first the member who answered the fewest of this department's calls.",
            "sorted by the count of answered calls; ties by plan order. A newcomer, who is available for the first "
            + "time, begins with the lowest count of the members, so that they do not get every call until they have "
            + "caught up. Counts are kept by department and employee and outlive a new plan.",
            "`fewestcalls` counts since the queue was loaded, gives a newcomer with 0 every call, and rings the same "
            + "silent agent again and again.",
            "`agent-with-fewest-calls` counts the calls of all queues together.")
        { Before = [("anna", 20), ("boris", 20), ("anna", 20), ("clara", 20)] },
        new(Strategy.LeastTalkTime, "least-talk-time",
            "One after another, first the member who talked least in this department's calls.",
            "sorted by the sum of the lengths of the conversations that have ended; ties by plan order; a newcomer "
            + "begins with the least.",
            "no such strategy.",
            "`agent-with-least-talk-time` adds up the talk time of all queues.")
        { Before = [("anna", 30), ("boris", 90), ("clara", 10), ("dmitri", 30)] },
        new(Strategy.Random, "random",
            "One after another, in an order drawn anew for each attempt.",
            "sorted by SplitMix64 of (the office's seed, the call, the attempt, the member). The same seed and calls "
            + "give the same orders, so that a replay is exact.",
            "`random` draws 0…999 for each member at each try, ties in list order; `wrandom` takes penalties as "
            + "weights that are not proportional. Neither can be replayed.",
            "`random` is the database's random(). It cannot be replayed either.")
        { Drawn = 2, Listed = 5 },
        new(Strategy.Weighted, "weighted",
            "One after another; who is first is dealt smoothly in proportion to the members' weights (here anna 4, "
            + "boris 2, clara and dmitri 1).",
            "at each attempt every available member gains their weight; the richest is first and pays what all gained "
            + "together; the others follow by what they have, ties by plan order. With all members available, any "
            + "Σweights attempts in a row are first offered to each exactly as often as their weight says; after "
            + "members came and went a window may be off by one. Who is not available neither gains nor pays.",
            "`wrandom` draws, and a weight is a penalty + 1: not proportional.",
            "`mod_distributor` deals weights out until they are spent (1:9 gives a b b b b b b b b b): proportional, "
            + "not smooth.")
        { Members = "anna*4 boris*2 clara dmitri", Listed = 8 },
        new(Strategy.Tiers, "tiers, all at once within a group",
            "Groups by the members' penalties, the lowest first, or by the level of a skill, the highest first and "
            + "those without it last (here anna and boris 0, clara 1, dmitri 2). The first group rings at once; after "
            + "`wait` the next one joins in, and the earlier ones go on. Each group goes through its members by itself, "
            + "as `within` says.",
            "group 1 starts at 0; group k + 1 joins in one wait after group k has. A group nobody of which can be rung "
            + "is passed over in 0 s and for this attempt; when all of the last group have declined, failed or ended "
            + "their rounds, the next starts at that instant, and its wait counts from there. What a strategy within "
            + "remembers changes only for groups that were reached.",
            "penalties: the next level rings only when the whole level has failed, not after a time; "
            + "`penaltychange` rules are frozen for callers who wait already.",
            "tier levels: the first level is 0, so that level 1, the default, is already subject to the wait: with the "
            + "shipped values nobody rings for 300 s. With `tier-rule-wait-multiply-level` false one wait opens all "
            + "levels.")
        {
            Members = "anna boris clara/1 dmitri/2",
            Tiers = new TierSettings { Within = Strategy.AllAtOnce, Wait = Small.Seconds(15) },
        },
        new(Strategy.Tiers, "tiers, in turn within a group",
            "The same groups; within each the members ring in turn. Any strategy but tiers may be within.",
            "as above; each group has a timetable of its own from the instant at which it joined in.",
            "no such combination.", "sorts by level first and then as the strategy says.")
        {
            Members = "anna boris clara/1 dmitri/2",
            Tiers = new TierSettings { Within = Strategy.InTurn, Wait = Small.Seconds(15) },
        },
    ];
}
