namespace CallRouting.E1;

/// <summary>What a data link tells of errors: the codes of the MDL-ERROR indication, Q.921 Appendix II, by their
/// letters.</summary>
internal enum LapdError : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A: an RR, RNR or REJ answered (F = 1) what was not asked.</summary>
    UnsolicitedSupervisoryResponse = (byte)'A',

    /// <summary>B: a DM answered (F = 1) what was not asked.</summary>
    UnsolicitedDmFinal = (byte)'B',

    /// <summary>C: a UA with F = 1 that nobody waits for.</summary>
    UnsolicitedUaFinal = (byte)'C',

    /// <summary>D: a UA with F = 0.</summary>
    UnsolicitedUa = (byte)'D',

    /// <summary>E: the far end says that it has no link (DM, F = 0).</summary>
    UnsolicitedDm = (byte)'E',

    /// <summary>F: the far end established the link anew.</summary>
    PeerReestablished = (byte)'F',

    /// <summary>G: SABME was repeated N200 times in vain.</summary>
    NoAnswerToSabme = (byte)'G',

    /// <summary>H: DISC was repeated N200 times in vain.</summary>
    NoAnswerToDisc = (byte)'H',

    /// <summary>I: the far end was asked N200 times in vain what it has received.</summary>
    NoAnswerToEnquiry = (byte)'I',

    /// <summary>J: N(R) acknowledges what was never sent.</summary>
    WrongReceiveNumber = (byte)'J',

    /// <summary>K: the far end rejected a frame (FRMR).</summary>
    FrameRejected = (byte)'K',

    /// <summary>L: a control field that is not defined, or a command where only a response may be.</summary>
    UndefinedFrame = (byte)'L',

    /// <summary>M: an information field where none may be.</summary>
    UnexpectedInformation = (byte)'M',

    /// <summary>N: a frame of the wrong length.</summary>
    WrongLength = (byte)'N',

    /// <summary>O: an information field longer than N201.</summary>
    TooLong = (byte)'O',
}
