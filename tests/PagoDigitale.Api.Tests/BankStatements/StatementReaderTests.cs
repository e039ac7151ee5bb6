using System.Text;
using PagoDigitale.Api.Features.BankStatements;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class StatementReaderTests
{
    private static readonly StatementUpload Columns = new()
    {
        FileName = "e.csv",
        DateColumn = 1,
        AmountColumn = 2,
        DescriptionColumn = 3,
    };

    private static readonly DateOnly Today = new(2026, 7, 1);

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_separator_is_recognised(char separator)
    {
        var reading = Read(
            $"Data{separator}Importo{separator}Causale\n01/06/2026{separator}1.234,56{separator}uno, "
                + $"due\n2/6/26{separator}-10{separator}tre\n"
        );

        reading.Mapping!.Separator.ShouldBe(separator.ToString());
        reading.Lines.Select(l => (l.LineNumber, l.AmountCents)).ShouldBe([(2, 123_456L), (3, -1_000L)]);
    }

    [Fact]
    public void A_comma_separates_when_amounts_are_quoted() =>
        Read("Data,Importo,Causale\n01/06/2026,\"1.234,56\",\"uno \"\"due\"\"\n tre\"\n02/06/2026,5,x")
            .Lines.Select(l => (l.LineNumber, l.AmountCents, l.Description))
            .ShouldBe([(2, 123_456L, "uno \"due\"\n tre"), (4, 500L, "x")]);

    [Fact]
    public void Where_others_have_a_decimal_point_a_dot_before_three_digits_is_not_guessed()
    {
        var reading = Read(
            "Data;Importo;Causale\n01/06/2026;12.345;a\n02/06/2026;1234.56;b\n03/06/2026;-1.000 "
                + "EUR;c\n04/06/2026;1.234.567;d\n05/06/2026;12.345,00;e\n06/06/2026;7;f\n"
        );

        reading
            .Lines.Select(l => (l.Description, l.AmountCents))
            .ShouldBe([("b", 123_456L), ("d", 123_456_700L), ("e", 1_234_500L), ("f", 700L)]);
        reading
            .Rejected.Select(r => (r.LineNumber, r.Field, r.Code, r.Value))
            .ShouldBe([(2, "amountColumn", "ambiguous-amount", "12.345"), (4, "amountColumn", "ambiguous-amount", "-1.000 EUR")]);
        reading.Rejected.ShouldAllBe(r => r.Remedy.ToString().Contains("1234.00"));
    }

    [Fact]
    public void Where_nobody_has_a_decimal_point_a_dot_before_three_digits_groups_thousands() =>
        Read("Versione 1.5;2.50;del foglio\nData;Importo;Causale\n01/06/2026;12.345;a\n02/06/2026;1.234,56;b\n")
            .Lines.Select(l => l.AmountCents)
            .ShouldBe([1_234_500L, 123_456L]);

    [Fact]
    public void What_stands_before_the_first_movement_is_passed_over_and_what_follows_is_reported()
    {
        var reading = Read(
            "Banca di Prova;;\n\nSaldo iniziale;1.000,00;\nData;Importo;Causale\n01/06/2026;5,00;a\n\n31/13/2026;5,00;b\n"
                + "02/06/2026;5,0x;c\n03/06/2026;7,00\n;Totale;5,00\n"
        );

        reading.Mapping!.FirstRow.ShouldBe(5);
        reading.Lines.Single().Description.ShouldBe("a");
        reading
            .Rejected.Select(r => (r.LineNumber, r.Field, r.Code))
            .ShouldBe([
                (7, "dateColumn", "date-invalid"),
                (8, "amountColumn", "amount-invalid"),
                (9, "descriptionColumn", "column-missing"),
                (10, "dateColumn", "date-invalid"),
            ]);
    }

    [Fact]
    public void A_line_that_is_nearly_a_movement_is_told_and_not_taken_for_a_heading()
    {
        var reading = Read(
            "Periodo;1.000,00;\n01/05/2026 - 31/05/2026;;estratto\nData;Importo;Causale\n31/06/2026;5,00;a\n01/06/2026;;b\n"
                + "02/06/2026;7,00;c\n"
        );

        reading.Mapping!.FirstRow.ShouldBe(4);
        reading.Lines.Single().Description.ShouldBe("c");
        reading.Rejected.Select(r => (r.LineNumber, r.Field)).ShouldBe([(4, "dateColumn"), (5, "amountColumn")]);
    }

    [Fact]
    public void A_description_that_takes_in_the_lines_after_it_is_rejected_and_not_cut()
    {
        var reading = Read($"01/06/2026;5,00;a\n02/06/2026;7,00;{new string('x', 2_001)}\n");

        reading.Lines.Single().Description.ShouldBe("a");
        (reading.Rejected.Single().Field, reading.Rejected.Single().Code).ShouldBe(("descriptionColumn", "maximum-length"));
    }

    [Fact]
    public void Money_out_may_have_its_sign_behind_or_a_column_all_of_its_own()
    {
        Read("Data;Importo;Causale\n01/06/2026;5,00;a\n02/06/2026;2,50-;b\n03/06/2026;1.000,00 -;c\n04/06/2026;EUR 3,00+;d\n")
            .Lines.Select(l => l.AmountCents)
            .ShouldBe([500L, -250L, -100_000L, 300L]);
        Read("Data;Dare;Causale\n01/06/2026;5,00;a\n02/06/2026;-2,50;b\n"u8.ToArray(), Columns with { DebitColumn = 2 }, Today)
            .Lines.Select(l => l.AmountCents)
            .ShouldBe([-500L, -250L]);
    }

    [Fact]
    public void Western_bytes_and_marks_are_recognised()
    {
        var text = "01/06/2026;5,00;Città\n";

        var western = Read(Encoding.Latin1.GetBytes(text), Columns, Today);
        var marked = Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], Columns, Today);

        (western.Mapping!.Encoding, western.Lines.Single().Description).ShouldBe(("windows-1252", "Città"));
        (marked.Mapping!.Encoding, marked.Lines.Single().Description).ShouldBe(("utf-8", "Città"));
    }

    [Fact]
    public void A_given_first_row_makes_a_broken_line_there_a_rejected_one() =>
        Read("Data;Importo;Causale\noggi;5;x\n01/06/2026;5;y\n"u8.ToArray(), Columns with { FirstRow = 2 }, Today)
            .Rejected.Single()
            .LineNumber.ShouldBe(2);

    [Fact]
    public void A_day_no_movement_can_have_rejects_the_line_and_is_no_heading()
    {
        var reading = Read(
            (
                "Data;Importo;Causale;Valuta\n01/01/0001;5;a;\n01/06/2026;5;b;31/12/9999\n"u8
                + "01/08/2026;5;c;01/08/2026\n02/08/2026;5;d;\n"u8
            ).ToArray(),
            Columns with
            {
                ValueDateColumn = 4,
            },
            Today
        );

        reading.Mapping!.FirstRow.ShouldBe(2);
        reading.Lines.Single().Description.ShouldBe("c");
        reading
            .Rejected.Select(r => (r.LineNumber, r.Field, r.Code, r.Value))
            .ShouldBe([
                (2, "dateColumn", "date-implausible", "01/01/0001"),
                (3, "valueDateColumn", "date-implausible", "31/12/9999"),
                (5, "dateColumn", "date-implausible", "02/08/2026"),
            ]);
        reading
            .Rejected.Select(r => r.Message.ToString())
            .ShouldBe([
                "The date is before 2012, when pagoPA did not exist.",
                "The value date is more than 31 days ahead.",
                "The date is more than 31 days ahead.",
            ]);
        reading.Rejected.ShouldAllBe(r => r.Remedy.ToString().Contains("upload the file again"));
    }

    [Fact]
    public void Every_rejected_line_says_what_to_do()
    {
        var upload = Columns with { ValueDateColumn = 4, ProvvisorioColumn = 5, FirstRow = 1 };

        var rejected = Read(
            Encoding.UTF8.GetBytes(
                $"x;5;a\n01/06/2026;5;a;x\n01/06/2026;x;a\n01/06/2026;5\n01/06/2026;5;a;;{new string('9', 31)}\n01/06/2026;5;a\n"
            ),
            upload,
            Today
        ).Rejected;

        rejected.Select(r => r.Field).ShouldBe(["dateColumn", "valueDateColumn", "amountColumn", "descriptionColumn", "provvisorioColumn"]);
        // The remedy names the parameter as the caller wrote it, with its value.
        rejected.ShouldAllBe(r => r.Remedy.ToString().Contains($"{r.Field} is "));
    }

    /// <summary>
    /// The next quote of a later line would close it: all between would be one cell, and the movements in it would be gone. Wherever it is
    /// opened, every line is a movement or is told as wrong.
    /// </summary>
    [Theory]
    [InlineData("02/06/2026;6;\"b", 5, 0)]
    [InlineData("02/06/2026;\"6;b", 4, 1)]
    [InlineData("\"02/06/2026;6;b", 4, 1)]
    public void A_quote_that_the_next_one_would_close_swallows_nothing_either(string broken, int movements, int rejected)
    {
        var read = Read($"01/06/2026;5;\"a\"\n{broken}\n03/06/2026;7;\"c\"\n04/06/2026;8;\"d \"\"D\"\" e\"\n05/06/2026;9;f\n");

        (read.Lines.Count, read.Rejected.Count).ShouldBe((movements, rejected));
        read.Lines.Where(l => l.LineNumber > 2).Select(l => l.Description).ShouldBe(["c", "d \"D\" e", "f"]);
        read.Rejected.ShouldAllBe(r => r.LineNumber == 2);
    }

    /// <summary>At the end of a file that was cut, in a line that nobody can have meant, behind a blank.</summary>
    [Fact]
    public void No_line_is_lost_without_a_word()
    {
        var cut = Read("01/06/2026;5;a\n02/06/2026;6;\"BONIFICO TRONCO");
        cut.Lines.Select(l => l.Description).ShouldBe(["a", "BONIFICO TRONCO"]);

        var wide = Read(
            $"01/06/2026;5;a\n02/06/2026;6;\"{new string('x', 400_000)}\"\n03/06/2026;7;c\n{new string(';', 300_000)}\n04/06/2026;8;d\n"
        );
        wide.Lines.Select(l => l.Description).ShouldBe(["a", "c", "d"]);
        wide.Rejected.Select(r => r.LineNumber).ShouldBe([2, 4]);

        Read("01/06/2026; \"5,00\" ; \"ACCREDITO; /PUR/LGPE-RIVERSAMENTO/URI/X\"\n02/06/2026;6;b\n")
            .Lines.Select(l => (l.AmountCents, l.Description))
            .ShouldBe([(500L, "ACCREDITO; /PUR/LGPE-RIVERSAMENTO/URI/X"), (600L, "b")]);
    }

    [Fact]
    public void A_cell_of_several_lines_is_one_cell()
    {
        var read = Read("01/06/2026;5;\"uno\nDITTA \"\"ROSSI\"\"\"\n02/06/2026;6;DITTA \"BIANCHI\"\n");

        read.Lines.Select(l => (l.LineNumber, l.Description)).ShouldBe([(1, "uno\nDITTA \"ROSSI\""), (3, "DITTA \"BIANCHI\"")]);
    }

    /// <summary>Each line after it stands by itself, whether the quote would reach the end of the file or beyond any record.</summary>
    [Theory]
    [InlineData(1_000)]
    [InlineData(30_000)]
    public void A_quote_that_is_never_closed_swallows_nothing(int lines)
    {
        var read = Read("01/06/2026;5;\"x\n" + string.Concat(Enumerable.Repeat("02/06/2026;6;y\n", lines - 1)));

        read.Lines.Count.ShouldBe(lines);
        (read.Lines[0].Description, read.Lines[^1].Description).ShouldBe(("x", "y"));
        read.Lines.Select(l => l.LineNumber).ShouldBe(Enumerable.Range(1, lines));
    }

    [Theory]
    [InlineData(
        "Data;Valuta;Importo;Segno;Descrizione\n25/05/2026;25/05/2026;150,00;A;BONIFICO\n25/05/2026;25/05/2026;2,50;D;COMMISSIONI\n"
    )]
    [InlineData("Data;Valuta;Dare;Avere;Descrizione\n25/05/2026;25/05/2026;;150,00;BONIFICO\n25/05/2026;25/05/2026;2,50;;COMMISSIONI\n")]
    [InlineData(
        "Banca di prova;;;;\nData contabile;Data "
            + "valuta;Dare;Avere;Causale\n25/05/2026;25/05/2026;0,00;150,00;BONIFICO\n25/05/2026;25/05/2026;-2,50;0,00;COMMISSIONI\n"
    )]
    [InlineData(
        "Data;Valuta;Importo;D/A;Descrizione\n25/05/2026;25/05/2026;150,00;Avere;BONIFICO\n25/05/2026;25/05/2026;2,50;Dare;COMMISSIONI\n"
    )]
    [InlineData("Data,Valuta,Importo,Dare/Avere,Descrizione\n25/05/2026,,150.00,C,BONIFICO\n25/05/2026,,2.50,D,COMMISSIONI\n")]
    [InlineData(
        "sep=;\nData;Valuta;Importo;Segno;Descrizione\n2026-05-25T00:00:00;;150,00;A;BONIFICO\n25/05/2026 09:30;;2,50;D;COMMISSIONI\n"
    )]
    [InlineData("Data\tImporto\tSegno\tDescrizione\n25/05/2026\t150,00\tA\tBONIFICO\n25/05/2026\t2,50\tD\tCOMMISSIONI\n")]
    public void Money_out_is_recognised_by_the_headings(string text)
    {
        var reading = Read(Encoding.UTF8.GetBytes(text), new StatementToPreview(), Today);

        reading.Lines.Select(l => (l.Description, l.AmountCents)).ShouldBe([("BONIFICO", 15_000L), ("COMMISSIONI", -250L)]);
        reading.Rejected.ShouldBeEmpty();
    }

    [Fact]
    public void Money_out_is_found_too_where_the_caller_names_the_columns_he_knows()
    {
        var sign = Read("01/06/2026;150,00;uno;A\n01/06/2026;2,50;due;D\n"u8.ToArray(), Columns, Today);
        var given = Read("x;y;z;w\n01/06/2026;150,00;uno;\n01/06/2026;;due;2,50\n"u8.ToArray(), Columns with { DebitColumn = 4 }, Today);
        var headed = Read("Data;Avere;Causale;Dare\n01/06/2026;150,00;uno;\n01/06/2026;;due;2,50\n"u8.ToArray(), Columns, Today);

        foreach (var reading in new[] { sign, given, headed })
            reading.Lines.Select(l => l.AmountCents).ShouldBe([15_000L, -250L]);
        sign.Layout!.Columns.Sign.ShouldBe(4);
    }

    [Theory]
    [InlineData("01/06/2026;1,00;x;?", "signColumn", "invalid-sign")]
    [InlineData("01/06/2026;-1,00;x;D", "amountColumn", "two-signs")]
    public void A_sign_that_is_none_or_comes_twice_rejects_the_line(string line, string field, string code)
    {
        var rejected = Read(Encoding.UTF8.GetBytes($"01/06/2026;5,00;buona;A\n{line}\n"), Columns with { SignColumn = 4 }, Today)
            .Rejected.Single();

        (rejected.Field, rejected.Code).ShouldBe((field, code));
        rejected.Remedy.ToString().ShouldContain($"{field} is ");
    }

    [Fact]
    public void A_line_with_money_in_and_money_out_is_rejected() =>
        Read("01/06/2026;5,00;a;\n01/06/2026;5,00;b;3,00\n"u8.ToArray(), Columns with { DebitColumn = 4 }, Today)
            .Rejected.Single()
            .Code.ShouldBe("two-amounts");

    private static Reading Read(string text) => Read(Encoding.UTF8.GetBytes(text), Columns, Today);

    private static Reading Read(byte[] content, StatementParameters upload, DateOnly today)
    {
        var reader = new StatementReader(() => new MemoryStream(content), upload, today);
        var layout = reader.Recognise();
        var lines = layout is null ? [] : reader.Read(layout).ToList();
        return new(
            layout,
            layout?.ToMapping(null),
            [.. lines.Select(l => l.Movement).OfType<StatementLine>()],
            [.. lines.Select(l => l.Rejected).OfType<RejectedLine>()]
        );
    }

    private sealed record Reading(
        StatementLayout? Layout,
        StatementMapping? Mapping,
        List<StatementLine> Lines,
        List<RejectedLine> Rejected
    );
}
