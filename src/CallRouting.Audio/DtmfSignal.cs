namespace CallRouting.Audio;

/// <summary>A key heard on the line, at its start or at its end; <c>default</c> is no key.</summary>
/// <param name="Key">One of <see cref="Dtmf.Keys"/>.</param>
/// <param name="IsEnd">False where the key has begun, true where it is over: each start is followed by exactly one
/// end, unless the detector is reset between them.</param>
/// <param name="At">When it began or ended, in samples since the detector began: up to 60 ms before it was
/// told.</param>
/// <param name="Milliseconds">How long it lasted, to about 10 ms; 0 at the start.</param>
public readonly record struct DtmfSignal(char Key, bool IsEnd, long At, int Milliseconds);
