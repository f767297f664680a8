using System.Reflection;
using CallRouting.Audio;
using NodaTime;

namespace CallRouting.Runtime;

/// <summary>What a router needs to know beside its companies and transports.</summary>
public sealed class CallRouterOptions
{
    /// <summary>Where call records, recordings and accounts are kept, a folder a company; made when it is not there.
    /// Default: <c>data</c> in the current folder.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>Where prompts are looked for, in this order; a company's own folders come before.</summary>
    public IList<string> PromptFolders { get; } = [];

    /// <summary>An assembly whose resources <c>prompts/NAME</c> are looked through last; <c>null</c>: none.</summary>
    public Assembly? PromptResources { get; set; }

    /// <summary>The language of the companies' prompts, the name of a folder in the prompt folders; <c>null</c>: the
    /// prompts are in the folders themselves.</summary>
    public string? Language { get; set; }

    /// <summary>Whose ringing tone callers hear. Default: Russia's.</summary>
    public ToneZone ToneZone { get; set; } = Tones.Russia;

    /// <summary>How quickly calls must ring and be answered before the log warns. Default: it does not.</summary>
    public AnswerLimits Limits { get; set; } = new();

    /// <summary>An answer within this time counts for the service level of <see cref="CallStatistics"/>. Default:
    /// 20 s.</summary>
    public Duration ServiceLevelWithin { get; set; } = Duration.FromSeconds(20);

    /// <summary>How long stopping waits for far ends to confirm the end of their calls. Default: 5 s.</summary>
    public Duration StopWithin { get; set; } = Duration.FromSeconds(5);

    /// <summary>The seed of every company's chances, as strategies draw them; <c>null</c>: another one each start. Call
    /// records keep it.</summary>
    public ulong? Seed { get; set; }

    /// <summary>The source of time. Default: the machine's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>What runs the companies' loops. Default: the thread pool.</summary>
    public TaskScheduler Scheduler { get; set; } = TaskScheduler.Default;
}
