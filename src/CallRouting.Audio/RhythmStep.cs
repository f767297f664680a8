namespace CallRouting.Audio;

/// <summary>One step of a zone's cadence as the rules compare it.</summary>
/// <param name="Tone">Which of the zone's tones, or <see cref="Segments.Quiet"/>.</param>
/// <param name="Halves">How long, in halves of a block.</param>
internal readonly record struct RhythmStep(int Tone, int Halves);
