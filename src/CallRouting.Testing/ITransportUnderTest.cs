using NodaTime;

namespace CallRouting.Testing;

/// <summary>A transport together with the far ends it reaches, as <see cref="TransportConformance"/> drives
/// them.</summary>
/// <remarks>Made fresh for each check and disposed of after it; the suite starts the transport. Members may be called
/// from one thread at a time.</remarks>
public interface ITransportUnderTest : IAsyncDisposable
{
    /// <summary>The transport, not started.</summary>
    ICallTransport Transport { get; }

    /// <summary>The company its calls are for.</summary>
    DomainId Domain { get; }

    /// <summary>How long the transport may take until it has ended a leg whose far end has vanished.</summary>
    Duration GivesUpWithin { get; }

    /// <summary>A far end calls: the transport is to offer the call to its host.</summary>
    /// <returns>The far end.</returns>
    Task<IFarEnd> CallAsync();

    /// <summary>A far end that waits to be rung and does nothing by itself.</summary>
    /// <param name="destination">Where the transport reaches it.</param>
    IFarEnd Place(out RingDestination destination);

    /// <summary>A destination of the same kind that nobody is at.</summary>
    RingDestination Nowhere { get; }

    /// <summary>How this kind of line tells a rejection. An analog line, for one, has a busy tone for all of
    /// them.</summary>
    /// <param name="cause">The cause with which a far end rejects.</param>
    /// <returns>The cause with which the leg fails; by itself the same.</returns>
    Cause Tells(Cause cause) => cause;

    /// <summary>Lets time go on, virtual or real, until something is so.</summary>
    /// <param name="condition">What; it may be asked often.</param>
    /// <param name="limit">How long at most.</param>
    /// <returns>Whether it came to be so.</returns>
    Task<bool> UntilAsync(Func<bool> condition, Duration limit);
}

/// <summary>The other end of a leg.</summary>
public interface IFarEnd
{
    /// <summary>Whether it is being rung.</summary>
    bool IsRinging { get; }

    /// <summary>Whether it talks with the transport: the call was answered, by either side.</summary>
    bool IsConnected { get; }

    /// <summary>Whether the call has ended for it.</summary>
    bool IsEnded { get; }

    /// <summary>Answers.</summary>
    Task AnswerAsync();

    /// <summary>Rejects: with <see cref="Cause.UserBusy"/> or <see cref="Cause.CallRejected"/>.</summary>
    Task RejectAsync(Cause cause);

    /// <summary>Hangs up, or gives up calling.</summary>
    Task HangUpAsync();

    /// <summary>Presses a key.</summary>
    Task PressAsync(char digit);

    /// <summary>Loses power: never sends anything again, not even a confirmation.</summary>
    Task VanishAsync();
}
