using System.Net.Sockets;

namespace CallRouting.E1;

/// <summary>Where a datagram link finds its other end.</summary>
internal interface IDatagramPeer
{
    /// <summary>What it is called in logs.</summary>
    string Name { get; }

    /// <summary>Whether the other end can be seen to come and go.</summary>
    bool IsConnected { get; }

    /// <summary>Takes the own address.</summary>
    /// <exception cref="IOException">It cannot be had; the message says why.</exception>
    void Open();

    /// <summary>Waits for the other end.</summary>
    /// <returns>A connected socket; <c>null</c>: closed meanwhile.</returns>
    Socket? Next();

    /// <summary>Gives the own address back and ends <see cref="Next"/>. From any thread.</summary>
    void Close();
}
