using NodaTime;

namespace CallRouting.Testing;

/// <summary>What an office can be told.</summary>
internal enum OfficeInputKind : byte
{
    None = 0,
    Offer,
    Event,
    Time,
    DeviceAdded,
    DeviceRemoved,
    Pause,
    Plan,
    Stop,
}

/// <summary>One thing that an office is told: a line of its journal, which another office can be told again.</summary>
internal readonly record struct OfficeInput(OfficeInputKind Kind, Instant At)
{
    public CallId Call { get; private init; }
    public CallOffer? Offer { get; private init; }
    public CallEvent Event { get; private init; }
    public string? Employee { get; private init; }
    public DeviceId Device { get; private init; }
    public string? DeviceName { get; private init; }
    public bool IsPaused { get; private init; }
    public RoutingPlan? Plan { get; private init; }

    public static OfficeInput Offered(Instant at, CallId call, CallOffer offer) =>
        new(OfficeInputKind.Offer, at) { Call = call, Offer = offer };

    public static OfficeInput Happened(Instant at, in CallEvent happened) =>
        new(OfficeInputKind.Event, at) { Event = happened };

    public static OfficeInput TimeCame(Instant at) => new(OfficeInputKind.Time, at);

    public static OfficeInput DeviceAdded(Instant at, string employee, DeviceId device, string? name) =>
        new(OfficeInputKind.DeviceAdded, at) { Employee = employee, Device = device, DeviceName = name };

    public static OfficeInput DeviceRemoved(Instant at, string employee, DeviceId device) =>
        new(OfficeInputKind.DeviceRemoved, at) { Employee = employee, Device = device };

    public static OfficeInput Paused(Instant at, string employee, bool isPaused) =>
        new(OfficeInputKind.Pause, at) { Employee = employee, IsPaused = isPaused };

    public static OfficeInput PlanCame(Instant at, RoutingPlan plan) =>
        new(OfficeInputKind.Plan, at) { Plan = plan };

    public static OfficeInput Stopped(Instant at) => new(OfficeInputKind.Stop, at);

    /// <summary>Tells an office.</summary>
    public void ApplyTo(Office office, EffectBuffer effects)
    {
        switch (Kind)
        {
            case OfficeInputKind.Offer: office.Offer(Call, Offer!, At, effects); break;
            case OfficeInputKind.Event: office.Apply(Event, At, effects); break;
            case OfficeInputKind.Time: office.Expire(At, effects); break;
            case OfficeInputKind.DeviceAdded: office.AddDevice(Employee!, Device, DeviceName); break;
            case OfficeInputKind.DeviceRemoved: office.RemoveDevice(Device); break;
            case OfficeInputKind.Pause: office.Pause(Employee!, IsPaused); break;
            case OfficeInputKind.Plan: office.Use(Plan!); break;
            case OfficeInputKind.Stop: office.Stop(At, effects); break;
        }
    }
}

/// <summary>Sees what an office is told and what it wants done.</summary>
internal interface IOfficeWatch
{
    /// <summary>The office is about to be told something.</summary>
    void Told(in OfficeInput input);

    /// <summary>The office wants this done; it has been.</summary>
    void Did(in CallEffect effect);

    /// <summary>All has been done that the last input called for.</summary>
    void Settled();
}
