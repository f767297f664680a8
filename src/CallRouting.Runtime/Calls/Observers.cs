using Microsoft.Extensions.Logging;

namespace CallRouting.Runtime;

/// <summary>All observers as one; what one of them throws stops here.</summary>
internal sealed class Observers(ICallObserver[] observers, string company, ILogger log)
{
    public void OnOffered(in CallMoment moment, CallOffer offer, in Decision decision)
    {
        foreach (var observer in observers)
        {
            try
            {
                observer.OnOffered(moment, offer, decision);
            }
            catch (Exception fault)
            {
                RouterLog.ObserverThrew(log, company, fault);
            }
        }
    }

    public void OnEvent(in CallMoment moment, in CallEvent happened)
    {
        foreach (var observer in observers)
        {
            try
            {
                observer.OnEvent(moment, happened);
            }
            catch (Exception fault)
            {
                RouterLog.ObserverThrew(log, company, fault);
            }
        }
    }

    public void OnEffect(in CallMoment moment, in CallEffect effect)
    {
        foreach (var observer in observers)
        {
            try
            {
                observer.OnEffect(moment, effect);
            }
            catch (Exception fault)
            {
                RouterLog.ObserverThrew(log, company, fault);
            }
        }
    }

    public void OnCompleted(CallRecord record) => Each(observer => observer.OnCompleted(record));

    public void OnObserved(DomainId domain, ObservedCall observed) =>
        Each(observer => observer.OnObserved(domain, observed));

    public void OnMissed(DomainId domain, MissedCall missed) => Each(observer => observer.OnMissed(domain, missed));

    public void OnMessageTaken(DomainId domain, TakenMessage message) =>
        Each(observer => observer.OnMessageTaken(domain, message));

    public void OnTrunkChanged(DomainId domain, TrunkStatus trunk) =>
        Each(observer => observer.OnTrunkChanged(domain, trunk));

    public void OnPlanInForce(DomainId domain, RoutingPlan plan, string hash) =>
        Each(observer => observer.OnPlanInForce(domain, plan, hash));

    public void OnPlanRead(PlanReload reload) => Each(observer => observer.OnPlanRead(reload));

    // For what happens once a call or less: the others are written out so that a step allocates nothing.
    private void Each(Action<ICallObserver> tell)
    {
        foreach (var observer in observers)
        {
            try
            {
                tell(observer);
            }
            catch (Exception fault)
            {
                RouterLog.ObserverThrew(log, company, fault);
            }
        }
    }
}
