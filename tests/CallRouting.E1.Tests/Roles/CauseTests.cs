namespace CallRouting.E1.Tests;

public class CauseTests
{
    [Fact]
    public void Every_cause_comes_back_as_itself()
    {
        foreach (var cause in Enum.GetValues<Cause>())
            if (cause != Cause.None)
                Assert.Equal(cause, E1Causes.Of(E1Causes.ValueOf(cause)));
        Assert.Equal(16, E1Causes.ValueOf(Cause.None));
    }

    [Theory]
    [InlineData(2, Cause.NoRouteToDestination)]
    [InlineData(23, Cause.NumberChanged)]
    [InlineData(29, Cause.CallRejected)]
    [InlineData(44, Cause.NoCircuitAvailable)]
    [InlineData(47, Cause.NoCircuitAvailable)]
    [InlineData(43, Cause.TemporaryFailure)]
    [InlineData(50, Cause.BearerCapabilityNotAuthorized)]
    [InlineData(65, Cause.IncompatibleDestination)]
    [InlineData(82, Cause.ProtocolError)]
    [InlineData(96, Cause.ProtocolError)]
    public void Values_without_a_cause_of_their_own_take_that_of_their_meaning(byte value, Cause cause) =>
        Assert.Equal(cause, E1Causes.Of(value));

    [Theory]
    [InlineData(12, Cause.NormalUnspecified)]
    [InlineData(33, Cause.TemporaryFailure)]
    [InlineData(51, Cause.BearerCapabilityNotAuthorized)]
    [InlineData(71, Cause.IncompatibleDestination)]
    [InlineData(89, Cause.ProtocolError)]
    [InlineData(105, Cause.ProtocolError)]
    [InlineData(119, Cause.Interworking)]
    public void Values_that_nobody_has_defined_count_as_their_class(byte value, Cause cause) =>
        Assert.Equal(cause, E1Causes.Of(value));

    [Fact]
    public void Any_octet_is_some_cause_and_its_extension_bit_does_not_count()
    {
        for (var value = 0; value < 128; value++)
        {
            var cause = E1Causes.Of((byte)value);
            Assert.True(Enum.IsDefined(cause) && cause != Cause.None);
            Assert.Equal(cause, E1Causes.Of((byte)(value | 0x80)));
        }
    }
}
