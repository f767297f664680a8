using System.Globalization;
using NodaTime;

namespace CallRouting;

/// <summary>Checks and compiles the menus.</summary>
internal sealed class MenuCompiler(
    Plan plan, PromptList prompts, RouteCompiler routes, FindingList findings)
{
    private const int MostRepeats = 9;
    private static readonly Duration DefaultDigitTimeout = Duration.FromSeconds(2);
    private static readonly MenuEntry Nothing = new() { Id = "", NoInputNode = -1, WrongKeyNode = -1 };

    public MenuEntry[] Compile()
    {
        var timeout = TimeLimit.Key.Ticks(plan.Defaults.MenuTimeout, new("defaults", "menu-timeout"), findings);
        var entries = new MenuEntry[plan.Menus.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = plan.Menus[i] is { } menu ? Compile(menu, i, timeout) : Nothing;
            routes.SetMenu(i);
        }

        return entries;
    }

    private MenuEntry Compile(Menu menu, int index, long timeout)
    {
        var path = PlanNames.PathOf(NameKind.Menu, menu.Id, index);
        var (silenceRepeats, silence) = Exit(menu.NoInput, path.Then("no-input"), "silence");
        var (wrongRepeats, wrong) = Exit(menu.WrongKey, path.Then("wrong-key"), "a wrong key");
        return new MenuEntry
        {
            Id = menu.Id ?? "",
            Prompt = PromptId.FromPlan(prompts.Add(menu.Prompt, path.Then("prompt"), findings)),
            KeyTable = Keys(menu, path.Then("keys")),
            NoInputRepeats = silenceRepeats,
            NoInputNode = silence,
            WrongKeyRepeats = wrongRepeats,
            WrongKeyNode = wrong,
            TimeoutTicks = menu.Timeout is { } own ?
                TimeLimit.Key.Ticks(own, path.Then("timeout"), findings) : timeout,
            DialExtensions = menu.DialExtensions,
            DigitTicks = DigitTicks(menu, path.Then("digit-timeout")),
        };
    }

    /// <summary>A key as a part of a path.</summary>
    public static string KeyWord(char key) => char.IsControl(key) || char.IsSurrogate(key) ? "?" : key.ToString();

    /// <summary>Tells which keys are also the beginning of internal numbers (SPEC X11).</summary>
    public void CheckDialling(MenuEntry[] menus, DialTable extensions)
    {
        for (var i = 0; i < menus.Length; i++)
        {
            if (!menus[i].DialExtensions || plan.Menus[i] is not { } menu)
                continue;
            var path = PlanNames.PathOf(NameKind.Menu, menu.Id, i);
            foreach (var key in menu.Keys)
                if (key is not null && char.IsAsciiDigit(key.Key))
                    CheckKey(key.Key, menus[i].DigitTicks, path.Then("keys").Then(KeyWord(key.Key)), extensions);
        }
    }

    private void CheckKey(char key, long ticks, in PlanPath path, DialTable extensions)
    {
        var digits = Extension.Parse([key]).Key;
        if (extensions.Find(digits) >= 0)
            findings.Warn("hidden-extension", path,
                $"Key {key} is also an internal number, which cannot be dialled here: choose another key or number.");
        if (extensions.MayGrow(digits))
            findings.Note("key-waits", path,
                $"Internal numbers begin with {key}, so that this key is taken only "
                + $"{TimeLimit.Words(Duration.FromTicks(ticks))} after it, or with #: another key is taken at once.");
    }

    private long DigitTicks(Menu menu, in PlanPath path)
    {
        if (menu.DigitTimeout is not { } own)
            return DefaultDigitTimeout.BclCompatibleTicks;
        if (!menu.DialExtensions)
            findings.Error("not-used", path,
                "Nobody can dial an internal number in this menu: write dial-extensions: true, or remove "
                + "digit-timeout.");
        return TimeLimit.Digit.Ticks(own, path, findings);
    }

    private int[] Keys(Menu menu, in PlanPath path)
    {
        var table = new int[MenuEntry.Keys.Length];
        Array.Fill(table, -1);
        var taken = new bool[table.Length];
        if (menu.Keys.IsEmpty && !menu.DialExtensions)
            findings.Warn("menu-without-keys", path,
                $"Menu \"{menu.Id}\" has no keys, so every key is a wrong one: give it one, or play a prompt instead.");
        for (var i = 0; i < menu.Keys.Count; i++)
        {
            if (menu.Keys[i] is not { } key)
            {
                findings.Error("missing-element", path.At(i),
                    "There is nothing here: write a key or remove the entry.");
                continue;
            }

            var at = path.Then(KeyWord(key.Key));
            var place = MenuEntry.Keys.IndexOf(key.Key);
            if (place < 0)
                findings.Error("bad-key", at, "No telephone has this key: write 0 to 9, * or #.");
            else if (taken[place])
                findings.Error("duplicate-key", at, $"Key {key.Key} stands in the menu twice: remove one.");
            var node = key.Target is RepeatTarget ? MenuEntry.RepeatNode : routes.Place(key.Target, at);
            if (place < 0 || taken[place])
                continue;
            taken[place] = true;
            table[place] = node;
        }

        return table;
    }

    // Without repeats an exit is written as its target alone, so that both stand at one place.
    private (int Repeats, int Node) Exit(MenuExit? exit, in PlanPath path, string when)
    {
        if (exit is null)
        {
            findings.Error("missing-exit", path, $"It is not said where {when} leads: write a target.");
            return (0, -1);
        }

        if (exit.Repeat is < 0 or > MostRepeats)
            findings.Error("bad-repeat", path.Then("repeat"), string.Create(CultureInfo.InvariantCulture,
                $"The menu cannot be played again {exit.Repeat} times: write 0 to {MostRepeats}."));
        return (Math.Clamp(exit.Repeat, 0, MostRepeats),
            routes.Place(exit.Then, exit.Repeat == 0 ? path : path.Then("then")));
    }
}
