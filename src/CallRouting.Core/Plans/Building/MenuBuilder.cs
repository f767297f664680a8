using NodaTime;

namespace CallRouting;

/// <summary>Describes one menu inside <see cref="PlanBuilder.Menu"/>.</summary>
public sealed class MenuBuilder
{
    private readonly List<MenuKey> _keys = [];
    private Menu _made;

    internal MenuBuilder(Menu menu) => _made = menu;

    internal Menu Made => _made with { Keys = EquatableList.From(_keys) };

    /// <summary>Says what a key leads to.</summary>
    /// <param name="key">0–9, * or #.</param>
    /// <param name="target">Where it leads; <see cref="To.MenuAgain"/> plays the menu again.</param>
    public MenuBuilder Key(char key, Target target)
    {
        _keys.Add(new MenuKey(key, target));
        return this;
    }

    /// <summary>Lets callers dial internal numbers.</summary>
    /// <param name="digitTimeout">How long to wait for a further digit; <c>null</c>: 2 s.</param>
    public MenuBuilder DialExtensions(Duration? digitTimeout = null)
    {
        _made = _made with { DialExtensions = true, DigitTimeout = digitTimeout };
        return this;
    }

    /// <summary>Says how long to wait for a key, counted from the end of the prompt.</summary>
    public MenuBuilder Timeout(Duration time)
    {
        _made = _made with { Timeout = time };
        return this;
    }
}
