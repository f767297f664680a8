namespace CallRouting.Analog;

/// <summary>The sound of a leg on a line that hears and says at once.</summary>
internal sealed class FullDuplexSound(LegId leg, Action<CallEvent> tell) : ILineSound
{
    /// <summary>The sound itself.</summary>
    public LegSound Legs { get; } = new(leg, tell);

    public void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording) =>
        Legs.Execute(effect, prompt, recording);

    // A line of the other kind cannot join: for the bridge it is as one that has ended.
    public void Bridge(ILineSound? peer) => Legs.Bridge((peer as FullDuplexSound)?.Legs);

    public IFrameSink? Open(IFrameSink heard) => Legs.Open(heard);

    public void End() => Legs.End();
}
