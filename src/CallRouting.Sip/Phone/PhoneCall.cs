using NodaTime;

namespace CallRouting.Sip;

/// <summary>Where a <see cref="PhoneCall"/> is.</summary>
public enum PhoneCallState : byte
{
    /// <summary>Begun; nothing has been heard of the other side.</summary>
    New,

    /// <summary>It rings, there or here.</summary>
    Ringing,

    /// <summary>It has been answered.</summary>
    Talking,

    /// <summary>It is over.</summary>
    Ended,
}

/// <summary>One call of a <see cref="SipPhone"/>, made or received.</summary>
public sealed partial class PhoneCall
{
    /// <summary>Whether the other side called.</summary>
    public bool IsIncoming { get; }

    /// <summary>The user part of the other side's address: the number called, or the caller's.</summary>
    public string Number { get; }

    /// <summary>The name the caller shows; empty for a call made here.</summary>
    public string DisplayName { get; }

    /// <summary>The Call-ID, as in the <see cref="SipPhone.Log"/>.</summary>
    public string CallId { get; }

    /// <summary>Where the call is.</summary>
    public PhoneCallState State { get; private set; }

    /// <summary>The latest status that answered the INVITE: 180 it rings, 200 answered, 486 busy, 487 cancelled …;
    /// 408 also when nobody answered; 0: none yet.</summary>
    public int Status { get; private set; }

    /// <summary>Whether the caller withdrew the call before it was answered.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Whether this side put the other on hold.</summary>
    public bool IsOnHold { get; private set; }

    /// <summary>Whether the other side put this one on hold.</summary>
    public bool IsHeld => _media.OnHold;

    /// <summary>When the INVITE was first sent or received.</summary>
    public Instant StartedAt { get; }

    /// <summary>When it rang; <c>null</c>: it did not.</summary>
    public Instant? RingingAt { get; private set; }

    /// <summary>When it was answered; <c>null</c>: it was not.</summary>
    public Instant? AnsweredAt { get; private set; }

    /// <summary>When it ended, by CANCEL, BYE or a refusal; <c>null</c>: it has not.</summary>
    public Instant? EndedAt { get; private set; }

    /// <summary>The INVITE received; empty for a call made here.</summary>
    public string Request { get; private init; } = "";

    /// <summary>Answers a call that came in.</summary>
    /// <exception cref="InvalidOperationException">It was made here, is answered or over, or no RTP port is
    /// free.</exception>
    public void Answer() => _phone.Do(() =>
    {
        if (!IsIncoming || State >= PhoneCallState.Talking)
            throw new InvalidOperationException($"A call that is {State} cannot be answered.");
        Accept();
    });

    /// <summary>Refuses a call that came in; does nothing to one that was answered or is over.</summary>
    /// <param name="status">The final status, 300 … 699.</param>
    public void Refuse(int status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 699);
        _phone.Do(() =>
        {
            if (IsIncoming && State < PhoneCallState.Talking)
                Reject(status);
        });
    }

    /// <summary>Ends the call at once as its state asks: CANCEL, 603, or BYE; nothing where it is over.</summary>
    public void HangUp() => _phone.Do(Leave);

    /// <summary>Ends the call and waits until the other side has confirmed.</summary>
    /// <param name="within">The limit; by itself the options' patience.</param>
    public Task HangUpAsync(TimeSpan? within = null)
    {
        HangUp();
        return _phone.WaitForAsync(() => IsOver, within, $"the other side to confirm the end of {this}");
    }

    /// <summary>Puts the other side on hold: an INVITE with <c>sendonly</c>.</summary>
    /// <returns>The final status.</returns>
    /// <exception cref="InvalidOperationException">Nobody is talking.</exception>
    public Task<int> HoldAsync() => OfferAgainAsync(isOnHold: true);

    /// <summary>Takes the other side back from hold.</summary>
    /// <returns>The final status.</returns>
    /// <exception cref="InvalidOperationException">Nobody is talking.</exception>
    public Task<int> ResumeAsync() => OfferAgainAsync(isOnHold: false);

    /// <summary>Waits until the other side rings or more.</summary>
    /// <param name="within">The limit; by itself the options' patience.</param>
    public Task WaitForRingingAsync(TimeSpan? within = null) =>
        _phone.WaitForAsync(() => State >= PhoneCallState.Ringing, within, $"{this} to ring");

    /// <summary>Waits until the call is answered or over.</summary>
    /// <param name="within">The limit; by itself the options' patience.</param>
    /// <returns>The <see cref="Status"/>: 200 answered.</returns>
    public async Task<int> WaitForAnswerAsync(TimeSpan? within = null)
    {
        await _phone.WaitForAsync(() => State >= PhoneCallState.Talking, within, $"an answer of {this}")
            .ConfigureAwait(false);
        return Status;
    }

    /// <summary>Waits until the call is over.</summary>
    /// <param name="within">The limit; by itself the options' patience.</param>
    public Task WaitForEndAsync(TimeSpan? within = null) =>
        _phone.WaitForAsync(() => State == PhoneCallState.Ended, within, $"the end of {this}");

    /// <summary>Who and how it stands.</summary>
    public override string ToString() => $"the call {(IsIncoming ? "from" : "to")} {Number} ({State}, {Status})";
}
