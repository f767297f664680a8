using System.Text;
using CallRouting.Sip;
using CallRouting.Tests.Flows;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallRouting.Tests.Laws;

/// <summary>Whatever far ends and the router do in whatever order: every leg ends exactly once, what was started ends
/// exactly once, and nothing is left over.</summary>
public class UserAgentLaws
{
    [Property(MaxTest = 400)]
    public void Every_incoming_call_ends_exactly_once_and_leaves_nothing(byte[] script)
    {
        var stage = new SipStage();
        var phone = stage.Phone();
        phone.Invite(fields: script.Length % 3 == 0 ? "Require: 100rel\r\n" : "",
            body: script.Length % 5 == 0 ? null : FarPhone.Pcma);
        var leg = stage.LastLeg;
        ushort tag = 0;
        List<ushort> started = [];
        foreach (var step in script)
        {
            if (phone.Inbox.FindLast(m => m is { StatusCode: > 100, SequenceMethod: SipMethod.Invite }) is { } said)
                phone.OurTag = FarPhone.Text(said.ToTag);
            var isEarly = phone.OurTag.Length == 0;
            switch (step % 16)
            {
                case 0: stage.Do(CallEffectKind.Alert, leg); break;
                case 1: stage.Do(CallEffectKind.Progress, leg); break;
                case 2 or 3: stage.Do(CallEffectKind.Answer, leg); break;
                case 4 when step > 200: stage.Do(CallEffectKind.Release, leg, Cause.UserBusy); break;
                case 5 when phone.Responses(200).Count > 0: phone.Ack(); break;
                case 6 when step > 180: phone.Cancel(); break;
                case 7 when step > 220 && !isEarly: phone.InDialog("BYE"); break;
                case 8 when !isEarly: phone.InDialog("INVITE", FarPhone.Pcma); break;
                case 9 when !isEarly: phone.InDialog("UPDATE", FarPhone.Pcma); break;
                case 10: phone.InDialog("INFO", "5", type: "application/dtmf"); break;
                case 11 when phone.Inbox.FindLast(m => m.Has(SipHeader.RSeq)) is { } reliable:
                    phone.InDialog("PRACK", FarPhone.Pcma, $"RAck: {reliable.Number(SipHeader.RSeq, 0)} 1 INVITE\r\n");
                    break;
                case 12: stage.Pass(step / 50.0); break;
                case 13 or 14:
                    if (stage.EventsOf(leg).All(e => e.Kind != CallEventKind.Cleared))
                        started.Add(++tag);
                    stage.Play(leg, tag);
                    break;
                case 15 when phone.Requests(SipMethod.Bye) is [.., var bye]: phone.Answer(bye, 200); break;
            }
        }

        stage.Do(CallEffectKind.Release, leg);
        stage.Pass(200);
        Assert.Equal(CallEventKind.Cleared, stage.EventsOf(leg).Last().Kind);
        Assert.Single(stage.EventsOf(leg), e => e.Kind == CallEventKind.Cleared);
        var ended = stage.EventsOf(leg).Where(e => e.Kind == CallEventKind.PlayEnded).Select(e => e.Tag).ToList();
        Assert.Equal(started, ended.Order());
        Assert.Equal(new SipStatistics(), stage.Agent.Statistics);
        Assert.Equal(0, stage.OpenMedia);
    }

