using System.Text;

namespace CallRouting.E1.Tests;

/// <summary>Messages as the standard's readers write them: <c>08 02 00 01 05 04 03 90 90 a3</c>.</summary>
internal static class Hex
{
    public static byte[] Octets(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    public static string Text(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder();
        foreach (var octet in octets)
            text.Append(text.Length == 0 ? "" : " ").Append($"{octet:x2}");
        return text.ToString();
    }

    /// <summary>A message with a call reference of two octets.</summary>
    public static byte[] Message(int reference, bool toOrigin, MessageType type, string elements = "") =>
        Octets($"08 02 {reference >> 8 | (toOrigin ? 0x80 : 0):x2} {reference & 0xFF:x2} {(byte)type:x2} {elements}");
}
