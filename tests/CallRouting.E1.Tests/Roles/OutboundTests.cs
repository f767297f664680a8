namespace CallRouting.E1.Tests;

public class OutboundTests
{
    private static readonly RoutingPlan Plan = Company.OfficePlan();
    private static readonly NumberRules Russia = Plan.Trunks[0].Rules;

    [Fact]
    public void A_call_that_the_company_passes_on_says_for_whom_it_was()
    {
        var passedOn = SetUp(kind: LegKind.Mobile, called: "+74951110001");
        Assert.Equal(new("4951110001", TypeOfNumber.National, Reason: 15), passedOn.Redirecting);
        Assert.Null(SetUp(kind: LegKind.Dialled, called: "+74951110001").Redirecting);
        Assert.Null(SetUp(kind: LegKind.Mobile).Redirecting);
    }

    [Fact]
    public void A_name_goes_from_the_network_to_the_user_only_and_only_in_letters_that_telephones_have()
    {
        Assert.Equal("", SetUp(PriSide.User, name: "Anna").Display);
        Assert.Equal("Anna", SetUp(PriSide.Network, name: "Anna").Display);
        Assert.Equal("", SetUp(PriSide.Network, name: "Анна").Display);
        Assert.Equal("", SetUp(PriSide.Network, name: new string('a', 81)).Display);
    }

    [Fact]
    public void A_network_vouches_for_the_callers_number() =>
        Assert.Equal(Screening.NetworkProvided, SetUp(PriSide.Network).Calling?.Screening);

    [Fact]
    public void An_empty_destination_is_no_call() => Assert.Null(E1Outbound.SetUp(
        new() { Domain = Company.Id, Kind = LegKind.External }, Russia, Options(PriSide.User)));

    private static PriSetup SetUp(PriSide side = PriSide.User, LegKind kind = LegKind.Dialled, string? called = null,
        string? name = null)
    {
        var destination = new RingDestination
        {
            Domain = Company.Id, Kind = kind, Number = PhoneNumber.Parse("+79030000002"),
            Caller = new("+74951110001", name), Called = called is null ? default : PhoneNumber.Parse(called),
        };
        return E1Outbound.SetUp(destination, Russia, Options(side))!.Value.Message;
    }

    private static E1SpanOptions Options(PriSide side) => new()
    {
        Span = SimulatedSpan.Pair().A, Domain = Company.Id, Trunk = Company.Trunk, Side = side,
    };
}
