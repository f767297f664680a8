using System.Globalization;
using NodaTime;

namespace CallRouting.E1.Tests;

/// <summary>One data link whose far end is the test: what it sends is read, what it tells is kept.</summary>
internal sealed class LapdBench : ILapdUser
{
    private readonly Queue<string> _sent = new();
    private readonly Queue<string> _told = new();

    public LapdBench(bool isNetwork = false, LapdOptions? options = null) =>
        Link = new(isNetwork, options ?? new(), this);

    public LapdLink Link { get; }

    public Instant Now { get; private set; } = Instant.FromUtc(2026, 11, 24, 7, 0);

    /// <summary>Called for each message of the far end.</summary>
    public Action? OnReceived { get; set; }

    /// <summary>What went out since it was last asked for, as hexadecimal octets.</summary>
    public string[] Sent() => Take(_sent);

    /// <summary>What was told since it was last asked for.</summary>
    public string[] Told() => Take(_told);

    /// <summary>Brings the user's side up and forgets how.</summary>
    public LapdBench Up()
    {
        Link.Establish(Now);
        Receive("00 01 73");
        Assert.Equal(LapdState.Established, Link.State);
        _sent.Clear();
        _told.Clear();
        return this;
    }

    /// <summary>A frame comes in.</summary>
    /// <param name="octets">Hexadecimal.</param>
    public void Receive(string octets) => Link.Receive(Octets(octets), Now);

    public bool Send(string octets) => Link.Send(Octets(octets), Now);

    /// <summary>Time goes on; what is due happens at its instant.</summary>
    public void Advance(double seconds)
    {
        var end = Now + Duration.FromSeconds(seconds);
        while (Link.NextDeadline <= end)
        {
            Now = Link.NextDeadline;
            Link.Expire(Now);
        }

        Now = end;
    }

    void ILapdUser.Transmit(ReadOnlySpan<byte> frame) => _sent.Enqueue(Text(frame));

    void ILapdUser.Received(ReadOnlySpan<byte> message)
    {
        _told.Enqueue(Text(message));
        OnReceived?.Invoke();
    }

    void ILapdUser.Established() => _told.Enqueue("established");

    void ILapdUser.Reset(int lost) => _told.Enqueue(string.Create(CultureInfo.InvariantCulture, $"reset, {lost} lost"));

    void ILapdUser.Released() => _told.Enqueue("released");

    void ILapdUser.Erred(LapdError error) => _told.Enqueue($"error {(char)error}");

    private static string[] Take(Queue<string> queue)
    {
        string[] taken = [.. queue];
        queue.Clear();
        return taken;
    }

    private static string Text(ReadOnlySpan<byte> octets) =>
        string.Join(' ', Convert.ToHexStringLower(octets).Chunk(2).Select(pair => new string(pair)));

    private static byte[] Octets(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
