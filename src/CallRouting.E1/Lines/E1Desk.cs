using System.Collections.Concurrent;
using NodaTime;

namespace CallRouting.E1;

/// <summary>What all lines of one transport share: the host, the legs, the lock of their sound, the clock.</summary>
internal sealed class E1Desk(E1Transport transport, ITransportHost host, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Instant _startInstant = Instant.FromDateTimeOffset(time.GetUtcNow());
    private readonly Dictionary<(DomainId, string), int> _told = [];

    /// <summary>Every leg that has not ended. From any thread.</summary>
    public ConcurrentDictionary<LegId, E1Leg> Legs { get; } = new();

    /// <summary>Guards the sound of all legs: lines that are bridged to each other have a thread each.</summary>
    public Lock SoundGate { get; } = new();

    /// <summary>The lines in the order of the options.</summary>
    public IReadOnlyList<E1Line> Lines { get; set; } = [];

    /// <summary>The clock: it never goes back.</summary>
    public Instant Now => _startInstant + Duration.FromTimeSpan(time.GetElapsedTime(_start));

    /// <summary>Offers a call.</summary>
    public E1Leg Offer(E1Line line, CallOffer offer)
    {
        var leg = new E1Leg(host.Offer(line.Domain, transport, offer), line, Tell, line.Tones.Zone) { IsCaller = true };
        Legs[leg.Id] = leg;
        return leg;
    }

    /// <summary>Posts an event.</summary>
    public void Tell(CallEvent happened) => host.Post(happened);

    /// <summary>A leg has ended, and everything on it.</summary>
    public void End(E1Leg leg, Cause cause)
    {
        if (leg.HasEnded)
            return;
        leg.HasEnded = true;
        if (leg.Id.IsNone)
            return;
        Legs.TryRemove(leg.Id, out _);
        lock (SoundGate)
            leg.Sound.End();
        host.Post(leg.IsCaller || leg.IsAnswered
            ? CallEvent.Cleared(leg.Id, cause)
            : CallEvent.Failed(leg.Id, cause));
    }

    /// <summary>A line has other channels in service than before: the office is told of the trunk's.</summary>
    public void CountChannels(DomainId domain, string trunk)
    {
        lock (_gate)
        {
            var sum = 0;
            foreach (var line in Lines)
                if (line.Domain == domain && line.Trunk == trunk)
                    sum += line.Channels;
            if (_told.TryGetValue((domain, trunk), out var before) && before == sum)
                return;
            _told[(domain, trunk)] = sum;
            host.SetChannels(domain, trunk, sum);
        }
    }

    /// <summary>Another line of the same trunk for a call that the line it was given to could not take.</summary>
    /// <returns><c>null</c>: every line has been tried.</returns>
    public E1Line? After(E1Line line, int tries)
    {
        List<E1Line> same = [.. Lines.Where(other => other.Domain == line.Domain && other.Trunk == line.Trunk)];
        if (tries >= same.Count)
            return null;
        var at = same.IndexOf(line);
        for (var step = 1; step < same.Count; step++)
            if (same[(at + step) % same.Count] is { Free: > 0 } other)
                return other;
        return null;
    }

    /// <summary>The first line of a trunk that has a free channel.</summary>
    /// <returns>Whether the trunk has any line at all.</returns>
    public bool TryChoose(DomainId domain, string trunk, out E1Line? line)
    {
        var isKnown = false;
        line = null;
        foreach (var each in Lines)
        {
            if (each.Domain != domain || each.Trunk != trunk)
                continue;
            isKnown = true;
            if (each.Free <= 0)
                continue;
            line = each;
            break;
        }

        return isKnown;
    }
}
