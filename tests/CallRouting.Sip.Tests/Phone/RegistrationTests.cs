using System.Net;
using System.Net.Sockets;
using CallRouting.Sip;
using NodaTime;

namespace CallRouting.Tests.Phones;

/// <summary>A phone registers with a registrar made of the verifier alone.</summary>
public sealed class RegistrationTests : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly DigestVerifier _verifier =
        new("example.com", new(new byte[16], Duration.FromMinutes(1)));
    private readonly CancellationTokenSource _stop = new();
    private int _granted = 3600;

    public RegistrationTests()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _ = ServeAsync();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _socket.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_phone_with_the_right_password_registers_and_unregisters()
    {
        await using var phone = Phone("secret");
        Assert.False(phone.IsRegistered);
        Assert.Equal(200, await phone.RegisterAsync());
        Assert.True(phone.IsRegistered);
        Assert.Equal(200, await phone.UnregisterAsync());
        Assert.False(phone.IsRegistered);
        Assert.Contains("Expires: 0", phone.Log.Last(line => line.IsSent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_ends_with_401_after_one_try()
    {
        await using var phone = Phone("wrong");
        Assert.Equal(401, await phone.RegisterAsync());
        Assert.False(phone.IsRegistered);
        Assert.Equal(2, phone.Log.Count(line => line.IsRequest("REGISTER")));
    }

    [Fact]
    public async Task A_registration_is_refreshed_before_it_runs_out()
    {
        _granted = 1;
        await using var phone = Phone("secret");
        Assert.Equal(200, await phone.RegisterAsync());
        await phone.WaitForAsync(() => phone.Log.Count(line => line.IsResponse(200, "REGISTER")) >= 2);
        Assert.True(phone.IsRegistered);
    }

    [Fact]
    public async Task Without_a_server_there_is_nothing_to_register_with()
    {
        await using var phone = SipPhone.Open(new() { User = "alice" });
        await Assert.ThrowsAsync<InvalidOperationException>(() => phone.RegisterAsync());
    }

    private SipPhone Phone(string password) => SipPhone.Open(new()
    {
        User = "alice", Password = password, Server = (IPEndPoint)_socket.LocalEndPoint!, Domain = "example.com"
    });

    private async Task ServeAsync()
    {
        var buffer = new byte[65535];
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveFromAsync(
                    buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                if (Answer(buffer[..got.ReceivedBytes], (IPEndPoint)got.RemoteEndPoint) is { } response)
                    _socket.SendTo(response, got.RemoteEndPoint);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
    }

    private byte[]? Answer(byte[] datagram, IPEndPoint from)
    {
        if (SipParser.Parse(datagram).Message is not { IsRequest: true } request)
            return null;
        request.Source = from;
        var now = SystemClock.Instance.GetCurrentInstant();
        var verdict = _verifier.Check(request, SipHeader.Authorization,
            user => DigestSecrets.Of(user, "example.com", "secret"), now, out _);
        var isGood = verdict == DigestVerdict.Good;
        var writer = SipWriter.ResponseTo(request, isGood ? 200 : 401, "tag"u8);
        if (!isGood)
        {
            _verifier.Challenge(
                ref writer, SipHeader.WwwAuthenticate, verdict == DigestVerdict.Stale, now, withSha256: true);
        }
        else
        {
            var uri = System.Text.Encoding.UTF8.GetString(request.Address(SipHeader.Contact).Uri.Text);
            var expires = Math.Min(request.Expires, _granted);
            writer.Header(SipHeader.Contact, $"<{uri}>;expires={expires}");
        }
        return writer.Finish();
    }
}
