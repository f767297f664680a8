using NodaTime;

namespace CallRouting.E1.Tests;

public class OptionsTests
{
    private static readonly E1Domain Domain = new(Company.Id, Company.OfficePlan());

    [Fact]
    public void Options_that_contradict_themselves_are_refused_with_every_fault_at_once()
    {
        var span = SimulatedSpan.Pair("one").A;
        var options = new E1Options
        {
            Domains = [Domain, Domain],
            Spans =
            [
                new() { Span = span, Domain = Company.Id, Trunk = " " },
                new() { Span = span, Domain = new(99), Trunk = "t", Country = "xx", Overlap = E1Overlap.ByLength },
            ],
            RetryAfter = Duration.Zero,
        };
        var fault = Assert.Throws<ArgumentException>(() => new E1Transport(options)).Message;
        foreach (var part in new[]
                 {
                     "company 7 is there twice", "span one/a is there twice", "belongs to company 99", "has no trunk",
                     "tones of xx", "waits for 0 digits", "RetryAfter",
                 })
            Assert.Contains(part, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transport_without_a_span_is_refused() => Assert.Throws<ArgumentException>(
        () => new E1Transport(new() { Domains = [Domain], Spans = [] }));

    [Fact]
    public void A_company_needs_an_id() =>
        Assert.Throws<ArgumentException>(() => new E1Domain(default, Company.OfficePlan()));
}
