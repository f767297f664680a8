using NodaTime;

namespace CallRouting.Runtime;

/// <summary>Sees every call as it happens: a console, a wallboard, a journal.</summary>
/// <remarks>Called on the company's own loop, so it must return soon and do its own work elsewhere. What it throws is
/// logged and goes no further. What it sees holds personal data in full.</remarks>
public interface ICallObserver
{
    /// <summary>A call has arrived and the plan has decided where it goes first.</summary>
    void OnOffered(in CallMoment moment, CallOffer offer, in Decision decision)
    {
    }

    /// <summary>Something happened to one of its legs.</summary>
    void OnEvent(in CallMoment moment, in CallEvent happened)
    {
    }

    /// <summary>Something is about to be done for it.</summary>
    void OnEffect(in CallMoment moment, in CallEffect effect)
    {
    }

    /// <summary>It is over; the record is on its way to the disk.</summary>
    void OnCompleted(CallRecord record)
    {
    }
}

/// <summary>Which call, and when.</summary>
/// <param name="Domain">The company.</param>
/// <param name="Call">The call.</param>
/// <param name="Plan">The plan it keeps: indexes in effects and decisions are indexes here.</param>
/// <param name="At">The instant.</param>
public readonly record struct CallMoment(DomainId Domain, CallId Call, RoutingPlan Plan, Instant At);
