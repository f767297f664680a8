namespace CallRouting.PlanFiles;

internal static partial class PlanFormat
{
    private const string Day = "(mon|tue|wed|thu|fri|sat|sun)";
    private const string Date = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    private const string Who = "The employee who gets it.";

    public static readonly PlanForm Voicemail = new("voicemail", "A voicemail",
        PlanKey.Required("greeting", Shape.Prompt,
            "The prompt before the beep.",
            "A file that is missing is a warning at start, and the built-in greeting plays."),
        PlanKey.Required("deliver-to", Shape.Name("an employee"),
            Who,
            "A message for nobody would never be heard: the plan is refused."),
        new("max-length", Shape.Time("1s to 1h"),
            "The longest message.",
            "`message-length` of the defaults."));

    public static readonly PlanForm Fax = new("fax", "A fax box",
        PlanKey.Required("deliver-to", Shape.Name("an employee"),
            Who,
            "A document for nobody would never be read: the plan is refused."));

    public static readonly PlanForm External = new("external", "An external number",
        PlanKey.Required("to", new TextShape("a number, or a `sip:` address"),
            "A number in international form, which leaves by a trunk, or an address.",
            "Another form is refused."),
        new("trunk", Shape.Name("a trunk"),
            "The trunk it leaves by.",
            "As `outgoing` says."),
        new("trunks", Shape.List(Shape.Name("a trunk")),
            "Several trunks, in the order in which they are tried.",
            "As `outgoing` says."),
        PlanKey.Required("share", Shape.List(Shape.Word(Vocabulary.SharedField)),
            "What the outside party is told of the call. Nothing else leaves; `[]` is nothing.",
            "Without it nobody would have decided what of a caller's data leaves: the plan is refused."),
        PlanKey.Required("purpose", Shape.Text,
            "Why personal data leave the company.",
            "The plan is refused."),
        new("answer-within", Shape.Time("1s to 10m"),
            "How long it may ring.",
            "`answer-within` of the defaults."),
        new("confirm", Shape.Flag,
            "Whether who answers must press 1.",
            "no. Then a voicemail there can take the call."),
        PlanKey.Required("otherwise", Shape.TargetOrName,
            "Where the call goes when nobody answers there, or no trunk is free.",
            "A silent outside centre would swallow calls: the plan is refused."))
    {
        Apart = [("trunk", "trunks")],
    };

    public static readonly PlanForm Menu = new("menu", "A menu",
        PlanKey.Required("prompt", Shape.Prompt,
            "The prompt that reads the choices. A key pressed during it stops it.",
            "The plan is refused."),
        PlanKey.Required("keys", Shape.Map("keys", new FormShape("key-target", "a target, or `repeat`"), "^[0-9*#]$"),
            "What each key leads to; `repeat` plays the menu again. A key stands at most once.",
            "A key that is none of a telephone is an error."),
        new("timeout", Shape.Time("1s to 60s"),
            "How long to wait for a key, counted from the end of the prompt.",
            "`menu-timeout` of the defaults."),
        new("dial-extensions", Shape.Flag,
            "Whether callers may dial an internal number here. A guarded person's leads to who screens their calls.",
            "no."),
        new("digit-timeout", Shape.Time("1s to 60s"),
            "How long to wait for a further digit, while what was pressed may still become an internal number.",
            "2s. Where no longer number begins so, nothing is waited for."),
        PlanKey.Required("no-input", new FormShape("exit", "a target, or `{ repeat, then }`"),
            "What silence leads to.",
            "The plan is refused."),
        PlanKey.Required("wrong-key", new FormShape("exit", "a target, or `{ repeat, then }`"),
            "What a key that is not in the menu leads to.",
            "The plan is refused."));

    public static readonly PlanForm Schedule = new("schedule", "A schedule",
        new("zone", new TextShape("an IANA time zone"),
            "The zone in which these hours are meant.",
            "The plan's `time-zone`."),
        new("weekly", Shape.Map("days, `mon` or `mon-thu`", Shape.Hours, $"^{Day}(-{Day})?$"),
            "The hours of each day of the week. They hold from the first minute to before the last: \"09:00-18:00\" is "
            + "closed at 18:00:00. Hours past midnight belong to the day they start on.",
            "Closed all week, but for `dates`. A day that does not stand here is closed."),
        new("dates", Shape.Map("dates", Shape.Hours, $"^\\s*{Date}\\s*(\\.\\.\\s*{Date}\\s*)?$"),
            "Hours of single dates, \"2026-12-31\", or of ranges, \"2027-01-01..2027-01-08\": they replace the weekly "
            + "hours that start on these dates.",
            "Every week is like the other."),
        new("holidays", Shape.List(new PatternShape("date", "a date, \"2027-01-01\"", $"^\\s*{Date}\\s*$")),
            "Dates with the hours of `holiday-hours`.",
            "None."),
        new("holiday-hours", Shape.Hours,
            "The hours of holidays.",
            "Closed."));
}
