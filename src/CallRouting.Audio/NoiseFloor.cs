namespace CallRouting.Audio;

/// <summary>The power of the quietest block of the last two seconds: what the line sounds like when nobody
/// speaks.</summary>
internal sealed class NoiseFloor
{
    private const int Windows = 4, BlocksInWindow = 50;

    private readonly float[] _least = new float[Windows];
    private int _window, _blocks;

    public NoiseFloor() => Reset();

    /// <summary>Its mean square.</summary>
    public float Power { get; private set; }

    public void Add(float power)
    {
        _least[_window] = Math.Min(_least[_window], power);
        Power = Math.Min(Power, power);
        if (++_blocks < BlocksInWindow) return;
        (_window, _blocks) = ((_window + 1) % Windows, 0);
        _least[_window] = float.MaxValue;
        Power = float.MaxValue;
        foreach (var least in _least) Power = Math.Min(Power, least);
    }

    public void Reset()
    {
        Array.Fill(_least, float.MaxValue);
        (_window, _blocks, Power) = (0, 0, float.MaxValue);
    }
}
