using System.Text;
using BenchmarkDotNet.Attributes;
using CallRouting.E1;

namespace CallRouting.Benchmarks;

/// <summary>A SETUP of E1 signalling read and written, beside the same written plainly: streams, lists and
/// strings.</summary>
[MemoryDiagnoser]
public class Q931Benchmarks
{
    private static readonly byte[] Setup = Convert.FromHexString(
        "080200010504039090A31803A983851E0282836C0C2183343935313233343536377008A131303031323334A1");

    private readonly byte[] _room = new byte[260];
    private readonly PriSetup _setup = new()
    {
        Called = new PartyNumber("1001234", TypeOfNumber.National),
        Calling = new PartyNumber("4951234567", TypeOfNumber.National, Screening: Screening.NetworkProvided),
        Progress = 3,
    };

    private ChannelElement _channel;

    [GlobalSetup]
    public void Prepare()
    {
        _channel = new PriChannels(new PriOptions()).Name(5, isExclusive: true);
        if (Decode() != 17 || Decode_plainly() != 17)
            throw new InvalidOperationException("The SETUP is not read.");
        if (!_room.AsSpan(0, Encode()).SequenceEqual(Encode_plainly()))
            throw new InvalidOperationException("The two SETUPs differ.");
    }

    /// <summary>The message taken apart and judged; its numbers, channel, bearer and progress read.</summary>
    [Benchmark]
    public int Decode()
    {
        if (!Q931Message.TryDecode(Setup, out var message) || message.Fault != 0
            || !message.TryRead<BearerElement>(ElementId.BearerCapability, out var bearer)
            || !message.TryRead<ChannelElement>(ElementId.ChannelIdentification, out var channel)
            || !message.TryRead<ProgressElement>(ElementId.ProgressIndicator, out var progress)
            || !message.TryRead<NumberElement>(ElementId.CallingNumber, out var calling)
            || !message.TryRead<NumberElement>(ElementId.CalledNumber, out var called)
            || bearer.Layer1 != 3 || channel.Channels != 1u << 5 || progress.Description != 3
            || calling.Screening != Screening.NetworkProvided || !message.Has(ElementId.SendingComplete))
            return 0;
        return called.Digits.Length + calling.Digits.Length;
    }

    [Benchmark]
    public int Decode_plainly()
    {
        using var reader = new BinaryReader(new MemoryStream(Setup));
        reader.ReadByte();
        reader.ReadBytes(reader.ReadByte());
        reader.ReadByte();
        var elements = new Dictionary<byte, byte[]>();
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var id = reader.ReadByte();
            elements[id] = id >= 0x80 ? [] : reader.ReadBytes(reader.ReadByte());
        }

        var bearer = elements[0x04];
        var channel = elements[0x18];
        var calling = Encoding.ASCII.GetString(elements[0x6C], 2, elements[0x6C].Length - 2);
        var called = Encoding.ASCII.GetString(elements[0x70], 1, elements[0x70].Length - 1);
        if ((bearer[2] & 0x1F) != 3 || (channel[2] & 0x7F) != 5 || (elements[0x1E][1] & 0x7F) != 3
            || (elements[0x6C][1] & 3) != 3 || !elements.ContainsKey(0xA1))
            return 0;
        return called.Length + calling.Length;
    }

    [Benchmark]
    public int Encode() => SetupMessage.Write(_room, new CallReference(1, false, 2), _setup, _channel, true, false,
        Location.PublicNetworkOfLocalUser);

    [Benchmark]
    public byte[] Encode_plainly()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write([0x08, 0x02, 0x00, 0x01, 0x05, 0xA1]);
        Element(0x04, [(byte)(0x80 | (byte)_setup.Bearer.Capability), 0x90, (byte)(0xA0 | _setup.Bearer.Layer1)]);
        Element(0x18, [0xA9, 0x83, 0x80 | 5]);
        Element(0x1E, [0x82, (byte)(0x80 | _setup.Progress)]);
        var calling = _setup.Calling!.Value;
        Element(0x6C, [(byte)((byte)calling.Type << 4 | (byte)calling.Plan), (byte)(0x80 | (byte)calling.Screening),
            .. Encoding.ASCII.GetBytes(calling.Digits)]);
        Element(0x70, [(byte)(0x80 | (byte)_setup.Called.Type << 4 | (byte)_setup.Called.Plan),
            .. Encoding.ASCII.GetBytes(_setup.Called.Digits)]);
        return stream.ToArray();

        void Element(byte id, byte[] content)
        {
            writer.Write(id);
            writer.Write((byte)content.Length);
            writer.Write(content);
        }
    }
}
