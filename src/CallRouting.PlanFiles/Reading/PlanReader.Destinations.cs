namespace CallRouting.PlanFiles;

internal sealed partial class PlanReader
{
    private const string WhoGetsIt = "the employee who gets it, like anna";

    private Voicemail ReadVoicemail(Place place, string id)
    {
        var map = new MapReader(place, PlanFormat.Voicemail, _findings);
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
        var map = new MapReader(place, PlanFormat.Fax, _findings);
        return new FaxBox { Id = id, DeliverTo = map.RequiredText("deliver-to", WhoGetsIt) };
    }

    private ExternalNumber ReadExternal(Place place, string id)
    {
        var map = new MapReader(place, PlanFormat.External, _findings);
        var share = new List<SharedField>();
        if (map.Require("share", "what the outside party is told, like [caller-number], or [] for nothing") is { } list)
            foreach (var item in Scalars.Items(list, "a list, like [caller-number, call-id]", _findings))
                share.Add(Scalars.Word(item, Vocabulary.SharedField, _findings));
        return new ExternalNumber
        {
            Id = id,
            To = map.RequiredText("to", "a number like \"+74951110001\" or an address like \"sip:intake@example.net\""),
            Trunks = map.Text("trunk") is { } trunk ? [trunk] : map.Texts("trunks"),
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
        var map = new MapReader(place, PlanFormat.Menu, _findings);
        const string example = "a target like { department: sales }, or { repeat: 2, then: { department: sales } }";
        return new Menu
        {
            Id = id,
            Prompt = map.RequiredText("prompt", "the file that reads the choices, like choices.wav"),
            Keys = map.Require("keys", "a target for each key, like \"1\": { department: sales }") is { } keys
                ? ReadMenuKeys(keys)
                : [],
            Timeout = map.Duration("timeout"),
            DialExtensions = map.Flag("dial-extensions"),
            DigitTimeout = map.Duration("digit-timeout"),
            NoInput = ReadMenuExit(map.Require("no-input", example, "missing-exit")),
            WrongKey = ReadMenuExit(map.Require("wrong-key", example, "missing-exit")),
        };
    }

    private EquatableList<MenuKey> ReadMenuKeys(Place place)
    {
        var keys = new List<MenuKey>();
        foreach (var entry in Scalars.Entries(place, "'keys' is a map, like \"1\": { department: sales }", _findings))
        {
            var below = place.Below(entry);
            var target = ReadTarget(below, repeats: true);
            if (IsKey(entry.Key, below, entry.KeyAt))
                keys.Add(new MenuKey(entry.Key[0], target));
        }

        return EquatableList.From(keys);
    }

    private bool IsKey(string text, Place place, SourcePosition at)
    {
        if (text.Length == 1 && MenuEntry.Keys.Contains(text[0]))
            return true;
        _findings.Error("bad-menu-key", place.Path, at,
            $"{Shown.Of(text)} is no key of a telephone: a key is one of 0 to 9, * and #, in quotes.");
        return false;
    }

    private MenuExit ReadMenuExit(Place? place)
    {
        if (place is not { } exit)
            return new MenuExit(0, Nowhere);
        if (exit.Node is not MapNode map || !map.TryGet("repeat", out _))
            return new MenuExit(0, ReadTarget(exit));
        var reader = new MapReader(exit, PlanFormat.MenuExit, _findings);
        return new MenuExit(
            reader.Whole("repeat") ?? 0,
            ReadExit(reader, "then", "where the call goes after that, like { department: sales }"));
    }
}
