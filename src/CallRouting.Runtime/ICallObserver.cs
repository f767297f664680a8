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

    /// <summary>A trunk has written a called number as it had not before (SPEC O11).</summary>
    /// <param name="domain">The company.</param>
    /// <param name="observed">What it wrote, and what the plan makes of it.</param>
    void OnObserved(DomainId domain, ObservedCall observed)
    {
    }

    /// <summary>A call has ended that nobody answered: told once for everybody who missed it (SPEC S21).</summary>
    /// <param name="domain">The company.</param>
    /// <param name="missed">Who missed it.</param>
    void OnMissed(DomainId domain, MissedCall missed)
    {
    }

    /// <summary>A message was taken for an employee. Not called on the company's loop.</summary>
    /// <param name="domain">The company.</param>
    /// <param name="message">The message.</param>
    void OnMessageTaken(DomainId domain, TakenMessage message)
    {
    }

    /// <summary>Another number of a trunk's channels is in service: it has failed, or is back. Told once each
    /// time.</summary>
    /// <param name="domain">The company.</param>
    /// <param name="trunk">The trunk from now on.</param>
    void OnTrunkChanged(DomainId domain, TrunkStatus trunk)
    {
    }

    /// <summary>Another plan is in force: from now on new calls follow it.</summary>
    /// <param name="domain">The company.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="hash">Its hash, as the call records name it.</param>
    void OnPlanInForce(DomainId domain, RoutingPlan plan, string hash)
    {
    }

    /// <summary>A plan file that is watched was changed and has been read. Not called on the company's loop.</summary>
    void OnPlanRead(PlanReload reload)
    {
    }
}

/// <summary>Which call, and when.</summary>
/// <param name="Domain">The company.</param>
/// <param name="Call">The call.</param>
/// <param name="Plan">The plan it keeps: indexes in effects and decisions are indexes here.</param>
/// <param name="At">The instant.</param>
public readonly record struct CallMoment(DomainId Domain, CallId Call, RoutingPlan Plan, Instant At);
