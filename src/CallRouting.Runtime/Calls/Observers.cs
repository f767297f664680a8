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

    public void OnCompleted(CallRecord record)
    {
        foreach (var observer in observers)
        {
            try
            {
                observer.OnCompleted(record);
            }
            catch (Exception fault)
            {
                RouterLog.ObserverThrew(log, company, fault);
            }
        }
    }
}
