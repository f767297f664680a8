namespace CallRouting.Analog;

/// <summary>The sound of one leg on an analog line.</summary>
internal interface ILineSound
{
    /// <summary>Executes play, record, their ends, and hold; nothing else.</summary>
    void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording);

    /// <summary>Joins the leg to another; <c>null</c>: that has ended.</summary>
    void Bridge(ILineSound? peer);

    /// <summary>Opens the leg to another transport's; <c>null</c>: it cannot be.</summary>
    IFrameSink? Open(IFrameSink heard);

    /// <summary>The leg has ended.</summary>
    void End();
}
