namespace CallRouting;

/// <summary>What two keys mean to an employee who talks.</summary>
internal enum TransferAction : byte
{
    None = 0,
    Blind,
    Attended,
    Cancel,
    WrongNumber,
    Declined,
}

/// <summary>The compiled keys of <see cref="TransferKeys"/>.</summary>
internal sealed class TransferActions
{
    private readonly (char First, char Second, TransferAction Action)[] _keys;

    public TransferActions(TransferKeys keys) => _keys =
    [
        .. All(keys).Where(entry => entry.Keys is { Length: 2 })
            .Select(entry => (entry.Keys![0], entry.Keys[1], entry.Action)),
    ];

    /// <summary>Every command with its keys and the word a plan file has for it.</summary>
    public static (string? Keys, TransferAction Action, string Word)[] All(TransferKeys keys) =>
    [
        (keys.Blind, TransferAction.Blind, "blind"), (keys.Attended, TransferAction.Attended, "attended"),
        (keys.Cancel, TransferAction.Cancel, "cancel"),
        (keys.WrongNumber, TransferAction.WrongNumber, "wrong-number"),
        (keys.Declined, TransferAction.Declined, "declined"),
    ];

    public TransferAction Find(char first, char second)
    {
        foreach (var key in _keys)
            if (key.First == first && key.Second == second)
                return key.Action;
        return TransferAction.None;
    }
}
