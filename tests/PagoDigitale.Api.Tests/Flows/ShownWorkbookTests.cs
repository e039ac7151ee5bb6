using System.Globalization;
using System.Text;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Flows.RawWorkbook;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>A workbook means what it shows: no hidden sheet, no lost zero, no error taken for an empty cell.</summary>
public sealed class ShownWorkbookTests(FlowApi host) : IClassFixture<FlowApi>
{
    private static readonly string Columns = Header(
        "codice_fiscale",
        "nominativo",
        "importo",
        "codice_servizio",
        "data_scadenza",
        "indirizzo",
        "cap",
        "localita",
        "civico"
    );

    [Theory]
    [InlineData("hidden", "servizi")]
    [InlineData("veryHidden", "servizi")]
    [InlineData("hidden", "codice_fiscale")]
    public async Task The_first_visible_sheet_is_read_and_the_hidden_one_before_it_is_told(string state, string firstColumn)
    {
        var old = firstColumn == "servizi" ? Header(firstColumn) + Header("QUOTE") : Columns + Line("Vecchio Elenco", Number("999"));
        var (flow, rows) = await ReadAsync(
            Of([new("Liste", state, old), new("Dovuti", "", Columns + Line("Elenco Nuovo", Number("184.5")))])
        );

        var row = rows.ShouldHaveSingleItem();
        (row.DebtorName, row.AmountCents, row.Verdict).ShouldBe(("Elenco Nuovo", 18_450L, "valid"));
        flow.Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                w => w.Code.ShouldBe("hidden-sheet"),
                w => w.Message.ShouldContain("'Liste'"),
                w => w.Message.ShouldContain("'Dovuti'")
            );
    }

    [Fact]
    public async Task Every_sheet_with_rows_that_is_not_read_is_told()
    {
        var (one, empty) = (Columns + Line("Rossi", Number("10")), Row("<c s=\"0\"/>"));

        var (flow, rows) = await ReadAsync(
            Of([
                new("Vuoto", "hidden", empty),
                new("Gennaio", "", one),
                new("Febbraio", "", one),
                new("Foglio3", "", empty),
                new("Archivio", "veryHidden", one),
                new("Marzo", "", one),
            ])
        );

        rows.ShouldHaveSingleItem();
        flow.Warnings.Select(w => (w.Code, w.Message))
            .ShouldBe([
                ("hidden-sheet", "The sheet 'Archivio' is hidden and was not read: only the first visible one is, 'Gennaio'."),
                ("sheet-not-read", "The sheets 'Febbraio', 'Marzo' were not read: only the first visible one is, 'Gennaio'."),
            ]);
    }

    [Theory]
    [InlineData(";;;", "12.5", true)]
    [InlineData("0.00;;", "0", true)]
    [InlineData("0.00;-0.00;;@", "12.5", false)]
    [InlineData("\"\";\"\";\"\"", "12.5", true)]
    [InlineData("#,##0.00;[Red]-#,##0.00", "12.5", false)]
    public async Task A_number_whose_format_shows_nothing_is_read_and_told(string format, string number, bool isTold)
    {
        var (_, rows) = await ReadAsync(Of(Columns + Line("Rossi", Number(number, 2)), [format]));

        var row = rows.ShouldHaveSingleItem();
        row.Warnings.Any(w => w is { Code: "unshown-value", Field: "importo" } && w.Message.Contains("C2", StringComparison.Ordinal))
            .ShouldBe(isTold);
        if (number == "12.5")
            (row.Verdict, row.AmountCents).ShouldBe(("valid", 1_250L));
    }

    [Fact]
    public async Task Hidden_rows_and_columns_are_read_and_told()
    {
        var hidden = Line("Nascosto", Number("10"))[4..];
        var (flow, rows) = await ReadAsync(
            Of([
                new(
                    "S",
                    "visible",
                    $"{Columns}<row r=\"2\" hidden=\"1\"{hidden}{Line("In vista", Number("20"))}",
                    "<cols><col min=\"2\" max=\"3\" width=\"9\" hidden=\"true\"/></cols>"
                ),
            ])
        );

        rows.Select(r => (r.DebtorName, r.Warnings.Count)).ShouldBe([("Nascosto", 1), ("In vista", 0)]);
        rows[0].Warnings[0].Code.ShouldBe("hidden-row");
        flow.Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                w => w.Code.ShouldBe("hidden-column"),
                w => w.Message.ShouldContain("'nominativo' (B1)"),
                w => w.Message.ShouldContain("'importo' (C1)")
            );
        flow.Counts.Warned.ShouldBe(1);
        (await host.Api.Admin.Flows.ListRowsAsync(Organization(flow), flow.Id, new() { HasWarnings = true }))
            .Items.ShouldHaveSingleItem()
            .DebtorName.ShouldBe("Nascosto");
        (await host.Api.Admin.Flows.ListRowsAsync(Organization(flow), flow.Id, new() { HasWarnings = false }))
            .Items.ShouldHaveSingleItem()
            .DebtorName.ShouldBe("In vista");
    }

    [Theory]
    [InlineData("", 47848)]
    [InlineData("<workbookPr date1904=\"false\"/>", 47848)]
    [InlineData("<workbookPr date1904=\"0\"/>", 47848)]
    [InlineData("<workbookPr date1904=\"1\"/>", 46386)]
    [InlineData("<workbookPr date1904=\"true\"/>", 46386)]
    [InlineData("<workbookPr date1904=\" true \"/>", 46386)]
    public async Task Days_are_counted_from_where_the_workbook_says(string workbookPr, int serial)
    {
        var (_, rows) = await ReadAsync(
            Of(
                Columns + Line("Data", Number("1"), due: Number(serial.ToString(CultureInfo.InvariantCulture), style: 1)),
                workbookPr: workbookPr
            )
        );

        rows.ShouldHaveSingleItem().DueDate.ShouldBe(new DateOnly(2030, 12, 31));
    }

    [Theory]
    [InlineData("2030-12-31")]
    [InlineData("2030-12-31T00:00:00")]
    [InlineData("2030-12-31T00:00:00.000")]
    [InlineData("2030-12-31T23:59:59Z")]
    public async Task Date_cells_in_ISO_form_are_dates_with_and_without_an_hour(string value)
    {
        var (_, rows) = await ReadAsync(Of(Columns + Line("Data", Number("1"), due: $"<c s=\"1\" t=\"d\"><v>{value}</v></c>")));

        rows.ShouldHaveSingleItem().DueDate.ShouldBe(new DateOnly(2030, 12, 31));
    }

    [Fact]
    public async Task Zeros_that_a_number_format_shows_are_read()
    {
        string[] formats = ["00000", "00000000000", "0", "[$-410]00000;[Red]-00000", "000\\-00"];
        var entity = FlowScene.Entity(1);
        var (_, rows) = await ReadAsync(
            Of(
                string.Concat(
                    Columns,
                    Row(
                        Number(entity.TrimStart('0'), 3),
                        Text("Uno"),
                        Number("184.5", 2),
                        Text(FlowScene.Service),
                        "<c/>",
                        Text("Via Roma"),
                        Number("184", 2),
                        Text("Roma"),
                        Number("7", 4)
                    ),
                    Row(
                        Number(entity.TrimStart('0'), 3),
                        Text("Due"),
                        Number("7", 2),
                        Text(FlowScene.Service),
                        "<c/>",
                        Text("Via Roma"),
                        Number("20121", 5),
                        Text("Milano"),
                        Number("1203", 6)
                    )
                ),
                formats
            )
        );

        rows.ShouldAllBe(r => r.Errors.Count == 0 && r.DebtorFiscalCode == entity);
        rows[0].Original.ShouldBe($"{entity};Uno;184,5;{FlowScene.Service};;Via Roma;00184;Roma;7");
        rows[1].Original.ShouldBe($"{entity};Due;00007;{FlowScene.Service};;Via Roma;20121;Milano;012-03");
        rows.Select(r => r.AmountCents).ShouldBe([18_450, 700]);
    }

    /// <summary>Every amount with two decimals, calculated as spreadsheets do: a share of a quota, a surcharge, a sum.</summary>
    [Fact]
    public async Task Calculated_amounts_are_the_amounts_they_show()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PAGODIGITALE_SEED"), out var given) ? given : Random.Shared.Next();
        var random = new Random(seed);
        var wanted = new List<long>();
        var lines = new StringBuilder(Columns);
        foreach (
            var (value, cents) in new[]
            {
                (100 * 1.1, 11_000L),
                (3 * 1.1, 330),
                (184.5 * 1.1, 20_295),
                (82.5 * 0.7, 5_775),
                (0.1 + 0.2, 30),
            }.Concat(
                Enumerable
                    .Range(0, 200)
                    .Select(_ =>
                    {
                        var (quota, percent) = (random.Next(1, 10_000), random.Next(1, 200));
                        return (quota * (percent / 100.0), (long)quota * percent);
                    })
            )
        )
        {
            lines.Append(Line($"Quota {wanted.Count}", $"<c><f>X</f><v>{value.ToString("R", CultureInfo.InvariantCulture)}</v></c>"));
            wanted.Add(cents);
        }
        var (_, rows) = await ReadAsync(Of(lines.ToString()));

        rows.Select(r => r.AmountCents).ShouldBe(wanted.Select(c => (long?)c), $"PAGODIGITALE_SEED={seed}");
    }

    [Theory]
    [InlineData("10.005")]
    [InlineData("0.001")]
    [InlineData("1234567.891")]
    public async Task An_amount_of_more_than_two_decimals_is_never_rounded(string value)
    {
        var (_, rows) = await ReadAsync(Of(Columns + Line("Quota", Number(value, 2)), ["0.00"]));

        rows.ShouldHaveSingleItem().Errors.ShouldHaveSingleItem().Code.ShouldBe("amount-invalid");
    }

    [Theory]
    [InlineData("<c t=\"e\"><v>#N/A</v></c>", "#N/A")]
    [InlineData("<c t=\"e\"><f>VLOOKUP(1)</f><v>#REF!</v></c>", "#REF!")]
    [InlineData("<c t=\"e\"><v>#SPILL!</v></c>", "#SPILL!")]
    [InlineData("<c t=\"e\"><v>#PYTHON!</v></c>", "#PYTHON!")]
    [InlineData("<c t=\"e\"><v>errore</v></c>", "#N/A")]
    [InlineData("<c t=\"e\"/>", null)]
    [InlineData("<c><f>A1</f></c>", "formula")]
    [InlineData("<c><f>A1</f><v/></c>", "formula")]
    [InlineData("<c t=\"n\"><f>A1</f><v></v></c>", "formula")]
    [InlineData("<c t=\"inlineStr\"><is><t>#N/D</t></is></c>", "#N/D")]
    [InlineData("<c t=\"inlineStr\"><is><t>#######</t></is></c>", "#######")]
    public async Task An_error_is_told_with_its_cell_and_is_never_an_empty_one(string cell, string? said)
    {
        var (_, rows) = await ReadAsync(
            Of(
                string.Concat(
                    Columns,
                    Line("Importo", cell),
                    Line("Scadenza", Number("1"), due: cell),
                    Row(Text(FlowScene.Rossi), cell, Number("1"), Text(FlowScene.Service)),
                    Row(Text(FlowScene.Rossi), Text("Via"), Number("1"), Text(FlowScene.Service), "<c/>", cell, Text("00184"), Text("Roma"))
                )
            )
        );

        if (said is null)
            return;
        foreach (var (row, reference) in rows.Zip(["C2", "E3", "B4", "F5"]))
            row.Errors.ShouldHaveSingleItem()
                .ShouldSatisfyAllConditions(
                    e => e.Code.ShouldBe("cell-error"),
                    e => e.Message.ShouldContain($"cell {reference} "),
                    e => e.Message.ShouldContain(said)
                );
    }

    [Fact]
    public async Task A_formula_whose_result_is_the_empty_text_is_an_empty_cell()
    {
        var (_, rows) = await ReadAsync(Of(Columns + Line("Quota", Number("1"), due: "<c t=\"str\"><f>IF(1,\"\",2)</f><v></v></c>")));

        rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Errors.ShouldBeEmpty(), r => r.DueDate.ShouldBeNull());
    }

    [Fact]
    public async Task A_row_of_errors_alone_is_a_row()
    {
        var (_, rows) = await ReadAsync(Of(Columns + Row("<c t=\"e\"><v>#REF!</v></c>")));

        rows.ShouldHaveSingleItem().Errors.ShouldContain(e => e.Code == "cell-error" && e.Field == "codice_fiscale");
    }

    private static string Line(string name, string amount, string? due = null) =>
        Row(Text(FlowScene.Rossi), Text(name), amount, Text(FlowScene.Service), due ?? "<c/>");

    private readonly Dictionary<string, string> _organizations = [];

    private string Organization(Flow flow) => _organizations[flow.Id];

    private async Task<(Flow Flow, List<FlowRow> Rows)> ReadAsync(byte[] file)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(file);
        flow.State.ShouldBe("ready", flow.Failure?.Message);
        _organizations[flow.Id] = scene.Organization;
        return (flow, await scene.RowsAsync(flow));
    }
}
