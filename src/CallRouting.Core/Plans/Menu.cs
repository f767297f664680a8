using NodaTime;

namespace CallRouting;

/// <summary>A voice menu. Its exits for silence and for a wrong key are mandatory (SPEC G25, G26).</summary>
public sealed record Menu
{
    /// <summary>The name by which the plan refers to this menu.</summary>
    public required string Id { get; init; }

    /// <summary>The prompt that reads the choices. A key pressed during it stops it.</summary>
    public required string Prompt { get; init; }

    /// <summary>What each key leads to. A key stands at most once.</summary>
    public EquatableList<MenuKey> Keys { get; init; }

    /// <summary>How long to wait for a key, counted from the end of the prompt; <c>null</c>: the plan's
    /// default. A key exactly at the limit is too late.</summary>
    public Duration? Timeout { get; init; }

    /// <summary>Whether callers may dial an internal number here. A guarded employee's leads to who screens their
    /// calls.</summary>
    public bool DialExtensions { get; init; }

    /// <summary>How long to wait for a further digit, while what was pressed may still become an internal number;
    /// <c>null</c>: 2 s.</summary>
    public Duration? DigitTimeout { get; init; }

    /// <summary>What silence leads to.</summary>
    public required MenuExit NoInput { get; init; }

    /// <summary>What a key that is not in the menu leads to.</summary>
    public required MenuExit WrongKey { get; init; }
}

/// <summary>One key of a menu.</summary>
/// <param name="Key">0–9, * or #.</param>
/// <param name="Target">Where it leads; <see cref="RepeatTarget"/> plays the menu again.</param>
public sealed record MenuKey(char Key, Target Target);

/// <summary>What a menu does on silence or on a wrong key.</summary>
/// <param name="Repeat">How many times the menu is played again first: 0–9.</param>
/// <param name="Then">Where the call goes after that.</param>
public sealed record MenuExit(int Repeat, Target Then)
{
    /// <summary>An exit that leads on at once.</summary>
    /// <param name="then">Where the call goes.</param>
    public static implicit operator MenuExit(Target then) => new(0, then);
}
