namespace CallRouting;

/// <summary>What a route may ask about a call when it chooses a way without taking time.</summary>
/// <param name="Number">The company number that was called, as an index in the plan; −1: none.</param>
/// <param name="Trunk">The trunk the call came by, as an index in the plan; −1: none that the plan has.</param>
internal readonly record struct CallFacts(int Number, int Trunk)
{
    /// <summary>The caller's international number, if there is one.</summary>
    public PhoneNumber Caller { get; init; }

    /// <summary>Whether the caller shows no number at all.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Whether the call comes from outside.</summary>
    public bool IsOutside { get; init; }

    /// <summary>Whether the caller has answered a question.</summary>
    public bool IsScreened { get; init; }

    /// <summary>The answer to the last question, as an index in the plan from 1; 0: none.</summary>
    public int Answer { get; init; }

    /// <summary>The value that a switch looks at, as its cases know it; 0: there is none.</summary>
    public ulong KeyOf(SwitchValue on) => on switch
    {
        SwitchValue.CalledNumber => (ulong)(Number + 1),
        SwitchValue.CallerNumber => IsAnonymous ? SwitchEntry.Anonymous : Caller.Key,
        SwitchValue.Line or SwitchValue.Trunk => (ulong)(Trunk + 1),
        _ => (ulong)Answer,
    };
}
