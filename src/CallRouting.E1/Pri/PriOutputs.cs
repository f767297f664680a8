using System.Runtime.InteropServices;

namespace CallRouting.E1;

/// <summary>The outputs of one or more inputs, in order, with the octets to send. Its owner clears it; it grows and
/// does not shrink.</summary>
internal sealed class PriOutputs
{
    private readonly List<PriOutput> items = [];
    private byte[] octets = new byte[1024];
    private int used;

    /// <summary>The outputs since the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<PriOutput> Items => CollectionsMarshal.AsSpan(items);

    /// <summary>The message of a <see cref="PriOutputKind.Send"/>.</summary>
    public ReadOnlySpan<byte> Octets(in PriOutput send) => octets.AsSpan(send.Offset, send.Length);

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        items.Clear();
        used = 0;
    }

    internal void Add(in PriOutput output) => items.Add(output);

    /// <summary>Room for one message, to be taken with <see cref="Send"/>.</summary>
    internal Span<byte> Room()
    {
        if (octets.Length - used < Q931.MaximumLength)
            Array.Resize(ref octets, octets.Length * 2);
        return octets.AsSpan(used, Q931.MaximumLength);
    }

    /// <summary>Takes what was written into <see cref="Room"/>.</summary>
    internal void Send(PriCall call, int length)
    {
        items.Add(new PriOutput(PriOutputKind.Send, call) { Offset = used, Length = length });
        used += length;
    }
}
