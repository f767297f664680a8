namespace CallRouting.PlanFiles;

internal static partial class PlanFormat
{
    /// <summary>The targets: the first key of each says what it is.</summary>
    public static readonly IReadOnlyList<PlanForm> Targets =
    [
        Kind("department", Shape.Name("a department"),
            "To a department, as its strategy says.",
            new("priority", Shape.Whole(0, 100),
                "The call's priority in queues from here on, more is sooner.",
                "As it is; at first 0."),
            new("position", Shape.Whole(1, 10000),
                "The position in the queue, honoured within the call's own priority.",
                "By arrival.")),
        Kind("employee", Shape.Name("an employee"),
            "To one person.",
            new PlanKey("otherwise", Shape.TargetOrName,
                "Where the call goes when they do not answer.",
                "To their own answering machine.")),
        Kind("voicemail", Shape.Name("a voicemail"),
            "To an answering machine; a message ends the call."),
        Kind("mailbox", Shape.Name("an employee"),
            "To the answering machine that every employee has."),
        Kind("fax", Shape.Name("a fax box"),
            "To a fax box."),
        Kind("external", Shape.Name("an external"),
            "To a number or address outside the company."),
        Kind("menu", Shape.Name("a menu"),
            "To a menu."),
        Kind("route", Shape.Name("a route"),
            "On to a route with a name."),
        Kind("number", Shape.Name("a number"),
            "On to the route of another number."),
        Kind("schedule", Shape.Name("a schedule"),
            "By business hours: exactly one of the two holds at every instant.",
            PlanKey.Required("open", Shape.Target,
                "Where the call goes in the hours.",
                "The plan is refused."),
            PlanKey.Required("closed", Shape.Target,
                "Where the call goes outside them.",
                "The plan is refused: calls at night would end in silence.")),
        Kind("play", Shape.Prompt,
            "Plays a prompt first.",
            PlanKey.Required("then", Shape.Target,
                "Where the call goes after it.",
                "The plan is refused; `announce` ends the call.")),
        Kind("announce", Shape.Prompt,
            "Plays a prompt and ends the call."),
        Kind("switch", Shape.Word(Vocabulary.SwitchValue),
            "By a value: the first case that equals it exactly.",
            PlanKey.Required("cases", Shape.Map("values", Shape.Target),
                "Where each value leads. Numbers are in international form; the line is its number, the trunk its "
                + "name, the answer what the last question gave; a caller without a number is \"anonymous\".",
                "A value that stands twice is an error; one that can never be is a warning."),
            PlanKey.Required("other", Shape.Target,
                "Where the call goes when no case is equal, or there is no such value.",
                "The plan is refused: there is always a value nobody thought of.")),
        Kind("ask", Shape.Prompt,
            "Asks the caller to choose by key and remembers the answer. A wrong key plays the question once more. A "
            + "call whose caller gave an answer has been screened.",
            PlanKey.Required("answers", Shape.Map("keys", Shape.Text, "^[0-9*#]$"),
                "What each key means.",
                "A key that is none of a telephone is an error."),
            PlanKey.Required("then", Shape.Target,
                "Where the call goes after it, whatever was pressed; a `switch` on `answer` tells them apart.",
                "The plan is refused.")),
        Kind("end", Shape.Word(Vocabulary.StockEnding),
            "Ends the call with a stock phrase. Nobody is rung."),
        Kind("reject", Shape.Word(Vocabulary.RejectReason),
            "Refuses the call without answering it."),
        Kind("sticky", Shape.Time("1m to 366d"),
            "Offers a returning caller first to the employee who spoke with them last, if that was within this time.",
            new("ring", Shape.Time("1s to 10m"),
                "How long that employee rings.",
                "`ring` of the defaults."),
            PlanKey.Required("then", Shape.Target,
                "Where the call goes when there is no such employee, or they do not answer.",
                "The plan is refused.")),
        Kind("return-to", Shape.Name("a department"),
            "Back to a department, a limited number of times. The call keeps its place in the queue.",
            PlanKey.Required("times", Shape.Whole(1, 9),
                "How often one call may go back here.",
                "The plan is refused: a call could go in circles."),
            PlanKey.Required("then", Shape.Target,
                "Where the call goes after that.",
                "The plan is refused.")),
    ];

    public static readonly PlanForm MenuExit = new("menu-exit", "An exit that repeats the menu",
        PlanKey.Required("repeat", Shape.Whole(0, 9),
            "How many times the menu is played again first.",
            "More than 9 is refused."),
        PlanKey.Required("then", Shape.Target,
            "Where the call goes after that.",
            "The plan is refused: a caller who says nothing would hear the menu for ever."));

    /// <summary>The kinds that a test can name as reached: one thing, without further exits.</summary>
    public static readonly string[] Reachable =
    [
        "department", "employee", "voicemail", "mailbox", "fax", "external", "menu", "announce", "end", "reject",
    ];

    /// <summary>The keys that say what a target is.</summary>
    public static IReadOnlyList<string> TargetWords { get; } = [.. Targets.Select(form => form.Keys[0].Name)];

    private static PlanForm Kind(string key, Shape value, string meaning, params PlanKey[] beside) =>
        new($"target-{key}", $"A target with '{key}'",
            [PlanKey.Required(key, value, meaning, "An unknown one is an error with a suggestion."), .. beside]);
}
