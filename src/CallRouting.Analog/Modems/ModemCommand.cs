namespace CallRouting.Analog;

/// <summary>What a line is told to do.</summary>
internal enum ModemCommandKind : byte
{
    None = 0, Seize, Answer, HangUp, Flash, Dial, Play, StopPlay, Record, StopRecord,
}

/// <summary>A command on its way to the thread that serves a modem.</summary>
/// <param name="Kind">The command.</param>
/// <param name="Digits">What to dial.</param>
/// <param name="Sound">What to play.</param>
/// <param name="IsSo">By pulses; or in a loop.</param>
internal readonly record struct ModemCommand(
    ModemCommandKind Kind, string Digits = "", ReadOnlyMemory<byte> Sound = default, bool IsSo = false);
