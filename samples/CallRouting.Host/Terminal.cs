using System.Text;
using Spectre.Console;

namespace CallRouting.Host;

/// <summary>Where people read: colours on a terminal only, lines of any length where a program reads.</summary>
internal static class Terminal
{
    private const int Unlimited = 10_000;

    /// <summary>The standard output.</summary>
    public static IAnsiConsole Open()
    {
        // Names are in any language, whatever the locale.
        if (Console.IsOutputRedirected)
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return Over(Console.Out, Console.IsOutputRedirected);
    }

    /// <summary>A writer.</summary>
    /// <param name="output">The writer.</param>
    /// <param name="isPlain">Whether a program reads it.</param>
    public static IAnsiConsole Over(TextWriter output, bool isPlain)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (isPlain)
            console.Profile.Width = Unlimited;
        return console;
    }
}
