namespace CallRouting.Audio;

/// <summary>What the line says about the progress of a call.</summary>
public enum CallProgress : byte
{
    /// <summary>Nothing in particular.</summary>
    None,

    /// <summary>Dial tone: the exchange waits for digits.</summary>
    Dial,

    /// <summary>The far end rings.</summary>
    Ringback,

    /// <summary>The far end is busy, or has hung up.</summary>
    Busy,

    /// <summary>No line or no route.</summary>
    Congestion,

    /// <summary>Nothing has been heard for the time asked for.</summary>
    Silence,

    /// <summary>Somebody speaks, or music plays: sound that is no tone of the network.</summary>
    Voice,
}

/// <summary>A change in what the line says; <c>default</c> says nothing.</summary>
/// <param name="Progress">What is heard now. <see cref="CallProgress.None"/>: what was heard before is over.</param>
/// <param name="At">When it was recognised, in samples since the detector began.</param>
public readonly record struct CallProgressSignal(CallProgress Progress, long At);
