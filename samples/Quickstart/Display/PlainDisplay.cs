using System.Diagnostics;
using System.Globalization;
using PagoDigitale.Core.Money;
using PagoDigitale.Quickstart.MainJob;

namespace PagoDigitale.Quickstart.Display;

/// <summary>One line for each step, and tables of spaces.</summary>
internal sealed class PlainDisplay(TextWriter output) : IDisplay
{
    public IStepProgress Begin(string title) => new Step(title, output);

    public void Show(MainJobResult result)
    {
        output.WriteLine();
        output.WriteLine($"{"", -22}{"count", 8}{"euro", 16}");
        foreach (var figure in result.Figures)
            output.WriteLine(
                $"{figure.Name, -22}{figure.Actual.Count, 8}{EuroCents.ToItalian(figure.Actual.Cents), 16}"
                    + (figure.IsRight ? "" : "   <- not what was expected")
            );
        output.WriteLine();
        output.WriteLine("Exceptions");
        foreach (var exception in result.Exceptions)
            output.WriteLine(
                $"  {exception.Class, -18}{exception.Count, 6}{EuroCents.ToItalian(exception.AmountCents), 16}   {exception.NextStep}"
            );
        output.WriteLine();
        foreach (var mismatch in result.Mismatches)
            output.WriteLine($"NOT CLOSED  {mismatch}");
        output.WriteLine(
            result.IsClosed
                ? $"Every sum closes: {result.Figures.Count} figures, {result.Closures.Count} closures, {result.Reversali.Count} "
                    + "reversali, trial balance zero."
                : "Not every sum closes."
        );
    }

    public void Dispose() => output.Flush();

    private sealed class Step(string title, TextWriter output) : IStepProgress
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private string _fact = "not finished";

        public void At(long done, long total) { }

        public void Say(string fact) => _fact = fact;

        public void Dispose() =>
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{title}: {_fact} ({Stopwatch.GetElapsedTime(_start).TotalSeconds:0.0} s)")
            );
    }
}
