#pragma warning disable RS0030 // Starting and stopping a transport are the only asynchronous members of the core.
namespace CallRouting;

/// <summary>A kind of line: it turns what comes by wire into events, and effects into what goes by wire.</summary>
/// <remarks>
/// <para>Events may be posted from any thread. Effects of one leg are executed in the order in which they come, and
/// executing never blocks and never throws.</para>
/// <para>An effect that starts something (<see cref="CallEffectKind.Ring"/>, <see cref="CallEffectKind.Play"/>,
/// <see cref="CallEffectKind.Record"/>, <see cref="CallEffectKind.Bridge"/>) is answered by exactly one ending event,
/// also when the device vanishes. A leg, the caller's too, ends with exactly one <see cref="CallEventKind.Failed"/>
/// or <see cref="CallEventKind.Cleared"/>, whoever ended it; with it everything on the leg ends. An effect for a leg
/// that has ended is ignored.</para>
/// <para>The conformance suite in <c>CallRouting.Testing</c> checks all of this.</para>
/// </remarks>
public interface ICallTransport : IAsyncDisposable
{
    /// <summary>The transport's name in logs and call records, for example <c>sip</c>.</summary>
    string Name { get; }

    /// <summary>What the transport can do.</summary>
    TransportCapabilities Capabilities { get; }

    /// <summary>Opens sockets or devices and begins to offer calls.</summary>
    /// <param name="host">Where events go and prompts come from.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="IOException">A socket or device cannot be opened; the message says which and why.</exception>
    Task StartAsync(ITransportHost host, CancellationToken cancellation);

    /// <summary>Ends all legs as the far end expects it, then closes everything.</summary>
    /// <param name="cancellation">Closes at once.</param>
    Task StopAsync(CancellationToken cancellation);

    /// <summary>Starts a leg. Ends with <see cref="CallEventKind.Failed"/>, or with
    /// <see cref="CallEventKind.Answered"/> and later <see cref="CallEventKind.Cleared"/>.</summary>
    /// <param name="leg">The new leg.</param>
    /// <param name="destination">Where to.</param>
    void Ring(LegId leg, RingDestination destination);

    /// <summary>Executes an effect on a leg of this transport; never <see cref="CallEffectKind.Ring"/>. For a
    /// <see cref="CallEffectKind.Bridge"/> both legs are this transport's.</summary>
    /// <param name="effect">The effect.</param>
    /// <param name="prompt">What to play, for a <see cref="CallEffectKind.Play"/>.</param>
    /// <param name="recording">Where to record, for a <see cref="CallEffectKind.Record"/>.</param>
    void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording);

    /// <summary>Opens a leg's sound to a leg of another transport.</summary>
    /// <param name="leg">The leg.</param>
    /// <param name="heard">Takes what the leg's party says, a frame every 20 ms, from any thread.</param>
    /// <returns>Takes what the leg's party is to hear; <c>null</c>: the leg has ended.</returns>
    IFrameSink? OpenAudio(LegId leg, IFrameSink heard);
}

/// <summary>What a transport gets from whoever runs it.</summary>
public interface ITransportHost
{
    /// <summary>Offers a call that has arrived.</summary>
    /// <param name="domain">The company it is for.</param>
    /// <param name="transport">The transport that carries it.</param>
    /// <param name="offer">What is known of it.</param>
    /// <returns>The caller's leg.</returns>
    LegId Offer(DomainId domain, ICallTransport transport, CallOffer offer);

    /// <summary>Posts an event of a leg.</summary>
    /// <param name="happened">The event.</param>
    void Post(in CallEvent happened);

    /// <summary>Says that an employee's device can be rung from now on.</summary>
    /// <param name="domain">The company.</param>
    /// <param name="transport">The transport that reaches the device.</param>
    /// <param name="employee">The employee's id.</param>
    /// <param name="name">The name under which it registered, which the plan may bind to some calls (SPEC S14);
    /// <c>null</c>: it rings for all.</param>
    /// <returns>The device, for <see cref="RemoveDevice"/> and for <see cref="RingDestination"/>.</returns>
    DeviceId AddDevice(DomainId domain, ICallTransport transport, string employee, string? name = null);

    /// <summary>Says that a device can no longer be rung.</summary>
    /// <param name="device">The device.</param>
    void RemoveDevice(DeviceId device);

    /// <summary>Says how many channels of a trunk can carry calls from now on. Before it is said once, as many as the
    /// plan says.</summary>
    /// <param name="domain">The company.</param>
    /// <param name="trunk">The trunk's id.</param>
    /// <param name="inService">Channels in service, those that carry a call counted; 0: the trunk is out of
    /// service.</param>
    void SetChannels(DomainId domain, string trunk, int inService);
}

/// <summary>Where a leg is to ring.</summary>
public sealed record RingDestination
{
    /// <summary>The company whose call it is.</summary>
    public required DomainId Domain { get; init; }

    /// <summary>What is rung.</summary>
    public required LegKind Kind { get; init; }

    /// <summary>The device, for <see cref="LegKind.Device"/>.</summary>
    public DeviceId Device { get; init; }

    /// <summary>The number to dial, when it leaves by a trunk.</summary>
    public PhoneNumber Number { get; init; }

    /// <summary>Whether <see cref="Number"/> is an emergency number: its bare digits are dialled, without a
    /// country.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>The trunk to leave by; <c>null</c>: not by a trunk.</summary>
    public Trunk? Trunk { get; init; }

    /// <summary>The <c>sip:</c> address, when there is no number; else empty.</summary>
    public string Address { get; init; } = "";

    /// <summary>Who calls, as the party rung may be told.</summary>
    public CallerId Caller { get; init; }

    /// <summary>What the call is about, for the screen of who is rung; empty: not known (SPEC S7).</summary>
    public string Subject { get; init; } = "";

    /// <summary>The company's number that was called, as the party rung may be told; none: not told.</summary>
    public PhoneNumber Called { get; init; }

    /// <summary>The call's number, as the party rung may be told; none: not told.</summary>
    public CallId Call { get; init; }
}
