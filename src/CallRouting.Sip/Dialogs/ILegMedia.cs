using System.Net;

namespace CallRouting.Sip;

/// <summary>The sound of one leg as the user agent drives it. What it starts ends with a call of the user agent's that
/// carries the tag.</summary>
internal interface ILegMedia
{
    /// <summary>The port for RTP, even.</summary>
    int Port { get; }

    void SetRemote(in NegotiatedMedia media, IPAddress signalled);

    void Play(ushort tag, PromptAudio prompt);

    void StopPlay();

    void Record(ushort tag, IRecording recording, int milliseconds);

    void StopRecord();

    void Bridge(ILegMedia peer);

    void Unbridge();

    /// <summary>Gives the ports back; a recording under way still tells its end.</summary>
    void Close();
}

/// <summary>Opens the sound of legs.</summary>
internal interface IMediaRoom
{
    /// <summary>Opens a pair of ports; <c>null</c> where none is free.</summary>
    ILegMedia? Open(LegId leg);
}
