using System.Globalization;

namespace CallRouting.PlanFiles;

/// <summary>What may be written as a value.</summary>
internal abstract record Shape
{
    /// <summary>Any text.</summary>
    public static readonly Shape Text = new TextShape("text");

    /// <summary>Text that may be empty.</summary>
    public static readonly Shape AnyText = new TextShape("text, or \"\"", MayBeEmpty: true);

    /// <summary>The file name of a prompt.</summary>
    public static readonly Shape Prompt = new TextShape("a sound file");

    /// <summary>Yes or no.</summary>
    public static readonly Shape Flag = new FlagShape();

    /// <summary>A telephone number in international form.</summary>
    public static readonly Shape Phone =
        new PatternShape("phone", "a number, \"+74951110001\"", "^\\+[1-9][0-9]{0,14}$");

    /// <summary>An internal number.</summary>
    public static readonly Shape Extension = new PatternShape("extension", "1 to 15 digits, \"101\"", "^[0-9]{1,15}$")
    {
        Digits = 15,
    };

    /// <summary>A key of a telephone.</summary>
    public static readonly Shape Key = new PatternShape("key", "a key, \"1\"", "^[0-9*#]$") { Digits = 1 };

    /// <summary>Business hours of a day.</summary>
    public static readonly Shape Hours = new EitherShape(
        new WordShape("closed"),
        new ListShape(new PatternShape("hours", "\"09:00-18:00\"",
            "^\\s*([01]?[0-9]|2[0-3]):[0-5][0-9]\\s*[-–]\\s*([0-3]?[0-9]|4[0-7]):[0-5][0-9]\\s*$")));

    /// <summary>A target.</summary>
    public static readonly Shape Target = new FormShape("target", "a target");

    /// <summary>A target, or a name alone.</summary>
    public static readonly Shape TargetOrName = new FormShape("target-or-name", "a target, or a name");

    /// <summary>The shape in a few words, for the documentation.</summary>
    public abstract string Words { get; }

    /// <summary>A duration; its range is the compiler's.</summary>
    public static Shape Time(string range) => new TimeShape(range);

    /// <summary>A whole number in a range.</summary>
    public static Shape Whole(int least, int most) => new WholeShape(least, most);

    /// <summary>A name that the plan gives.</summary>
    public static Shape Name(string kind) => new TextShape($"the name of {kind}");

    /// <summary>A list.</summary>
    public static Shape List(Shape item) => new ListShape(item);

    /// <summary>A map whose keys are the plan's own.</summary>
    public static Shape Map(string keys, Shape value, string? keyPattern = null) =>
        new MapShape(keys, value, keyPattern);

    /// <summary>A map with the keys of a form.</summary>
    public static Shape Form(string id) => new FormShape(id, "a map, see below");

    /// <summary>One of the words of an enum.</summary>
    public static Shape Word<T>(Vocabulary<T> words)
        where T : struct, Enum => new WordShape([.. words.Words]);
}

/// <summary>Text, as it is written.</summary>
internal sealed record TextShape(string What, bool MayBeEmpty = false) : Shape
{
    public override string Words => What;
}

/// <summary>Text of a certain form.</summary>
/// <param name="Id">The name of its definition in the schema.</param>
/// <param name="What">The form in words.</param>
/// <param name="Pattern">The form as a regular expression of ECMA-262.</param>
internal sealed record PatternShape(string Id, string What, string Pattern) : Shape
{
    /// <summary>Up to how many digits it may be written without quotes; 0: never.</summary>
    public int Digits { get; init; }

    public override string Words => What;
}

/// <summary>A duration.</summary>
internal sealed record TimeShape(string Range) : Shape
{
    /// <summary>A duration in general.</summary>
    public const string Pattern =
        "^(?=.)([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?([0-9]{1,9}us)?([0-9]{1,9}ns)?$";

    public override string Words => Range.Length == 0 ? "a duration" : $"a duration, {Range}";
}

/// <summary>Yes or no.</summary>
internal sealed record FlagShape : Shape
{
    public override string Words => "yes or no";
}

/// <summary>A whole number.</summary>
internal sealed record WholeShape(int Least, int Most) : Shape
{
    public override string Words => Most == int.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"a whole number, {Least} or more")
        : string.Create(CultureInfo.InvariantCulture, $"a whole number, {Least} to {Most}");
}

/// <summary>One of a few words.</summary>
internal sealed record WordShape(params string[] All) : Shape
{
    /// <summary>What else is accepted, as a regular expression.</summary>
    public string? OrPattern { get; init; }

    /// <summary>What else is accepted, in words.</summary>
    public string? OrWords { get; init; }

    public override string Words =>
        string.Join(", ", All.Select(word => $"`{word}`")) + (OrWords is null ? "" : $", {OrWords}");
}

/// <summary>A list.</summary>
internal sealed record ListShape(Shape Item) : Shape
{
    public override string Words => $"a list: {Item.Words}";
}

/// <summary>A map whose keys the plan chooses.</summary>
internal sealed record MapShape(string Keys, Shape Value, string? KeyPattern) : Shape
{
    /// <summary>Whether it has exactly one entry.</summary>
    public bool IsOne { get; init; }

    public override string Words => $"a map: {Keys} → {Value.Words}";
}

/// <summary>What a form, or a group of forms, says.</summary>
internal sealed record FormShape(string Id, string What) : Shape
{
    public override string Words => What;
}

/// <summary>One of several shapes.</summary>
internal sealed record EitherShape(params Shape[] All) : Shape
{
    public override string Words => string.Join(", or ", All.Select(shape => shape.Words));
}
