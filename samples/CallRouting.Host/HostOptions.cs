using System.Net;
using Microsoft.Extensions.Logging;

namespace CallRouting.Host;

/// <summary>What the command line asks for.</summary>
internal sealed record HostOptions
{
    /// <summary>Exit code of a command line that is not understood.</summary>
    public const int Usage = 2;

    /// <summary>The plan files, one a company; empty: the plan inside the program.</summary>
    public IReadOnlyList<PlanChoice> Plans { get; init; } = [];

    /// <summary>Whether to print, and to keep in a file, what trunks write as the called number.</summary>
    public bool IsObserving { get; init; }

    /// <summary>Where SIP is taken, over UDP and TCP.</summary>
    public required IReadOnlyList<IPEndPoint> Listen { get; init; }

    /// <summary>Where accounts, recordings and call records are kept.</summary>
    public required string Data { get; init; }

    /// <summary>Where prompts are looked for before those of the program.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = [];

    /// <summary>Whose voice speaks the program's own prompts: <c>ru</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "ru";

    /// <summary>The ports for sound.</summary>
    public PortSpan RtpPorts { get; init; } = new(20000, 29999);

    /// <summary>The address that peers are told; <c>null</c>: the one that each is reached from.</summary>
    public IPAddress? Advertise { get; init; }

    /// <summary>The E1 lines.</summary>
    public IReadOnlyList<SpanChoice> Spans { get; init; } = [];

    /// <summary>The analog lines.</summary>
    public IReadOnlyList<LineChoice> Lines { get; init; } = [];

    /// <summary>Passwords to set before the start.</summary>
    public IReadOnlyList<PasswordWish> Passwords { get; init; } = [];

    /// <summary>From which level on the log is shown.</summary>
    public LogLevel Log { get; init; } = LogLevel.Warning;

    /// <summary>Whether to play a morning instead of serving.</summary>
    public bool IsDemo { get; init; }

    /// <summary>The call script to play instead of serving; <c>null</c>: none.</summary>
    public string? Script { get; init; }

    /// <summary>Whether to run the plans' tests instead of serving.</summary>
    public bool IsTest { get; init; }

    /// <summary>Whether to print the schema of plan files instead of serving.</summary>
    public bool PrintsSchema { get; init; }

    /// <summary>Reads a command line. A request for help is answered here.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="output">Where help goes.</param>
    /// <param name="error">Where mistakes and the usage go.</param>
    /// <param name="exitCode">What to exit with when there are no options: 0 after help, <see cref="Usage"/>.</param>
    /// <returns>The options; <c>null</c>: nothing is to be started.</returns>
    public static HostOptions? Parse(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, out int exitCode)
    {
        var line = new HostCommandLine();
        var result = line.Command.Parse(arguments);
        exitCode = 0;
        if (result.Errors.Count == 0 && result.Action is null)
            return line.Read(result);

        if (result.Errors.Count == 0)
        {
            exitCode = result.Invoke(new() { Output = output, Error = error });
            return null;
        }

        foreach (var problem in result.Errors.Select(problem => problem.Message).Distinct())
            error.WriteLine(problem);
        error.WriteLine();
        error.WriteLine(line.Usage);
        exitCode = Usage;
        return null;
    }
}

/// <summary>A plan file and perhaps the name of its company.</summary>
/// <param name="Name">The company's name; <c>null</c>: none was given.</param>
/// <param name="File">The file.</param>
internal readonly record struct PlanChoice(string? Name, string File);

/// <summary>A password to set before the start.</summary>
/// <param name="Login">Whose: an employee's id or a trunk's user name.</param>
/// <param name="Password">The password; <c>null</c>: the next line of the standard input.</param>
internal readonly record struct PasswordWish(string Login, string? Password)
{
    /// <summary>The login only, so that a password does not slip into a message.</summary>
    public override string ToString() => Login;
}

/// <summary>A range of ports, both ends included.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
internal readonly record struct PortSpan(int First, int Last)
{
    /// <summary><c>20000-29999</c></summary>
    public override string ToString() => $"{First}-{Last}";
}
