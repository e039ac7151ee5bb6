using System.Diagnostics;
using PagoDigitale.Core.Money;
using PagoDigitale.Quickstart.MainJob;
using Spectre.Console;

namespace PagoDigitale.Quickstart.Display;

/// <summary>A bar that moves while a step lasts, a line when it is done, and tables in the end.</summary>
internal sealed class TerminalDisplay : IDisplay
{
    private const int BarWidth = 24;

    public IStepProgress Begin(string title) => new Step(title);

    public void Show(MainJobResult result)
    {
        AnsiConsole.WriteLine();
        var figures = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("")
            .AddColumn(new TableColumn("count").RightAligned())
            .AddColumn(new TableColumn("euro").RightAligned())
            .AddColumn("");
        foreach (var figure in result.Figures)
        {
            figures.AddRow(
                figure.Name.EscapeMarkup(),
                $"{figure.Actual.Count}",
                EuroCents.ToItalian(figure.Actual.Cents),
                figure.IsRight ? "[green]✓[/]" : $"[red]{EuroCents.ToItalian(figure.Expected.Cents)} expected[/]"
            );
        }
        AnsiConsole.Write(figures);
        var exceptions = new Table()
            .Border(TableBorder.Rounded)
            .Title("Exceptions")
            .AddColumn("class")
            .AddColumn(new TableColumn("count").RightAligned())
            .AddColumn(new TableColumn("euro").RightAligned())
            .AddColumn("next step");
        foreach (var exception in result.Exceptions)
            exceptions.AddRow(
                exception.Class.EscapeMarkup(),
                $"{exception.Count}",
                EuroCents.ToItalian(exception.AmountCents),
                exception.NextStep.EscapeMarkup()
            );
        AnsiConsole.Write(exceptions);
        foreach (var mismatch in result.Mismatches)
            AnsiConsole.MarkupLine($"[red]{mismatch.EscapeMarkup()}[/]");
        AnsiConsole.MarkupLine(
            result.IsClosed
                ? $"[green]Every sum closes[/]: {result.Figures.Count} figures, {result.Closures.Count} closures, "
                    + $"{result.Reversali.Count} reversali, trial balance zero."
                : "[red]Not every sum closes.[/]"
        );
    }

    public void Dispose() => AnsiConsole.Cursor.Show();

    private sealed class Step : IStepProgress
    {
        private readonly string _title;
        private readonly long _start = Stopwatch.GetTimestamp();
        private string? _fact;

        public Step(string title)
        {
            _title = title;
            At(0, 1);
        }

        public void At(long done, long total)
        {
            var filled = (int)(total == 0 ? 0 : BarWidth * done / total);
            Rewrite($"[grey]·[/] {_title.EscapeMarkup()} [blue]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/]");
        }

        public void Say(string fact) => _fact = fact;

        public void Dispose()
        {
            Rewrite(
                _fact is null
                    ? $"[red]✗[/] {_title.EscapeMarkup()}"
                    : $"[green]✓[/] {_title.EscapeMarkup()}  [grey]{_fact.EscapeMarkup()} "
                        + $"({Stopwatch.GetElapsedTime(_start).TotalSeconds:0.0} s)[/]"
            );
            AnsiConsole.WriteLine();
        }

        private static void Rewrite(string markup)
        {
            AnsiConsole.Write(new ControlCode("\r\u001b[2K"));
            AnsiConsole.Markup(markup);
        }
    }
}
