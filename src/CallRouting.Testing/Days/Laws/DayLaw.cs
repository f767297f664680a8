using NodaTime;

namespace CallRouting.Testing;

/// <summary>A promise that an office is held to during a day, judged by the books alone.</summary>
internal abstract class DayLaw
{
    private readonly List<BrokenLaw> _broken = [];
    private readonly HashSet<CallId> _touched = [];
    private DayBooks _books = null!;
    private Instant _start;

    /// <summary>The promise, a sentence.</summary>
    public abstract string Name { get; }

    public IReadOnlyList<BrokenLaw> Broken => _broken;

    protected DayBooks Books => _books;

    /// <summary>The calls that the last input had to do with.</summary>
    protected IEnumerable<BookedCall> Touched =>
        _touched.Where(id => _books.Calls.ContainsKey(id)).Select(id => _books.Calls[id]);

    public void Open(DayBooks books, Instant start)
    {
        _books = books;
        _start = start;
    }

    /// <summary>The office has been told something, and the books have it; it has done nothing yet.</summary>
    public void Tell(in OfficeInput input)
    {
        _touched.Clear();
        if (input.Kind is OfficeInputKind.Offer)
            _touched.Add(input.Call);
        else if (input.Kind is OfficeInputKind.Event)
            _touched.Add(input.Event.Leg.Call);
        Told(input);
    }

    /// <summary>The office does something; the books do not have it yet.</summary>
    public void Do(in CallEffect effect)
    {
        _touched.Add(effect.Leg.Call);
        Did(effect);
    }

    protected virtual void Told(in OfficeInput input)
    {
    }

    protected virtual void Did(in CallEffect effect)
    {
    }

    /// <summary>The office has done all that the last input called for.</summary>
    public virtual void Settled(Office office)
    {
    }

    /// <summary>The day is over.</summary>
    public virtual void Over()
    {
    }

    protected void Break(BookedCall? call, string text)
    {
        // Of one law the first ten tell enough.
        if (_broken.Count < 10)
            _broken.Add(new BrokenLaw(Name, _books.Now - _start, call?.Name ?? "", text));
    }
}

/// <summary>The promises that every day is held to.</summary>
internal static class DayLaws
{
    public static IReadOnlyList<DayLaw> All() =>
    [
        new OneOutcome(), new OneCallAtATime(), new NobodyCostsTime(), new NobodyTwice(), new FirstOffers(),
        new FairTurns(), new QueueOrder(), new NobodyWaitsInVain(), new GuardedAreScreened(),
        new NobodyIsLostInTransfer(), new TrunksAreTriedInOrder(), new CountsAgree(), new ExactReplay(),
    ];
}
