namespace CallRouting;

/// <summary>A plan that calls of an office follow, and where the office keeps what belongs to it.</summary>
/// <param name="plan">The plan.</param>
/// <param name="seats">For each employee of the plan, their place among the presences.</param>
/// <param name="departments">For each department of the plan, what it remembers.</param>
/// <param name="lines">For each department of the plan, its line of waiting calls.</param>
/// <param name="trunks">For each trunk of the plan, its place among the channels.</param>
/// <param name="books">What the office keeps beyond plans.</param>
internal sealed class PlanInUse(
    RoutingPlan plan, int[] seats, DepartmentPlaces[] departments, int[] lines, int[] trunks, OfficeBooks books)
{
    public RoutingPlan Plan { get; } = plan;

    public int[] Seats { get; } = seats;

    public DepartmentPlaces[] Departments { get; } = departments;

    public int[] Lines { get; } = lines;

    public int[] Trunks { get; } = trunks;

    public OfficeBooks Books { get; } = books;

    /// <summary>For each department of the plan, and each kind of call, how many calls wait.</summary>
    public int[] Waiting { get; } = new int[lines.Length * CallMachine.Kinds];

    /// <summary>How many calls follow the plan.</summary>
    public int Calls { get; set; }
}

/// <summary>What an office keeps that outlives plans, as calls may see it.</summary>
/// <param name="Seed">Decides what is drawn, with the call and its attempt.</param>
/// <param name="Lines">Who waits.</param>
/// <param name="Memory">Who spoke with whom.</param>
/// <param name="Channels">The channels of trunks.</param>
internal sealed record OfficeBooks(ulong Seed, WaitingLines Lines, CallerMemory Memory, List<ChannelUse> Channels);
