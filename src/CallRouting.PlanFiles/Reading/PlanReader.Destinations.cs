namespace CallRouting.PlanFiles;

internal sealed partial class PlanReader
{
    private const string WhoGetsIt = "the employee who gets it, like anna";

    private Voicemail ReadVoicemail(Place place, string id)
    {
        var map = new MapReader(place, "A voicemail", ["greeting", "deliver-to", "max-length"], _findings);
        return new Voicemail
        {
            Id = id,
            Greeting = map.RequiredText("greeting", "the prompt before the beep, like leave-message.wav"),
            DeliverTo = map.RequiredText("deliver-to", WhoGetsIt),
            MaxLength = map.Duration("max-length"),
        };
    }

    private FaxBox ReadFax(Place place, string id)
    {
        var map = new MapReader(place, "A fax box", ["deliver-to"], _findings);
        return new FaxBox { Id = id, DeliverTo = map.RequiredText("deliver-to", WhoGetsIt) };
    }

    private ExternalNumber ReadExternal(Place place, string id)
    {
        var map = new MapReader(place, "An external number",
            ["to", "trunk", "share", "purpose", "answer-within", "confirm", "otherwise"], _findings);
        var share = new List<SharedField>();
        if (map.Require("share", "what the outside party is told, like [caller-number], or [] for nothing") is { } list)
            foreach (var item in Scalars.Items(list, "a list, like [caller-number, call-id]", _findings))
                share.Add(Scalars.Word(item, Vocabulary.SharedField, _findings));
        return new ExternalNumber
        {
            Id = id,
            To = map.RequiredText("to", "a number like \"+74951110001\" or an address like \"sip:intake@example.net\""),
            Trunks = map.Text("trunk") is { } trunk ? [trunk] : [],
            Share = EquatableList.From(share),
            Purpose = map.RequiredText("purpose", "why callers' data leave the company"),
            AnswerWithin = map.Duration("answer-within"),
            Confirm = map.Flag("confirm"),
            Otherwise = ReadExit(map, "otherwise", "where a call goes that nobody answered, like voicemail-office",
                bareNames: true),
        };
    }

    private Menu ReadMenu(Place place, string id)
    {
        var map = new MapReader(place, "A menu", ["prompt", "keys", "timeout", "no-input", "wrong-key"], _findings);
        const string example = "a target like { department: sales }, or { repeat: 2, then: { department: sales } }";
        return new Menu
        {
            Id = id,
            Prompt = map.RequiredText("prompt", "the file that reads the choices, like choices.wav"),
            Keys = map.Require("keys", "a target for each key, like \"1\": { department: sales }") is { } keys
                ? ReadMenuKeys(keys)
                : [],
            Timeout = map.Duration("timeout"),
            NoInput = ReadMenuExit(map.Require("no-input", example, "missing-exit")),
            WrongKey = ReadMenuExit(map.Require("wrong-key", example, "missing-exit")),
        };
    }

    private EquatableList<MenuKey> ReadMenuKeys(Place place)
    {
        if (place.Node is not MapNode map)
        {
            Scalars.WrongType(place, "'keys' is a map, like \"1\": { department: sales }", _findings);
            return [];
        }

        var keys = new List<MenuKey>();
        foreach (var entry in map.Entries)
        {
            var below = place.Below(entry);
            var target = ReadTarget(below, repeats: true);
            if (IsKey(entry.Key))
                keys.Add(new MenuKey(entry.Key[0], target));
            else
                _findings.Error("bad-menu-key", below.Path, entry.KeyAt, $"{Shown.Of(entry.Key)} is no key of a "
                    + "telephone: a key is one of 0 to 9, * and #, in quotes.");
        }

        return EquatableList.From(keys);
    }

    private static bool IsKey(string text) => text.Length == 1 && MenuEntry.Keys.Contains(text[0]);

    private MenuExit ReadMenuExit(Place? place)
    {
        if (place is not { } exit)
            return new MenuExit(0, Nowhere);
        if (exit.Node is not MapNode map || !map.TryGet("repeat", out _))
            return new MenuExit(0, ReadTarget(exit));
        var reader = new MapReader(exit, "An exit that repeats the menu", ["repeat", "then"], _findings);
        return new MenuExit(
            reader.Whole("repeat", 0, 9) ?? 0,
            ReadExit(reader, "then", "where the call goes after that, like { department: sales }"));
    }
}
