using System.Net;
using System.Net.Sockets;

namespace CallRouting.Tests.Interop;

/// <summary>Ports for real peers, below those that the system gives out by itself, each given out once.</summary>
internal static class FreePorts
{
    private const int First = 24_000, Last = 29_990;
    private static readonly Lock Gate = new();
    private static int _next = First + Environment.ProcessId % 500 * 10;

    /// <summary>The first of several ports in a row that nobody listens on, UDP and TCP.</summary>
    /// <param name="count">How many; a multiple of ten is taken.</param>
    public static int Take(int count = 10)
    {
        lock (Gate)
        {
            for (var tries = 0; tries < 1000; tries++)
            {
                var first = _next;
                _next += (count + 9) / 10 * 10;
                if (_next > Last)
                    _next = First;
                if (first + count <= Last && Enumerable.Range(first, count).All(IsFree))
                    return first;
            }
        }

        throw new InvalidOperationException($"No {count} free ports in a row in {First}–{Last}.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            udp.Bind(new IPEndPoint(IPAddress.Any, port));
            tcp.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
