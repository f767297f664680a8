using CallRouting.Testing;

namespace CallRouting.Analog.Tests;

public class ConformanceTests
{
    public static TheoryData<string> Names => [.. TransportConformance.Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_analog_transport_keeps_the_contract(string name) =>
        await TransportConformance.Checks.Single(check => check.Name == name).RunAsync(new AnalogUnderTest());
}
