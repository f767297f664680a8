namespace CallRouting.Dahdi;

/// <summary>What is wrong with a span or channel; the driver's bits.</summary>
[Flags]
internal enum DahdiAlarms
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is watched for a while after an alarm.</summary>
    Recovering = 1 << 0,

    /// <summary>It is looped back on itself.</summary>
    Loopback = 1 << 1,

    /// <summary>The far end does not hear us.</summary>
    Yellow = 1 << 2,

    /// <summary>We do not hear the far end; on an FXO port: no battery.</summary>
    Red = 1 << 3,

    /// <summary>The far end sends all ones.</summary>
    Blue = 1 << 4,

    /// <summary>The span is not started.</summary>
    NotOpen = 1 << 5,

    /// <summary>Loss of signal.</summary>
    LossOfSignal = 1 << 8,

    /// <summary>Loss of frame alignment.</summary>
    LossOfFrame = 1 << 9,

    /// <summary>Loss of multiframe alignment.</summary>
    LossOfMultiframe = 1 << 10,
}
