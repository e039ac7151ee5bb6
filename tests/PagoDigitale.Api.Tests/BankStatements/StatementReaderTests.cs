using System.Text;
using PagoDigitale.Api.Features.BankStatements;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class StatementReaderTests
{
    private static readonly StatementUpload Columns = new() { FileName = "e.csv", DateColumn = 1, AmountColumn = 2, DescriptionColumn = 3 };

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_separator_is_recognised(char separator)
    {
        var reading = Read($"Data{separator}Importo{separator}Causale\n01/06/2026{separator}1.234,56{separator}uno, due\n2/6/26{separator}-10{separator}tre\n");

        reading.Mapping!.Separator.ShouldBe(separator.ToString());
        reading.Lines.Select(l => (l.LineNumber, l.AmountCents)).ShouldBe([(2, 123_456L), (3, -1_000L)]);
    }

    [Fact]
    public void A_comma_separates_when_amounts_are_quoted() =>
        Read("Data,Importo,Causale\n01/06/2026,\"1.234,56\",\"uno \"\"due\"\"\n tre\"\n02/06/2026,5,x").Lines.Select(l => (l.LineNumber, l.AmountCents, l.Description))
            .ShouldBe([(2, 123_456L, "uno \"due\"\n tre"), (4, 500L, "x")]);

    [Fact]
    public void What_stands_before_the_first_movement_is_passed_over_and_what_follows_is_reported()
    {
        var reading = Read("Banca di Prova;;\n\nSaldo iniziale;1.000,00;\nData;Importo;Causale\n01/06/2026;5,00;a\n\n31/13/2026;5,00;b\n02/06/2026;5,0x;c\n03/06/2026;7,00\n;Totale;5,00\n");

        reading.Mapping!.FirstRow.ShouldBe(5);
        reading.Lines.Single().Description.ShouldBe("a");
        reading.Rejected.Select(r => (r.LineNumber, r.Field, r.Code)).ShouldBe(
            [(7, "dateColumn", "invalid-date"), (8, "amountColumn", "invalid-amount"), (9, "descriptionColumn", "missing-column"), (10, "dateColumn", "invalid-date")]);
    }

    [Fact]
    public void Western_bytes_and_marks_are_recognised()
    {
        var text = "01/06/2026;5,00;Città\n";

        var western = StatementReader.Read(Encoding.Latin1.GetBytes(text), Columns);
        var marked = StatementReader.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], Columns);

        (western.Mapping!.Encoding, western.Lines.Single().Description).ShouldBe(("windows-1252", "Città"));
        (marked.Mapping!.Encoding, marked.Lines.Single().Description).ShouldBe(("utf-8", "Città"));
    }

    [Fact]
    public void A_given_first_row_makes_a_broken_line_there_a_rejected_one() =>
        StatementReader.Read("Data;Importo;Causale\noggi;5;x\n01/06/2026;5;y\n"u8.ToArray(), Columns with { FirstRow = 2 }).Rejected.Single().LineNumber.ShouldBe(2);

    [Fact]
    public void A_quote_that_is_never_closed_does_not_swallow_the_file() =>
        Read("01/06/2026;5;\"x\n" + string.Concat(Enumerable.Repeat("02/06/2026;6;y\n", 1_000))).Lines.Count.ShouldBeGreaterThan(200);

    private static StatementReading Read(string text) => StatementReader.Read(Encoding.UTF8.GetBytes(text), Columns);
}
