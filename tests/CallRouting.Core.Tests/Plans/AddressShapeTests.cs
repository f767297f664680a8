namespace CallRouting.Tests;

public class AddressShapeTests
{
    [Theory]
    [InlineData("192.0.2.7")]
    [InlineData("192.0.2.7:5060")]
    [InlineData("192.0.2.0/24")]
    [InlineData("0.0.0.0/0")]
    [InlineData("2001:db8::7")]
    [InlineData("2001:db8::/32")]
    [InlineData("[2001:db8::7]")]
    [InlineData("[2001:db8::7]:5060")]
    public void These_are_peers(string text) => Assert.True(HostAndPort.IsPeer(text));

    [Theory]
    [InlineData("")]
    [InlineData("example.net")]
    [InlineData("1")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.256")]
    [InlineData("192.0.2.07")]
    [InlineData("192.0.2.7:0")]
    [InlineData("192.0.2.7:65536")]
    [InlineData("192.0.2.7:")]
    [InlineData("192.0.2.0/33")]
    [InlineData("192.0.2.0/")]
    [InlineData("2001:db8::/129")]
    [InlineData("[2001:db8::7")]
    [InlineData("[192.0.2.7]:5060")]
    [InlineData("[]")]
    [InlineData("[")]
    [InlineData(" 192.0.2.7")]
    public void These_are_no_peers(string text) => Assert.False(HostAndPort.IsPeer(text));

    [Theory]
    [InlineData("localhost")]
    [InlineData("sip.example.net")]
    [InlineData("sip.example.net:5060")]
    [InlineData("192.0.2.7:5060")]
    [InlineData("[::1]:5060")]
    [InlineData("xn--80ak6aa92e.com")]
    public void These_are_hosts(string text) => Assert.True(HostAndPort.IsValid(text));

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("-a.net")]
    [InlineData("a b")]
    [InlineData("sip:example.net")]
    [InlineData("example.net:sip")]
    [InlineData("1.2.3")]
    [InlineData("[::1]x")]
    [InlineData("2001:db8::7")]
    public void These_are_no_hosts(string text) => Assert.False(HostAndPort.IsValid(text));
}
