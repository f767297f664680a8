using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CallRouting.Audio;
using CallRouting.Sip;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallRouting.Tests.Media;

/// <summary>The media plane over loopback; each wait is for a condition, with a generous limit.</summary>
public sealed class MediaPlaneTests : IDisposable, IMediaEvents
{
    private static int _nextRange = 30000;
    private readonly ConcurrentQueue<string> _told = new();
    private readonly MediaPlane _plane;

    public MediaPlaneTests() => _plane = Plane(100);

    public void Dispose() => _plane.Dispose();

    [Fact]
    public void A_prompt_is_heard_with_its_pitch_and_ends_once()
    {
        var (session, phone) = Leg();
        using (phone)
        {
            var play = session.Play(Tone(440, 500));
            WaitFor(() => _told.Contains($"{play} Finished"));
            var heard = phone.Take();
            var first = heard.Order.FindIndex(p => p.Payload[5] != AudioFrame.Silence);
            Assert.InRange(Pitch.OfAlaw(heard.Alaw.AsSpan(first * 160, 4000)).Hertz, 438, 442);
            Assert.True(heard.IsUnbroken);
            Assert.Single(_told, t => t.StartsWith($"{play} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_play_ends_exactly_once_however_it_ends()
    {
        var (session, phone) = Leg();
        using (phone)
        {
            var replaced = session.Play(Tone(440, 5000), loop: true);
            var stopped = session.Play(Tone(440, 5000), loop: true);
            session.StopPlay();
            session.StopPlay();
            var empty = session.Play(default);
            WaitFor(() => _told.Contains($"{empty} Finished"));
            var closed = session.Play(Tone(440, 5000));
            session.Close();
            WaitFor(() => _told.Contains($"{closed} Closed"));
            string[] expected =
                [$"{replaced} Replaced", $"{stopped} Stopped", $"{empty} Finished", $"{closed} Closed"];
            Assert.Equal(expected, _told);
            Assert.Equal(0, session.Play(default));
        }
    }

    [Fact]
    public void Two_bridged_legs_hear_each_other()
    {
        var (near, alice) = Leg();
        var (far, bob) = Leg();
        using (alice)
        using (bob)
        {
            near.Bridge(far);
            Talk((alice, 440, AudioCodec.Pcma), (bob, 600, AudioCodec.Pcma));
            WaitFor(() => alice.Heard(600) && bob.Heard(440));
            near.Unbridge();
        }
    }

    [Fact]
    public void Legs_of_two_codecs_hear_each_other()
    {
        var (near, alice) = Leg();
        var (far, bob) = Leg(AudioCodec.Pcmu);
        using (alice)
        using (bob)
        {
            near.Bridge(far);
            Talk((alice, 440, AudioCodec.Pcma), (bob, 600, AudioCodec.Pcmu));
            WaitFor(() => alice.Heard(600) && bob.Heard(440));
        }
    }

    [Fact]
    public void Digits_are_told_once_and_relayed()
    {
        var (near, alice) = Leg();
        var (far, bob) = Leg();
        using (alice)
        using (bob)
        {
            near.Bridge(far);
            Assert.True(far.SendDigits("9#"));
            // What the far leg sends to its phone, the near phone sends in as its own.
            WaitFor(() => bob.Take().Order.Count(p => p.PayloadType == 101) == 16);
            foreach (var packet in bob.Take().Order.Where(p => p.PayloadType == 101)) alice.Send(packet.Raw);
            WaitFor(() => _told.Contains("digit 9") && _told.Contains("digit #"));
            WaitFor(() => bob.Take().Order.Count(p => p.PayloadType == 101) == 32);
            Assert.Equal(2, _told.Count(t => t.StartsWith("digit", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_recording_holds_the_callers_tone_and_its_end_is_told_after_the_last_frame()
    {
        var (session, phone) = Leg();
        using (phone)
        {
            // The phone speaks at the pace of the recording: one packet for each frame taken.
            var tone = Tone(440, 1000);
            var recording = new Recording { Taken = count => phone.Say(tone.AsSpan(count % 50 * 160, 160), 8) };
            session.StartRecording(recording);
            WaitFor(() => recording.Frames.Count >= 50);
            session.StopRecording();
            WaitFor(() => _told.Contains("recorded"));
            var all = recording.Frames.SelectMany(f => f).ToArray();
            Assert.InRange(Pitch.OfAlaw(all.AsSpan(all.Length - 4800, 1600)).Hertz, 435, 445);
            var count = recording.Frames.Count;
            session.Close();
            WaitFor(() => session.IsClosed && _plane.Count == 0);
            Assert.Equal(count, recording.Frames.Count);
        }
    }

    [Fact]
    public void A_sink_that_throws_is_taken_off_and_the_call_goes_on()
    {
        var (session, phone) = Leg();
        using (phone)
        {
            session.StartRecording(new Recording { Full = true });
            WaitFor(() => _told.Contains("recording failed: full"));
            var play = session.Play(Tone(440, 100));
            WaitFor(() => _told.Contains($"{play} Finished"));
        }
    }

    [Fact]
    public void Frames_are_pumped_from_one_leg_into_another_without_a_bridge()
    {
        var (near, alice) = Leg();
        var (far, bob) = Leg();
        using (alice)
        using (bob)
        {
            var tone = Tone(440, 1000);
            near.SetFrameTap(new Pump(far, count => alice.Say(tone.AsSpan(count % 50 * 160, 160), 8)));
            WaitFor(() => bob.Heard(440));
            near.SetFrameTap(null);
        }
    }

    [Fact]
    public void A_phone_that_sends_from_another_port_is_answered_there()
    {
        var (session, phone) = Leg(described: 9);
        using (phone)
        {
            Talk((phone, 440, AudioCodec.Pcma));
            session.Play(Tone(600, 200), loop: true);
            WaitFor(() => phone.Heard(600));
            Assert.Equal(phone.Port, session.Remote!.Port);
        }
    }

    [Fact]
    public void Rubbish_on_both_ports_hurts_nobody()
    {
        var (session, phone) = Leg();
        using (phone)
        {
            var random = new Random(1);
            for (var i = 0; i < 300; i++)
            {
                var rubbish = new byte[random.Next(0, 1500)];
                random.NextBytes(rubbish);
                phone.Send(rubbish);
                phone.Send(rubbish, session.LocalPort + 1);
            }

            var play = session.Play(Tone(440, 300));
            WaitFor(() => _told.Contains($"{play} Finished") && phone.Heard(440));
        }
    }

    [Fact]
    public void A_leg_that_hears_nothing_is_told()
    {
        using var plane = Plane(10, new() { Timeout = TimeSpan.FromMilliseconds(60) });
        Assert.True(plane.TryOpen(this, out var session));
        session.SetRemote(Agreed(9, AudioCodec.Pcma));
        WaitFor(() => _told.Contains("timed out"));
    }

    [Fact]
    public void A_thousand_sessions_opened_and_closed_leave_every_port_free()
    {
        var free = _plane.FreePorts;
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(_plane.TryOpen(this, out var session));
            Assert.Equal(0, session.LocalPort % 2);
            session.SetRemote(Agreed(9, AudioCodec.Pcma));
            session.Play(Tone(440, 100));
            session.Close();
        }

        Assert.Equal((free, 0), (_plane.FreePorts, _plane.Count));
        WaitFor(() => _told.Count == 1000);
    }

    [Fact]
    public void When_no_port_is_left_the_answer_is_no_until_one_is_given_back()
    {
        using var plane = Plane(4);
        var open = new List<MediaSession>();
        while (plane.TryOpen(this, out var session)) open.Add(session);
        Assert.InRange(open.Count, 1, 4);
        open[0].Close();
        Assert.True(plane.TryOpen(this, out var again));
        Assert.Equal(open[0].LocalPort, again.LocalPort);
    }

    [Fact]
    public void A_port_that_somebody_else_has_is_passed_over()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Any, 0));
        var taken = ((IPEndPoint)other.LocalEndPoint!).Port & ~1;
        using var plane = new MediaPlane(
            new() { FirstPort = taken, LastPort = Math.Min(65535, taken + 41) }, NullLogger.Instance);
        Assert.True(plane.TryOpen(this, out var session));
        Assert.NotEqual(taken, session.LocalPort);
    }

    [Fact]
    public void A_plane_that_is_disposed_of_ends_what_was_playing()
    {
        var plane = Plane(10);
        Assert.True(plane.TryOpen(this, out var session));
        var play = session.Play(Tone(440, 5000));
        plane.Dispose();
        Assert.Contains($"{play} Closed", _told);
        Assert.Throws<ObjectDisposedException>(() => plane.TryOpen(this, out _));
    }

    [Fact]
    public void Sessions_over_IPv6_work_as_well()
    {
        if (!Socket.OSSupportsIPv6) Assert.Skip("This machine has no IPv6.");
        using var plane = Plane(10, new() { Address = IPAddress.IPv6Any });
        foreach (var loopback in (IPAddress[])[IPAddress.IPv6Loopback, IPAddress.Loopback])
        {
            Assert.True(plane.TryOpen(this, out var session));
            using var phone = new Phone(loopback, session.LocalPort);
            session.SetRemote(Agreed(phone.Port, AudioCodec.Pcma, loopback));
            session.Play(Tone(440, 200), loop: true);
            WaitFor(() => phone.Heard(440));
        }
    }

    [Fact]
    public void The_way_of_other_systems_to_wait_for_sockets_works_too()
    {
        using var poll = new SelectSockets();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(socket.LocalEndPoint!);
        poll.Add(socket, 7);
        var ready = new long[4];
        Assert.Equal(0, poll.Wait(0, ready));
        socket.Send([1]);
        Assert.Equal(1, poll.Wait(5000, ready));
        Assert.Equal(7, ready[0]);
        poll.Remove(socket);
    }

    void IMediaEvents.PlayEnded(MediaSession session, long play, PlayEnding ending) =>
        _told.Enqueue($"{play} {ending}");

    void IMediaEvents.DigitReceived(MediaSession session, char key) => _told.Enqueue($"digit {key}");

    void IMediaEvents.RecordingEnded(MediaSession session, IFrameSink sink, Exception? failure) =>
        _told.Enqueue(failure is null ? "recorded" : $"recording failed: {failure.Message}");

    void IMediaEvents.MediaTimedOut(MediaSession session) => _told.Enqueue("timed out");

    private static MediaPlane Plane(int pairs, MediaOptions? options = null)
    {
        var first = Interlocked.Add(ref _nextRange, 2 * pairs) - 2 * pairs;
        options ??= new();
        return new(options with { FirstPort = first, LastPort = first + 2 * pairs - 1 }, NullLogger.Instance);
    }

    private (MediaSession, Phone) Leg(AudioCodec codec = AudioCodec.Pcma, int described = 0)
    {
        Assert.True(_plane.TryOpen(this, out var session));
        var phone = new Phone(IPAddress.Loopback, session.LocalPort);
        session.SetRemote(Agreed(described == 0 ? phone.Port : described, codec));
        return (session, phone);
    }

    private static NegotiatedMedia Agreed(int port, AudioCodec codec, IPAddress? address = null) => new()
    {
        Codec = codec, SendPayload = (byte)(codec == AudioCodec.Pcma ? 8 : 0), ReceivePcma = 8, ReceivePcmu = 0,
        SendEvents = 101, ReceiveEvents = 101, Remote = new(address ?? IPAddress.Loopback, port)
    };

    // A second of speech from each phone, all at once: what arrives is put in order by its timestamps.
    private static void Talk(params ReadOnlySpan<(Phone Phone, int Hertz, AudioCodec Codec)> speakers)
    {
        foreach (var (phone, hertz, codec) in speakers)
        {
            var alaw = Tone(hertz, 1000);
            if (codec == AudioCodec.Pcmu) G711.AlawToMulaw(alaw, alaw);
            phone.Say(alaw, (byte)(codec == AudioCodec.Pcmu ? 0 : 8));
        }
    }

    private static byte[] Tone(int hertz, int milliseconds)
    {
        var alaw = new byte[milliseconds * 8];
        new Cadence(true, new CadenceStep(new Tone(hertz), 1000)).Fill(0, alaw);
        return alaw;
    }

    private void WaitFor(Func<bool> condition) => Assert.True(
        SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(20)), "told: " + string.Join(", ", _told));

    private sealed class Recording : IFrameSink
    {
        public bool Full { get; init; }

        public Action<int> Taken { get; init; } = _ => { };

        public ConcurrentQueue<byte[]> Frames { get; } = new();

        public void Write(ReadOnlySpan<byte> alawFrame)
        {
            if (Full) throw new IOException("full");
            Frames.Enqueue(alawFrame.ToArray());
            Taken(Frames.Count);
        }
    }

    private sealed class Pump(MediaSession to, Action<int> taken) : IFrameSink
    {
        private int _count;

        public void Write(ReadOnlySpan<byte> alawFrame)
        {
            to.PushFrame(alawFrame);
            taken(++_count);
        }
    }
}
