namespace CallRouting.PlanFiles;

internal static partial class PlanFormat
{
    private const string Callers = "\"+79031234567\", or \"+7903*\" for all that begin so";

    public static readonly PlanForm Trunk = new("trunk", "A trunk",
        PlanKey.Required("kind", Shape.Word(Vocabulary.TrunkKind),
            "What kind of line it is: a SIP provider, an analog line, an E1.",
            "The plan is refused."),
        new("line", Shape.Whole(1, ushort.MaxValue),
            "The line's own number, for an analog line.",
            "An analog line without it is refused: no other thing tells it from the next."),
        new("number", Shape.Name("a number"),
            "The company number whose route an analog line runs: it carries no called number.",
            "An analog line without it is refused."),
        new("called-id", Shape.Form("called-id"),
            "Where this trunk writes the called number, and how.",
            "In the request-URI, in international form."),
        new("peers", Shape.List(Shape.Text),
            "The addresses a SIP trunk's calls come from: \"192.0.2.7\", \"192.0.2.0/24\", \"[2001:db8::7]:5060\".",
            "Only this machine: a warning says so."),
        new("username", Shape.Text,
            "The user name with which the trunk's calls authenticate. The password is in the account store.",
            "By address only."),
        new("gateway", Shape.Text,
            "Where a SIP trunk's outgoing calls are sent, `host` or `host:port`.",
            "The trunk carries no outgoing calls."),
        new("outgoing", Shape.Flag,
            "Whether calls may leave by it: an E1 or an analog line, or a SIP trunk with a gateway.",
            "yes."),
        new("channels", Shape.Whole(1, 10000),
            "How many calls it carries at once.",
            "An analog line carries one, an E1 30; a SIP trunk is not limited here."),
        new("reserve", Shape.Whole(0, 9999),
            "How many of its channels employees' outgoing calls leave free for clients; less than `channels`.",
            "0: calls by employees may take the last free line."));

    public static readonly PlanForm CalledId = new("called-id", "'called-id'",
        new("source", new WordShape([.. Vocabulary.CalledIdHeader.Words])
            {
                OrPattern = "^header:\\s*\\S.*$",
                OrWords = "or a header, `header:X-Name`",
            },
            "Where the called number is.",
            "`request-uri`."),
        new("country", Shape.Text,
            "The country in which the trunk writes numbers, as code \"7\" or as letters KZ.",
            "Only numbers in international form are recognised."),
        new("area", Shape.Text,
            "The area code of short local numbers.",
            "Local numbers lead to `other-number`."),
        new("type-of-number", new WordShape("trust", "ignore"),
            "Whether the type of number in the signalling is believed.",
            "`trust`."),
        new("rewrite", Shape.List(Shape.Form("rewrite")),
            "Rules before the country's own; the first that matches is used.",
            "The country's rules only."));

    public static readonly PlanForm Rewrite = new("rewrite", "A rewrite rule",
        PlanKey.Required("match", new TextShape("a digit pattern, \"8XXXXXXXXXX\""),
            "What the number looks like: digits, `X` any digit, `[2-9]` one of these, `.` the rest.",
            "A rule that can never match, or changes its own result, is a finding."),
        new("strip", Shape.Whole(0, 99),
            "How many characters to take off the front.",
            "0."),
        new("prepend", Shape.AnyText,
            "What to put in front.",
            "Nothing."));

    public static readonly PlanForm Number = new("number", "A number",
        PlanKey.Required("called", Shape.Phone,
            "The number in international form.",
            "Two numbers that are one are an error."),
        new("caller-id-out", Shape.Flag,
            "Whether outgoing calls present this number. At most one does.",
            "no. When none does, outgoing calls present the caller's trunk only."),
        new("language", Shape.Text,
            "The language of the prompts its callers hear, for example `en`.",
            "The company's."),
        new("route", Shape.Target,
            "What happens to its calls.",
            "Round the clock to the department that `defaults` names, else to the first one."));

    public static readonly PlanForm Screening = new("screening", "'screening'",
        new("allow", Shape.List(Shape.Text),
            $"Callers who are always let through: {Callers}.",
            "Nobody is excepted."),
        new("block", Shape.List(Shape.Text),
            $"Callers who are not let through: {Callers}.",
            "Nobody is blocked."),
        new("blocked", Shape.Target,
            "Where blocked callers go.",
            "They are rejected."),
        new("anonymous", Shape.Target,
            "Where callers go who show no number.",
            "On as everybody."),
        new("priorities", Shape.List(Shape.Form("priority")),
            "Callers who wait less than others.",
            "All have priority 0."));

    public static readonly PlanForm Priority = new("priority", "A priority",
        PlanKey.Required("callers", Shape.List(Shape.Text),
            $"Their numbers: {Callers}.",
            "The plan is refused."),
        PlanKey.Required("priority", Shape.Whole(1, 100),
            "Their priority in queues, more is sooner.",
            "Others have 0."));

    public static readonly PlanForm Outgoing = new("outgoing", "'outgoing'",
        new("routes", Shape.List(Shape.Form("outgoing-route")),
            "Which trunks carry which numbers: the first route that fits.",
            "Every number, by the trunks that carry outgoing calls, in the order of the plan, analog lines last: they "
            + "cannot say who calls."),
        new("deny", Shape.List(Shape.Text),
            $"Numbers that employees may not call: {Callers}. Emergency numbers cannot be denied.",
            "Every number may be called."),
        new("emergency", Shape.List(Shape.Text),
            "Emergency numbers, as they are dialled. They leave by any trunk that can, whatever is denied or "
            + "reserved.",
            "112, 911 and those of the company's country."));

    public static readonly PlanForm OutgoingRoute = new("outgoing-route", "An outgoing route",
        PlanKey.Required("to", new TextShape("a number, \"+7495*\", or \"*\""),
            "The number in international form, \"+7495*\" for all that begin so, \"*\" for all.",
            "A route behind one that takes everything is never used: a warning says so."),
        PlanKey.Required("trunks", Shape.List(Shape.Name("a trunk")),
            "The trunks, in the order in which they are tried: the next one when one has no free channel or fails "
            + "with a cause of the network.",
            "A trunk that carries no outgoing calls is an error."));

    public static readonly PlanForm Transfers = new("transfers", "'transfers'",
        Keys("blind", "Transfers at once to the internal number that follows.", "*1"),
        Keys("attended", "Holds the caller and rings the internal number that follows, to speak with them first.",
            "*2"),
        Keys("cancel", "Back to the caller.", "*0"),
        Keys("wrong-number", "Says that the number is wrong, and ends the call.", "*7"),
        Keys("declined", "Declines with thanks, as for advertising, and ends the call.", "*8"));

    private static PlanKey Keys(string name, string meaning, string keys) => new(name,
        new PatternShape("transfer-keys", "`*` or `#` and one key, \"*1\", or `none`", "^(none|[*#][0-9*#])$"),
        meaning, $"\"{keys}\".");
}
