namespace CallRouting.Audio;

/// <summary>How the samples of a WAV file are coded.</summary>
public enum WavCoding : byte
{
    /// <summary>No file was read.</summary>
    None,

    /// <summary>Linear samples: 8 bits unsigned or 16 bits signed little-endian (WAVE_FORMAT_PCM).</summary>
    Pcm = 1,

    /// <summary>G.711 A-law octets (WAVE_FORMAT_ALAW).</summary>
    Alaw = 6,

    /// <summary>G.711 µ-law octets (WAVE_FORMAT_MULAW).</summary>
    Mulaw = 7
}

/// <summary>The shape of a WAV file and where its samples lie; <c>default</c> is a file that was not read.</summary>
/// <param name="Coding">How one sample is coded.</param>
/// <param name="SampleRate">Samples a second in each channel, 8000 … 96000.</param>
/// <param name="Channels">1 mono, 2 stereo.</param>
/// <param name="BitsPerSample">8 or 16.</param>
/// <param name="DataOffset">Octets from the start of the file to the first sample.</param>
/// <param name="DataLength">Octets of whole sample blocks.</param>
public readonly record struct WavFormat(
    WavCoding Coding, int SampleRate, int Channels, int BitsPerSample, int DataOffset, int DataLength)
{
    /// <summary>Octets of one sample in all channels.</summary>
    public int BlockAlign => Channels * BitsPerSample / 8;

    /// <summary>Samples in each channel.</summary>
    public int Samples => BlockAlign == 0 ? 0 : DataLength / BlockAlign;

    /// <summary>True for 8 kHz mono A-law, whose octets are used as they are.</summary>
    public bool IsNative => Coding == WavCoding.Alaw && SampleRate == AudioFrame.SampleRate && Channels == 1;
}
