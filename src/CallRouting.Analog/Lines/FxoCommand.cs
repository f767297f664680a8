namespace CallRouting.Analog;

/// <summary>What an FXO port can be told to do.</summary>
internal enum FxoCommandKind : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Off hook, to call or to answer.</summary>
    OffHook = 1,

    /// <summary>On hook.</summary>
    OnHook = 2,

    /// <summary>On hook for a moment.</summary>
    Flash = 3,

    /// <summary>Dial.</summary>
    Dial = 4,
}

/// <summary>A command to an FXO port.</summary>
/// <param name="Kind">What.</param>
/// <param name="Digits">What is dialled.</param>
/// <param name="Pulses">Whether by pulses.</param>
/// <param name="Milliseconds">How long a flash is.</param>
internal readonly record struct FxoCommand(
    FxoCommandKind Kind, string Digits = "", bool Pulses = false, int Milliseconds = 0);
