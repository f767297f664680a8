using System.Diagnostics;
using System.Diagnostics.Metrics;
using CallRouting.PlanFiles;
using CallRouting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallRouting.Runtime.Tests;

public class CompanyTests
{
    [Fact]
    [Trait("Spec", "G2")]
    public void Two_companies_share_neither_people_nor_records()
    {
        using var rig = new Rig().Start();
        var second = rig.Router.AddDomain("second", Plans.Office);
        rig.Line.Register(second, "ivan", FarEnd.Answers(1));
        var first = rig.Call();
        Assert.Equal(LegKind.Mobile, Assert.Single(rig.Line.Rung).Destination!.Kind);
        var other = rig.Call(domain: second);
        rig.Wait(2);
        Assert.False(first.IsAnswered);
        Assert.True(other.IsAnswered);

        // The same person of the other company is not busy here, and a new plan there changes nothing here.
        rig.Router.UsePlan(second, Plans.Closed);
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(1));
        var third = rig.Call();
        rig.Wait(2);
        Assert.True(third.IsAnswered);
        Assert.Null(third.Playing);

        foreach (var caller in new[] { first, other, third })
            caller.HangUp();
        rig.Wait(1);
        Assert.Equal([1UL, 3UL], rig.Records().Select(r => r.GetProperty("call").GetUInt64()).Order());
        var record = Assert.Single(Rig.Records(Path.Combine(rig.Router.FolderOf(second), "calls.jsonl")));
        Assert.Equal("second", record.GetProperty("domain").GetString());
        Assert.Equal(2UL, record.GetProperty("call").GetUInt64());
    }

    [Fact]
    public void A_company_has_a_name_of_its_own_that_is_good_for_a_folder()
    {
        using var rig = new Rig();
        Assert.Throws<ArgumentException>(() => rig.Router.AddDomain("office", Plans.Office));
        Assert.Throws<ArgumentException>(() => rig.Router.AddDomain("../office", Plans.Office));
        Assert.Throws<ArgumentException>(() => rig.Router.AddDomain("", Plans.Office));
        Assert.True(rig.Router.TryFindDomain("office", out var domain));
        Assert.Equal(rig.Domain, domain);
        Assert.False(rig.Router.TryFindDomain("nobody", out _));
        Assert.Throws<ArgumentException>(() => rig.Router.UsePlan(new DomainId(9), Plans.Office));
    }

    [Fact]
    [Trait("Spec", "P6")]
    public void No_number_of_a_person_is_in_the_log()
    {
        using var rig = new Rig(servesTrunks: true).Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Rejects(Cause.UserBusy));
        foreach (var called in new[] { Plans.MainNumber, Plans.OlgaNumber, Plans.OutsideNumber, Plans.CentreNumber,
            "+79035550009" })
        {
            var caller = rig.Call(called);
            rig.Wait(40);
            caller.HangUp();
        }

        rig.Line.Call(rig.Domain, new CallOffer { Employee = "ivan", Called = new CalledId("89031112233") });
        rig.Line.Call(rig.Domain, new CallOffer { Trunk = null!, Caller = new CallerId("+79031234567", "Пётр") });
        rig.Stop();

        var log = string.Join('\n', rig.Log.All);
        Assert.Contains("+7903•••••67", log, StringComparison.Ordinal);
        foreach (var secret in new[] { "9031234567", "Пётр", "9161110002", "9035550001", "9035550009", "9031112233" })
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_count_calls_by_outcome_and_traces_hold_the_route_with_the_caller_masked()
    {
        var counts = new Dictionary<string, double>();
        using var meters = new MeterListener();
        using var rig = new Rig().Start();
        var company = rig.Router.AddDomain("measured", Plans.Office);
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == CallRouter.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((i, value, tags, _) => Count(i, value, tags));
        meters.SetMeasurementEventCallback<int>((i, value, tags, _) => Count(i, value, tags));
        meters.SetMeasurementEventCallback<double>((i, value, tags, _) => Count(i, value, tags));
        meters.Start();
        var traces = new List<Activity>();
        using var tracing = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CallRouter.MeterName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = traces.Add,
        };
        ActivitySource.AddActivityListener(tracing);

        rig.Line.Register(company, "ivan", FarEnd.Answers(3));
        var caller = rig.Call(domain: company);
        rig.Wait(5);
        meters.RecordObservableInstruments();
        Assert.Equal(1, counts["calls.live"]);
        caller.HangUp();
        rig.Wait(1);

        Assert.Equal(1, counts["calls.started"]);
        Assert.Equal(1, counts["calls.ended Answered"]);
        Assert.Equal(6, counts["calls.ringing.duration"]); // ivan 3 s, olga's mobile 3 s
        var trace = traces.Single(activity => (string?)activity.GetTagItem("domain") == "measured");
        Assert.Equal("+7903•••••67", trace.GetTagItem("caller"));
        Assert.Equal(5, trace.Duration.TotalSeconds);
        Assert.Equal("department sales", Assert.Single(trace.Events).Name);
        Assert.Null(Activity.Current);

        void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            if ((string?)all["domain"] != "measured")
                return;
            var name = all.TryGetValue("outcome", out var outcome) ? $"{instrument.Name} {outcome}" : instrument.Name;
            counts[name] = counts.GetValueOrDefault(name) + value;
        }
    }

    [Fact]
    public async Task An_application_starts_and_stops_the_router()
    {
        var folder = Directory.CreateTempSubdirectory("callrouting-").FullName;
        var file = Path.Combine(folder, "office.json");
        await File.WriteAllTextAsync(file, PlanJson.Write(Plans.Model), TestContext.Current.CancellationToken);
        var log = new LogLines();
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<CallRouter>>(log);
        services.AddCallRouting(options =>
        {
            options.Router.DataFolder = Path.Combine(folder, "data");
            options.AddDomain("office", file);
            options.AddDomain("second", Plans.Closed);
            options.AddTransport(_ => new FakeTransport(TimeProvider.System), TrunkKind.Sip);
        });
        await using (var provider = services.BuildServiceProvider())
        {
            var hosted = Assert.Single(provider.GetServices<IHostedService>());
            await hosted.StartAsync(TestContext.Current.CancellationToken);
            var router = provider.GetRequiredService<CallRouter>();
            Assert.True(router.TryFindDomain("second", out var second));
            Assert.Equal(new DomainId(2), second);
            Assert.Equal(Plans.Model, router.PlanOf(new DomainId(1)).Source);
            await hosted.StopAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, log.Count("router started: 2 companies, transports fake"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_plan_file_with_mistakes_keeps_the_application_from_starting_and_lists_them()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("callrouting-").FullName, "bad.yaml");
        File.WriteAllText(file, "callrouting: 1\nplan: { id: x, time-zone: Mars/Olympus }\nemployes: {}\n");
        var services = new ServiceCollection();
        services.AddCallRouting(options => options.AddDomain("office", file));
        using var provider = services.BuildServiceProvider();
        var problem = Assert.Throws<PlanFileException>(() => provider.GetRequiredService<CallRouter>());
        Assert.Contains(file, problem.Message, StringComparison.Ordinal);
        Assert.Contains("3:1", problem.Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
