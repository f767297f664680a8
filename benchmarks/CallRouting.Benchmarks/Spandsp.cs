using System.Runtime.InteropServices;

namespace CallRouting.Benchmarks;

/// <summary>The detectors of libspandsp for one channel: DTMF, CNG and a country's busy tone.</summary>
internal sealed class Spandsp
{
    private const string Library = "libspandsp.so.2";
    private const int Cng = 1;

    private readonly nint _keys = dtmf_rx_init(0, 0, 0);
    private readonly nint _fax = modem_connect_tones_rx_init(0, Cng, 0, 0);
    private readonly nint _busy;
    private readonly byte[] _digits = new byte[128];

    private Spandsp(nint tones) => _busy = super_tone_rx_init(0, tones, Ignored, 0);

    private static readonly ToneReport Report = static (_, _, _, _) => { };
    private static readonly nint Ignored = Marshal.GetFunctionPointerForDelegate(Report);

    private delegate void ToneReport(nint user, int code, int level, int delay);

    /// <summary>Whether the library is on the machine.</summary>
    public static bool IsPresent { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <summary>Channels that listen for the same busy tone.</summary>
    public static Spandsp[] Channels(int count, int hertz, int on, int off)
    {
        var tones = super_tone_rx_make_descriptor(0);
        var busy = super_tone_rx_add_tone(tones);
        _ = super_tone_rx_add_element(tones, busy, hertz, 0, on - on / 10, on + on / 10);
        _ = super_tone_rx_add_element(tones, busy, 0, 0, off - off / 10, off + off / 10);
        return [.. Enumerable.Range(0, count).Select(_ => new Spandsp(tones))];
    }

    /// <summary>Listens to one frame.</summary>
    /// <returns>How many keys were heard.</returns>
    public int Listen(short[] frame)
    {
        _ = dtmf_rx(_keys, frame, frame.Length);
        _ = modem_connect_tones_rx(_fax, frame, frame.Length);
        _ = super_tone_rx(_busy, frame, frame.Length);
        return (int)dtmf_rx_get(_keys, _digits, _digits.Length);
    }

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint dtmf_rx_init(nint state, nint callback, nint user);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int dtmf_rx(nint state, short[] samples, int count);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint dtmf_rx_get(nint state, byte[] digits, int most);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint modem_connect_tones_rx_init(nint state, int tone, nint callback, nint user);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int modem_connect_tones_rx(nint state, short[] samples, int count);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint super_tone_rx_make_descriptor(nint state);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int super_tone_rx_add_tone(nint tones);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int super_tone_rx_add_element(
        nint tones, int tone, int first, int second, int least, int most);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint super_tone_rx_init(nint state, nint tones, nint callback, nint user);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int super_tone_rx(nint state, short[] samples, int count);
}