    [Property(MaxTest = 400)]
    public void Every_leg_that_was_started_ends_exactly_once_and_leaves_nothing(byte[] script)
    {
        var stage = new SipStage();
        var bob = stage.Phone("192.0.2.20:5060");
        var leg = stage.RingAddress();
        var invite = bob.Last;
        foreach (var step in script)
        {
            var tag = $"t{step / 128}";
            switch (step % 16)
            {
                case 0: bob.Answer(invite, 100); break;
                case 1: bob.Answer(invite, 180, tag: tag); break;
                case 2: bob.Answer(invite, 183, FarPhone.Pcma, tag: tag); break;
                case 3:
                    bob.Answer(invite, 183, FarPhone.Pcma, $"Require: 100rel\r\nRSeq: {1 + step / 64}\r\n", tag);
                    break;
                case 4 or 5 when step > 120: bob.Answer(invite, 200, FarPhone.Pcma, tag: tag); break;
                case 6 when step > 200: bob.Answer(invite, 200, tag: tag); break;
                case 7 when step > 200: bob.Answer(invite, 486, tag: tag); break;
                case 8 when step > 180: stage.Do(CallEffectKind.Release, leg); break;
                case 9: stage.Pass(step / 10.0); break;
                case 10 when step > 150: bob.Join(invite); bob.Tag = tag; bob.InDialog("BYE"); break;
                case 11:
                    bob.Join(invite);
                    bob.Tag = tag;
                    bob.Sequence = step;
                    bob.InDialog("INVITE", FarPhone.Pcma);
                    break;
                case 12: stage.Play(leg, step); break;
                case 13 when bob.Requests(SipMethod.Bye) is [.., var bye]: bob.Answer(bye, 200); break;
                case 14 when bob.Requests(SipMethod.Cancel).Count > 0: bob.Answer(invite, 487); break;
                case 15 when step > 240: stage.Agent.Unreachable(bob.Flow.Remote, stage.Now); break;
            }
        }

        stage.Do(CallEffectKind.Release, leg);
        stage.Pass(300);
        var story = stage.EventsOf(leg).Select(e => e.Kind).ToList();
        var isAnswered = story.Contains(CallEventKind.Answered);
        Assert.Single(story, k => k is CallEventKind.Failed or CallEventKind.Cleared);
        Assert.Equal(isAnswered ? CallEventKind.Cleared : CallEventKind.Failed, story[^1]);
        Assert.True(story.Count(k => k == CallEventKind.Answered) <= 1);
        Assert.True(story.Count(k => k == CallEventKind.Ringing) <= 1);
        Assert.Equal(new SipStatistics(), stage.Agent.Statistics);
        Assert.Equal(0, stage.OpenMedia);
        // Whoever answered was acknowledged, and whoever answered in vain was hung up.
        var answered = bob.Requests(SipMethod.Ack).Select(a => FarPhone.Text(a.ToTag)).Distinct().Count();
        Assert.True(answered <= 3);
    }

    [Property(MaxTest = 300)]
    public void Garbage_leaves_a_call_untouched(byte[][] garbage, NonNegativeInt seed)
    {
        var stage = new SipStage();
        var phone = stage.Phone();
        phone.Invite();
        var leg = stage.LastLeg;
        stage.Do(CallEffectKind.Answer, leg);
        phone.Ack();
        var template = Encoding.UTF8.GetBytes("BYE sip:a@b SIP/2.0\r\n"
            + "Via: SIP/2.0/UDP 203.0.113.7;branch=z9hG4bKq\r\n"
            + $"From: <sip:a@b>;tag={phone.Tag}\r\nTo: <sip:b@c>;tag={phone.OurTag}\r\n"
            + $"Call-ID: {phone.CallId}x\r\nCSeq: 9 BYE\r\nContact: <sip:a@b>\r\nContent-Length: 0\r\n\r\n");
        var stranger = stage.Phone("203.0.113.7:5060");
        var random = new Random(seed.Get);
        foreach (var noise in garbage)
        {
            stage.Receive(noise, stranger.Flow);
            var mutated = (byte[])template.Clone();
            foreach (var octet in noise)
                mutated[random.Next(mutated.Length)] = octet;
            stage.Receive(mutated, stranger.Flow);
            stage.Receive(mutated[..random.Next(mutated.Length)], stranger.Flow);
        }

        Assert.Empty(stage.Events);
        Assert.Single(stage.Offers);
        phone.InDialog("BYE");
        Assert.Equal("Cleared", stage.Story(leg));
    }

    [Property(MaxTest = 200)]
    public void A_cause_survives_the_way_over_the_wire(byte value)
    {
        var cause = (Cause)(value % 128);
        if (!Enum.IsDefined(cause) || cause == Cause.None)
            return;
        var message = SipParser.Parse(Encoding.UTF8.GetBytes("BYE sip:a@b SIP/2.0\r\n"
            + "Via: SIP/2.0/UDP x;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:b@c>;tag=2\r\n"
            + $"Call-ID: 1\r\nCSeq: 1 BYE\r\nReason: {SipCauses.Reason(cause)}\r\n\r\n"));
        Assert.Equal(cause, SipCauses.Of(message.Message!));
        Assert.InRange(SipCauses.StatusOf(cause), 400, 699);
    }
}
