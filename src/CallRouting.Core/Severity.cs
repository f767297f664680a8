namespace CallRouting;

/// <summary>How bad a finding is.</summary>
public enum Severity : byte
{
    /// <summary>Worth knowing.</summary>
    Note = 0,

    /// <summary>The plan works, but probably not as meant.</summary>
    Warning = 1,

    /// <summary>The plan does not build.</summary>
    Error = 2,
}
