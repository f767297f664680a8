namespace CallRouting;

/// <summary>Something that is played to a caller: a prompt of the plan, or a built-in one.</summary>
/// <remarks><c>default</c> is no prompt. Values of 1 and more are the plan's prompts, below 0 are built in.</remarks>
public readonly record struct PromptId
{
    private PromptId(int value) => Value = value;

    /// <summary>The id as a number, for logs and journals.</summary>
    public int Value { get; }

    /// <summary>Whether this is no prompt.</summary>
    public bool IsNone => Value == 0;

    /// <summary>Whether this is a prompt of the plan.</summary>
    public bool IsFromPlan => Value > 0;

    /// <summary>The index into <see cref="RoutingPlan.Prompts"/>; −1 for built-in ones.</summary>
    public int PlanIndex => Value > 0 ? Value - 1 : -1;

    /// <summary>The ringing tone, played without end.</summary>
    public static PromptId Ringback { get; } = new(-1);

    /// <summary>The beep of an answering machine.</summary>
    public static PromptId Beep { get; } = new(-2);

    /// <summary>"You have a call. Press 1 to take it."</summary>
    public static PromptId Confirm { get; } = new(-3);

    /// <summary>The greeting of an employee's own answering machine.</summary>
    public static PromptId Mailbox { get; } = new(-4);

    /// <summary>"You have dialled a wrong number." Ends a call (SPEC S3).</summary>
    public static PromptId WrongNumber { get; } = new(-5);

    /// <summary>"Thank you, we are not interested." Ends a call (SPEC S4).</summary>
    public static PromptId Declined { get; } = new(-6);

    /// <summary>A short low tone: what was asked for is refused.</summary>
    public static PromptId Refused { get; } = new(-7);

    /// <summary>The dial tone, played without end.</summary>
    public static PromptId DialTone { get; } = new(-8);

    /// <summary>What a caller hears who is on hold, played without end.</summary>
    public static PromptId Hold { get; } = new(-9);

    /// <summary>"You are number … in the queue."</summary>
    /// <param name="position">From 1; from 11 on all are one prompt, "there are more than ten callers before
    /// you".</param>
    public static PromptId Position(int position) => new(position is >= 1 and <= 10 ? -100 - position : -100);

    /// <summary>The prompt at an index of <see cref="RoutingPlan.Prompts"/>.</summary>
    /// <param name="index">0 or more.</param>
    public static PromptId FromPlan(int index) => new(index + 1);

    /// <summary>The prompt with a number that <see cref="Value"/> gave.</summary>
    /// <param name="value">The number.</param>
    public static PromptId FromValue(int value) => new(value);
}
