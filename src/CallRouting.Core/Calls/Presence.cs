using NodaTime;

namespace CallRouting;

/// <summary>What the office knows of one employee: where they can be rung and what they are doing.</summary>
public readonly record struct Presence
{
    private readonly DeviceId[]? _devices;
    private readonly string?[]? _names;
    private readonly string? _pauseReason;

    internal Presence(DeviceId[] devices, string?[]? names = null) => (_devices, _names) = (devices, names);

    /// <summary>The registered devices, in the order of registration.</summary>
    public ReadOnlySpan<DeviceId> Devices => _devices;

    /// <summary>How many legs are ringing the employee.</summary>
    public int Ringing { get; internal init; }

    /// <summary>How many legs the employee is talking on.</summary>
    public int Talking { get; internal init; }

    /// <summary>How many calls ring the employee or are talked in by them; several devices may ring for one.</summary>
    public int Calls { get; internal init; }

    /// <summary>Whether the employee takes no calls for now.</summary>
    public bool IsPaused { get; internal init; }

    /// <summary>Why the employee is paused; empty: not paused, or no reason was given.</summary>
    public string PauseReason { get => _pauseReason ?? ""; internal init => _pauseReason = value; }

    /// <summary>Whether the employee is offered no department's call, because a conversation for one that grants a time
    /// after it has just ended.</summary>
    public bool IsWrappingUp { get; internal init; }

    /// <summary>When that time ends; <see cref="Instant.MinValue"/>: there is none.</summary>
    public Instant WrapUpUntil =>
        IsWrappingUp ? Instant.FromUnixTimeTicks(WrapUpTicks) : Instant.MinValue;

    /// <summary>When the employee's last call ended, with whomever; <see cref="Instant.MinValue"/>: there was
    /// none.</summary>
    public Instant LastTalk => HasTalked ? Instant.FromUnixTimeTicks(LastTalkTicks) : Instant.MinValue;

    internal bool HasTalked { get; init; }

    internal long LastTalkTicks { get; init; }

    internal long WrapUpTicks { get; init; }

    /// <summary>The names of the devices, in the same order.</summary>
    internal ReadOnlySpan<string?> Names => _names;

    /// <summary>The name under which a device registered; <c>null</c>: none was told.</summary>
    /// <param name="index">The device's position in <see cref="Devices"/>.</param>
    public string? NameOf(int index) => _names?[index];

    internal Presence With(DeviceId[] devices, string?[] names) => this with { DeviceList = devices, NameList = names };

    private DeviceId[] DeviceList { init => _devices = value; }

    private string?[]? NameList { init => _names = value; }
}
