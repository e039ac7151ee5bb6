using PagoDigitale.Quickstart.MainJob;

namespace PagoDigitale.Quickstart.Display;

/// <summary>Shows how far the job is and, in the end, its figures.</summary>
internal interface IDisplay : IProgressSink, IDisposable
{
    void Show(MainJobResult result);
}

internal static class Displays
{
    /// <summary>Colours and movement for a person, plain lines for a file or a build server.</summary>
    public static IDisplay Open() =>
        Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            ? new PlainDisplay(Console.Out)
            : new TerminalDisplay();
}
