using NodaTime;

namespace CallRouting.Runtime;

/// <summary>A message that was taken and is kept until its addressee has read it (SPEC S9–S11).</summary>
/// <param name="Number">The message's number in its company: 1, 2, 3 …</param>
/// <param name="At">When it was taken.</param>
/// <param name="Draft">What was taken down, word for word.</param>
public sealed record TakenMessage(long Number, Instant At, MessageDraft Draft)
{
    /// <summary>The number, the time and the addressee: the rest is personal.</summary>
    public override string ToString() => $"message {Number} of {At} for {Draft.Addressee}";
}
