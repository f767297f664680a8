using System.Buffers.Binary;
using System.Text;

namespace CallRouting.Dahdi;

/// <summary>What the driver says of a channel: <c>struct dahdi_params</c>.</summary>
/// <param name="Span">The span it belongs to, from 1.</param>
/// <param name="Signalling">What it is configured for.</param>
/// <param name="Name">What the driver calls it.</param>
/// <param name="Alarms">The channel's own alarms.</param>
internal readonly record struct DahdiParameters(
    int Span, DahdiSignalling Signalling, string Name, DahdiAlarms Alarms)
{
    /// <summary>The octets of the structure.</summary>
    public const int Octets = 136;

    /// <summary>Where the length of a flash is, in milliseconds.</summary>
    public const int FlashOffset = 88 + 12;

    private const int SpanOffset = 4;
    private const int SignallingOffset = 12;
    private const int NameOffset = 48;
    private const int NameOctets = 40;
    private const int AlarmsOffset = 132;

    /// <summary>Reads the structure.</summary>
    /// <param name="octets">As the driver gave it.</param>
    public static DahdiParameters Read(ReadOnlySpan<byte> octets)
    {
        var name = octets.Slice(NameOffset, NameOctets);
        var end = name.IndexOf((byte)0);
        return new(Number(octets, SpanOffset), (DahdiSignalling)Number(octets, SignallingOffset),
            Encoding.UTF8.GetString(end < 0 ? name : name[..end]), (DahdiAlarms)Number(octets, AlarmsOffset));
    }

    private static int Number(ReadOnlySpan<byte> octets, int offset) =>
        BinaryPrimitives.ReadInt32LittleEndian(octets[offset..]);
}

/// <summary>What the driver says of a span: <c>struct dahdi_spaninfo</c>.</summary>
internal static class DahdiSpanStatus
{
    /// <summary>The octets of the structure.</summary>
    public const int Octets = 314;

    private const int AlarmsOffset = 64;

    /// <summary>Asks for a span's alarms.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="file">A channel or the control device.</param>
    /// <param name="span">The span, from 1.</param>
    /// <param name="alarms">Its alarms.</param>
    /// <returns>0, or minus the error number.</returns>
    public static int Ask(IDahdiKernel kernel, int file, int span, out DahdiAlarms alarms)
    {
        Span<byte> status = stackalloc byte[Octets];
        status.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(status, span);
        var answer = kernel.Control(file, DahdiRequest.SpanStatus, status);
        alarms = answer < 0 ? DahdiAlarms.None
            : (DahdiAlarms)BinaryPrimitives.ReadInt32LittleEndian(status[AlarmsOffset..]);
        return answer;
    }
}
