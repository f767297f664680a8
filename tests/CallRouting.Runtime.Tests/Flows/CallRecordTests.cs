using CallRouting.Testing;

namespace CallRouting.Runtime.Tests;

public class CallRecordTests
{
    [Fact]
    public void A_record_holds_the_whole_call()
    {
        using var rig = new Rig().Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Rejects(Cause.UserBusy, 1));
        rig.Line.Register(rig.Domain, "olga", FarEnd.Answers(3));
        var caller = rig.Call("84951110001");
        rig.Wait(13);
        caller.HangUp();
        rig.Wait(1);

        const string expected = """
            {"v":1,"call":1,"domain":"office","plan":"office","planHash":"HASH","trunk":"provider",
            "called":{"raw":"84951110001","source":"RequestUri","normalised":"+74951110001"},"number":"main",
            "caller":{"number":"+79031234567","name":"Пётр"},
            "started":"2026-11-24T07:00:00.000Z","answered":"2026-11-24T07:00:03.000Z",
            "connected":"2026-11-24T07:00:03.000Z","ended":"2026-11-24T07:00:13.000Z","outcome":"Answered",
            "route":[{"at":"2026-11-24T07:00:00.000Z","node":"department sales","path":"PATH"}],
            "legs":[{"leg":1,"kind":"Device","target":"ivan","device":1,"transport":"fake",
            "started":"2026-11-24T07:00:00.000Z","ringing":"2026-11-24T07:00:00.000Z",
            "ended":"2026-11-24T07:00:01.000Z",
            "cause":17},{"leg":2,"kind":"Device","target":"olga","device":2,"transport":"fake",
            "started":"2026-11-24T07:00:00.000Z","ringing":"2026-11-24T07:00:00.000Z",
            "answered":"2026-11-24T07:00:03.000Z","released":"2026-11-24T07:00:13.000Z",
            "ended":"2026-11-24T07:00:13.000Z","cause":16}],"seed":7,"talkedWith":2}
            """;
        var record = rig.Records()[0];
        var path = record.GetProperty("route")[0].GetProperty("path").GetString()!;
        Assert.Contains("sales", path, StringComparison.Ordinal);
        Assert.Equal(
            expected.Replace("\n", "", StringComparison.Ordinal)
                .Replace("HASH", PlanFiles.PlanJson.Hash(Plans.Model), StringComparison.Ordinal)
                .Replace("PATH", path, StringComparison.Ordinal),
            record.GetRawText());
    }

    [Fact]
    [Trait("Spec", "O14")]
    public void A_number_that_nobody_has_is_recorded_as_other_with_what_was_received()
    {
        using var rig = new Rig().Start();
        rig.Call("s").HangUp();
        rig.Wait(1);
        var record = Assert.Single(rig.Records());
        Assert.Equal("other", record.GetProperty("number").GetString());
        Assert.Equal("s", record.GetProperty("called").GetProperty("raw").GetString());
    }

    [Theory]
    [InlineData("\ud800")]
    [InlineData("\"}\n{\"v\":1")]
    [InlineData("\0\u2028\u0001")]
    public void Whatever_the_wire_says_the_record_is_one_line_of_json(string text)
    {
        using var rig = new Rig().Start();
        rig.Call(text, text).HangUp();
        rig.Wait(1);
        var record = Assert.Single(rig.Records());
        Assert.Equal(text == "\ud800" ? "\ufffd" : text, record.GetProperty("caller").GetProperty("number").GetString());
    }

    [Fact]
    public void A_record_says_how_long_the_call_stood_in_which_line()
    {
        var model = Plans.Model with
        {
            Employees = [Plans.Model.Employees[0], Plans.Model.Employees[1] with { Mobile = null }],
            Departments =
            [
                Plans.Model.Departments[0] with
                {
                    Queue = new QueueSettings { MaxWait = NodaTime.Duration.FromSeconds(60) },
                },
            ],
        };
        using var rig = new Rig(PlanCompiler.Compile(model).GetPlan()).Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(1));
        var first = rig.Call();
        rig.Wait(3);
        var second = rig.Call();
        rig.Wait(10);
        first.HangUp();
        rig.Wait(3);
        Assert.True(second.IsAnswered);
        second.HangUp();
        rig.Wait(1);
        var waits = CallRecordFile.Read(rig.RecordFile).Single(record => record.Call.Value == 2).Queues;
        var wait = Assert.Single(waits);
        Assert.Equal(("sales", 0, 1), (wait.Department, wait.Priority, wait.Position));
        Assert.InRange((wait.Left!.Value - wait.Joined).TotalSeconds, 10, 12);
    }

    [Fact]
    public void A_record_is_on_the_disk_before_anything_else_happens()
    {
        using var rig = new Rig().Start();
        rig.Call().HangUp();
        rig.Time.Settle();
        Assert.Single(rig.Records());
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_reported_once_and_caught_up_later()
    {
        // A file stands where the company's folder should be.
        using var rig = new Rig(prepareData: data =>
        {
            Directory.CreateDirectory(data);
            File.WriteAllText(Path.Combine(data, "office"), "");
        }).Start();
        for (var i = 0; i < 20; i++)
        {
            rig.Call().HangUp();
            rig.Wait(1);
        }

        Assert.Equal(1, rig.Log.Count("call records cannot be written"));
        File.Delete(Path.Combine(rig.Data, "office"));
        rig.Wait(6);
        Assert.Equal(Enumerable.Range(1, 20), rig.Records().Select(r => r.GetProperty("call").GetInt32()));
        Assert.Equal(1, rig.Log.Count("again, 20 caught up"));
    }

    [Fact]
    public void On_a_full_disk_calls_go_on_and_the_loss_is_said_at_the_end()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        using var rig = new Rig(prepareData: data =>
        {
            Directory.CreateDirectory(Path.Combine(data, "office"));
            File.CreateSymbolicLink(Path.Combine(data, "office", "calls.jsonl"), "/dev/full");
        }).Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(1));
        for (var i = 0; i < 3; i++)
        {
            var caller = rig.Call();
            rig.Wait(2);
            Assert.True(caller.IsAnswered);
            caller.HangUp();
            rig.Wait(10);
        }

        rig.Stop();
        Assert.Equal(1, rig.Log.Count("call records cannot be written"));
        Assert.Equal(1, rig.Log.Count("3 call records are lost"));
    }

    [Fact]
    public void While_the_file_cannot_be_written_the_oldest_are_dropped_loudly_beyond_the_bound()
    {
        var time = new VirtualTime();
        var log = new LogLines();
        var folder = Directory.CreateTempSubdirectory("callrouting-");
        var file = Path.Combine(folder.FullName, "office", "calls.jsonl");
        File.WriteAllText(Path.Combine(folder.FullName, "office"), "in the way");
        using (var records = new CallRecords("office", file, time, time.Scheduler, log))
        {
            for (ulong i = 1; i <= CallRecords.MostWaiting + 2; i++)
                records.Add(Record(i));
            time.Settle();
            Assert.Equal(CallRecords.MostWaiting, records.Waiting);
            Assert.Equal(2, records.Dropped);
            Assert.Equal(2, log.Count("is lost"));
            File.Delete(Path.Combine(folder.FullName, "office"));
            time.Advance(NodaTime.Duration.FromSeconds(5));
            Assert.Equal(0, records.Waiting);
        }

        Assert.Equal(3UL, Rig.Records(file)[0].GetProperty("call").GetUInt64());
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_line_that_a_crash_cut_off_stays_alone_and_ids_go_on()
    {
        using var rig = new Rig(prepareData: data =>
        {
            Directory.CreateDirectory(Path.Combine(data, "office"));
            File.WriteAllText(Path.Combine(data, "office", "calls.jsonl"),
                "{\"v\":1,\"call\":41}\n{\"v\":1,\"call\":42,\"dom");
        }).Start();
        rig.Call().HangUp();
        rig.Wait(1);

        var lines = File.ReadAllLines(rig.RecordFile);
        Assert.Equal(3, lines.Length);
        Assert.Equal("{\"v\":1,\"call\":42,\"dom", lines[1]);
        Assert.StartsWith("{\"v\":1,\"call\":43,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_call_of_a_file_is_found_whatever_else_is_in_it()
    {
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, [0xFF, 0, (byte)'\n', .. "[1,2]\n\n{\"call\":\"x\"}\n{\"v\":1,\"call\":7}\nnull"u8]);
        Assert.Equal(7UL, CallRecords.LastCall(file));
        File.Delete(file);
        Assert.Equal(0UL, CallRecords.LastCall(file));
    }

    [Fact]
    public void Only_the_routers_own_user_can_read_the_records()
    {
        using var rig = new Rig().Start();
        rig.Call().HangUp();
        rig.Wait(1);
        Modes.AssertOwnerOnly(rig.RecordFile);
    }

    private static CallRecord Record(ulong call) => new()
    {
        Call = new CallId(call),
        Domain = "office",
        Plan = "office",
        PlanHash = "",
        Offer = new CallOffer(),
        Started = NodaTime.Instant.FromUnixTimeSeconds(0),
        Ended = NodaTime.Instant.FromUnixTimeSeconds(1),
        Outcome = Outcome.Answered,
        Route = [],
        Legs = [],
    };
}
