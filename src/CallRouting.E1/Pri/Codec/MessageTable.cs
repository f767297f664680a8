namespace CallRouting.E1;

/// <summary>Which messages there are, and what each must carry (Q.931 §3.1, §3.4).</summary>
internal static class MessageTable
{
    /// <summary>The elements without which a message means nothing.</summary>
    /// <remarks>Fewer than the standard's: a missing channel identification is one that any channel will do for (first
    /// answers and SETUP of many networks), and a missing cause in RELEASE or RELEASE COMPLETE is cause 31.</remarks>
    public static (ElementId First, ElementId Second) Mandatory(MessageType type) => type switch
    {
        MessageType.Setup => (ElementId.BearerCapability, ElementId.None),
        MessageType.Disconnect => (ElementId.Cause, ElementId.None),
        MessageType.Progress => (ElementId.ProgressIndicator, ElementId.None),
        MessageType.Status => (ElementId.Cause, ElementId.CallState),
        MessageType.Notify => (ElementId.NotificationIndicator, ElementId.None),
        MessageType.Restart or MessageType.RestartAcknowledge => (ElementId.RestartIndicator, ElementId.None),
        _ => default,
    };

    /// <summary>Whether a message type is implemented. Suspending, segmenting and congestion control are not for a
    /// primary rate interface that carries telephone calls.</summary>
    public static bool IsKnown(MessageType type) => type is MessageType.Alerting or MessageType.CallProceeding
        or MessageType.Progress or MessageType.Setup or MessageType.Connect or MessageType.SetupAcknowledge
        or MessageType.ConnectAcknowledge or MessageType.Disconnect or MessageType.Restart or MessageType.Release
        or MessageType.RestartAcknowledge or MessageType.ReleaseComplete or MessageType.Facility or MessageType.Notify
        or MessageType.StatusEnquiry or MessageType.Information or MessageType.Status or MessageType.UserInformation;
}
