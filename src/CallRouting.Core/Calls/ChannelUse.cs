namespace CallRouting;

/// <summary>The channels of a trunk.</summary>
/// <param name="InUse">How many carry a call.</param>
/// <param name="InService">How many can carry one; as many as the plan says: <see cref="int.MaxValue"/>.</param>
internal record struct ChannelUse(int InUse, int InService);
