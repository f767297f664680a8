using System.Text;

namespace CallRouting.E1;

/// <summary>What a message says, as this side uses it. What is not there or cannot be is told by its default.</summary>
internal static class ReceivedFields
{
    /// <summary>What a SETUP says of its call.</summary>
    public static PriOffer Offer(in Q931Message setup)
    {
        setup.TryRead<BearerElement>(ElementId.BearerCapability, out var bearer);
        return new PriOffer
        {
            Called = Called(setup),
            Calling = Number(setup, ElementId.CallingNumber),
            Redirecting = Number(setup, ElementId.RedirectingNumber),
            Display = Display(setup),
            Bearer = new BearerCapability(bearer.Capability, bearer.Rate, bearer.Mode, bearer.Layer1),
            Progress = Progress(setup),
            SendingComplete = setup.Has(ElementId.SendingComplete),
        };
    }

    /// <summary>The called digits, from Called party number; else from Keypad facility, as some exchanges send
    /// them.</summary>
    public static PartyNumber? Called(in Q931Message message)
    {
        if (Number(message, ElementId.CalledNumber) is { } called)
            return called;
        return message.TryRead<TextElement>(ElementId.KeypadFacility, out var keypad)
            ? new PartyNumber(Encoding.Latin1.GetString(keypad.Text), TypeOfNumber.Unknown, NumberingPlan.Unknown)
            : null;
    }

    /// <summary>An offer with the digits of one more message; what the first said of their form holds.</summary>
    public static PriOffer With(PriOffer offer, PartyNumber? more, bool isComplete)
    {
        var called = offer.Called;
        if (more is { } number)
            called = called is { } first ? first with { Digits = first.Digits + number.Digits } : number;
        return offer with { Called = called, SendingComplete = offer.SendingComplete || isComplete };
    }

    /// <summary>The cause value.</summary>
    /// <param name="message">The message.</param>
    /// <param name="missing">Where there is none.</param>
    /// <param name="where">The location.</param>
    public static byte Cause(in Q931Message message, byte missing, out Location where)
    {
        var isThere = message.TryRead<CauseElement>(ElementId.Cause, out var cause) && cause.Value != 0;
        where = isThere ? cause.Location : Location.User;
        return isThere ? cause.Value : missing;
    }

    /// <summary>The first progress description; 0: none.</summary>
    public static byte Progress(in Q931Message message) =>
        message.TryRead<ProgressElement>(ElementId.ProgressIndicator, out var progress)
            ? progress.Description : (byte)0;

    /// <summary>Whether any progress description says that there may be something to hear: 8, and before the call ends
    /// also 1, as the call goes on into a network that signals by tones (Q.931 §4.5.23).</summary>
    public static bool IsInBand(in Q931Message message, bool isEnding)
    {
        foreach (var element in message)
            if (element is { Codeset: 0, Id: ElementId.ProgressIndicator }
                && Q931Message.TryRead<ProgressElement>(element.Content, out var progress)
                && (progress.Description == 8 || (progress.Description == 1 && !isEnding)))
                return true;
        return false;
    }

    private static PartyNumber? Number(in Q931Message message, ElementId id) =>
        message.TryRead<NumberElement>(id, out var number)
            ? new PartyNumber(Encoding.Latin1.GetString(number.Digits), number.Type, number.Plan, number.Presentation,
                number.Screening, number.Reason)
            : null;

    // An octet with bit 8 before the text names a character set (EN 300 403-1 §4.5.16, private exchanges).
    private static string Display(in Q931Message message)
    {
        if (!message.TryRead<TextElement>(ElementId.Display, out var display))
            return "";
        var text = display.Text;
        return Encoding.Latin1.GetString(text.Length > 0 && text[0] >= 0x80 ? text[1..] : text);
    }
}
