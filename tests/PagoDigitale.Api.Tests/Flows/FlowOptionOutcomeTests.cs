using System.Globalization;
using System.Text;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>
/// The outcome of a file whose rows are instalments of payment options: each row with its own notice or its own reason, and corrected it
/// is a file again that makes the positions that were refused.
/// </summary>
public sealed class FlowOptionOutcomeTests(FlowApi host) : IClassFixture<FlowApi>
{
    private const string Header =
        "codice_esterno;codice_fiscale;nominativo;codice_servizio;descrizione;importo;data_scadenza;data_fine_validita;"
        + "opzione;tipo_opzione;descrizione_opzione;rata;data_inizio_validita;paga_dopo_scadenza";
    private const string Added = "esito;codice;campo;messaggio;rimedio;numero_avviso;iuv;avvertenze";
    private const string Excluded = "excluded;;;;;;;";

    /// <summary>Positions lie between one another, and rows of their own between them; the header is row 1.</summary>
    private static readonly string[] Rows =
    [
        Row("GOOD", "300,00", "30/06/2030", "1;unica;Tutto;;;"),
        Row("BAD", "300,00", "30/06/2030", "1;unica;Tutto, o niente;;;SI"),
        Row("ALONE", "7,00", "30/06/2030", ";;;;;"),
        Row("GOOD", "100,00", "30/06/2030", "2;rate;=In due rate;1;01/05/2030;NO"),
        Row("BAD", "10x,00", "31/07/2030", "2;acconto;;1;01/06/2030;"),
        Row("OUT", "50,00", "30/06/2030", "1;;;;;"),
        Row("ALONE-BAD", "8,00", "30/06/2030", ";;;;;", fiscalCode: ""),
        Row("OUT", "20,00", "30/06/2030", "2;;;1;;"),
        Row("GOOD", "200,00", "30/09/2030", "2;;;2;;"),
        Row("BAD", "200,00", "30/09/2030", "2;;Acconto e saldo;2;;NO"),
        Row("OUT", "30,00", "30/07/2030", "2;;;2;;"),
        Row("ALONE-OUT", "9,00", "30/06/2030", ";;;;;"),
    ];

    private const string AmountRefused =
        "rejected;amount-invalid;importo;The sign 'x' does not belong to an amount: write it like 1.234,56.;"
        + "Write it in euro with at most two decimals, like 1.234,56.;;;";
    private const string CodeRefused =
        "rejected;fiscal-code-missing;codice_fiscale;The fiscal code is missing.;"
        + "Give 16 characters for a person, 11 digits for an entity, or ANONIMO.;;;";
    private const string OtherRefused =
        "rejected;position-rejected;riga;Row 6 of the same position is rejected.;"
        + "Nothing is wrong with this row. Correct row 6 and upload all rows of the position again.;;;";

    [Theory]
    [InlineData("csv", "csv")]
    [InlineData("csv", "xlsx")]
    [InlineData("xlsx", "csv")]
    [InlineData("xlsx", "xlsx")]
    public async Task Every_cell_says_what_became_of_its_own_row(string uploaded, string downloaded)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await PreparedAsync(scene, uploaded);
        string[] before =
        [
            "valid;;;;;;;",
            OtherRefused,
            "valid;;;;;;;",
            "valid;;;;;;;",
            AmountRefused,
            Excluded,
            CodeRefused,
            Excluded,
            "valid;;;;;;;",
            OtherRefused,
            Excluded,
            Excluded,
        ];
        (await OutcomeAsync(scene, flow, downloaded)).ShouldBe(Expected(before, downloaded));

        var done = await scene.GeneratedAsync(flow);

        (done.Counts.Generated, done.Counts.Rejected, done.Counts.Excluded).ShouldBe((4, 4, 4));
        var good = await PositionAsync(scene, "GOOD");
        var after = (string[])before.Clone();
        after[0] = Generated(good, 1, 1);
        after[2] = Generated(await PositionAsync(scene, "ALONE"), 1, 1);
        after[3] = Generated(good, 2, 1);
        after[8] = Generated(good, 2, 2);
        (await OutcomeAsync(scene, done, downloaded)).ShouldBe(Expected(after, downloaded));
        foreach (var verdict in new[] { "generated", "rejected", "excluded" })
            (await OutcomeAsync(scene, done, downloaded, verdict)).ShouldBe(Expected(after, downloaded, verdict));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task The_rejects_make_their_position_once_one_cell_is_corrected(string format)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var first = await scene.GeneratedAsync(await PreparedAsync(scene, format));
        var rejects = await OutcomeAsync(scene, first, format, "rejected");

        var second = await scene.CheckedAsync(FileOf(format, Corrected(rejects)));

        second.Failure.ShouldBeNull();
        (second.Counts.Valid, second.Counts.Rejected, second.Amounts.ValidCents).ShouldBe((3, 1, 30_000));
        var done = await scene.GeneratedAsync(second);
        var position = await PositionAsync(scene, "BAD");
        position
            .PaymentOptions.Select(o =>
                $"{o.Kind}, {o.Description}, from {o.ValidFrom}, late {o.KeepPayableAfterDueDate}: "
                + string.Join(' ', o.Instalments.Select(i => $"{i.AmountCents}/{i.DueDate}"))
            )
            .ShouldBe([
                "single, Tutto, o niente, from , late True: 30000/2030-06-30",
                "down-payment, Acconto e saldo, from 2030-06-01, late False: 10000/2030-07-31 20000/2030-09-30",
            ]);
        string[] told = [Generated(position, 1, 1), Generated(position, 2, 1), CodeRefused, Generated(position, 2, 2)];
        var own = Header.Split(';').Length;
        (await OutcomeAsync(scene, done, format)).ShouldBe([
            rejects[0],
            .. Corrected(rejects).Skip(1).Zip(told, (r, t) => string.Join(';', [.. r.Split(';').Take(own), t])),
        ]);
        var money = new MoneyScene(new PositionScene(host.Api, scene.Organization));
        (await money.BalanceAsync("receivables")).ShouldBe(30_000 + 700 + 30_000);
        await money.BalancedAsync();
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task The_whole_outcome_corrected_issues_what_had_not_been_issued_and_names_what_had(string format)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var first = await scene.GeneratedAsync(await PreparedAsync(scene, format));
        var good = await PositionAsync(scene, "GOOD");

        var second = await scene.CheckedAsync(FileOf(format, Corrected(await OutcomeAsync(scene, first, format))));

        second.Failure.ShouldBeNull();
        string[] told = [.. (await OutcomeAsync(scene, second, format)).Skip(1).Select(l => string.Join(';', l.Split(';')[^8..]))];
        told.ShouldBe([
            Issued(good, 1, 1),
            "valid;;;;;;;",
            Issued(await PositionAsync(scene, "ALONE"), 1, 1),
            Issued(good, 2, 1),
            "valid;;;;;;;",
            "valid;;;;;;;",
            CodeRefused,
            "valid;;;;;;;",
            Issued(good, 2, 2),
            "valid;;;;;;;",
            "valid;;;;;;;",
            "valid;;;;;;;",
        ]);
        (await scene.GeneratedAsync(second)).Counts.Generated.ShouldBe(7);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM positions WHERE organization_id = {org}")).ShouldBe(5);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM instalments WHERE organization_id = {org}")).ShouldBe(11);
    }

    /// <summary>Checked; of one position one row is left out by hand, and a row that is alone.</summary>
    private static async Task<Flow> PreparedAsync(FlowScene scene, string format)
    {
        var flow = await scene.CheckedAsync(FileOf(format, [Header, .. Rows]));
        await scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new() { RowNumbers = [9, 13] });
        return await scene.Flows.ReadAsync(scene.Organization, flow.Id);
    }

    private static async Task<Position> PositionAsync(FlowScene scene, string externalId)
    {
        var listed = (await scene.Api.Admin.Positions.ListAsync(scene.Organization, new() { ExternalId = externalId })).Items.Single();
        return await scene.Api.Admin.Positions.ReadAsync(scene.Organization, listed.Id);
    }

    private static string Generated(Position position, int option, int instalment) =>
        $"generated;;;;;{NoticeAndIuv(position, option, instalment)};";

    private static string Issued(Position position, int option, int instalment)
    {
        var issued = NoticeAndIuv(position, option, instalment);
        return $"excluded;;;;;{issued};riga: Already issued as notice {issued.Split(';')[0]}: "
            + "same debtor, service, amount and due date. The row is excluded.";
    }

    private static string NoticeAndIuv(Position position, int option, int instalment)
    {
        var named = position.PaymentOptions.Single(o => o.Index == option).Instalments.Single(i => i.Index == instalment);
        return $"{named.NoticeNumber.ShouldNotBeNull()};{named.Iuv.ShouldNotBeNull()}";
    }

    /// <summary>In text that a spreadsheet reads a formula has our apostrophe; a cell of a workbook is a text.</summary>
    private static string[] Expected(string[] told, string format, string? verdict = null) =>
        [
            $"{Header};{Added}",
            .. Rows.Zip(told)
                .Where(r => verdict is null || r.Second.StartsWith(verdict, StringComparison.Ordinal))
                .Select(r => $"{(format == "csv" ? r.First.Replace("=In", "'=In", StringComparison.Ordinal) : r.First)};{r.Second}"),
        ];

    private static string[] Corrected(string[] rows) => [.. rows.Select(r => r.Replace("10x,00", "100,00", StringComparison.Ordinal))];

    /// <summary>Cells joined by semicolons: none of these has one.</summary>
    private static async Task<string[]> OutcomeAsync(FlowScene scene, Flow flow, string format, string? verdict = null)
    {
        using var file = await scene.Flows.DownloadOutcomeAsync(scene.Organization, flow.Id, new() { Format = format, Verdict = verdict });
        var bytes = await file.ReadBytesAsync();
        return format == "csv"
            ? Encoding.UTF8.GetString(bytes).TrimStart('\ufeff').TrimEnd().Split("\r\n")
            : [.. Workbook.Texts(bytes).Select(r => string.Join(';', r))];
    }

    private static byte[] FileOf(string format, string[] rows) =>
        format == "csv"
            ? Encoding.UTF8.GetBytes(string.Join('\n', rows))
            : Workbook.Of([.. rows.Select(r => r.Split(';').Select(Shown).ToArray())]);

    /// <summary>As an office's spreadsheet has it: numbers and dates are no texts.</summary>
    private static object? Shown(string cell) =>
        cell.Length == 0 ? null
        : cell.Length <= 2 && cell.All(char.IsAsciiDigit) ? new Number(cell)
        : DateOnly.TryParseExact(cell, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : cell;

    private static string Row(string externalId, string amount, string due, string option, string fiscalCode = FlowScene.Rossi) =>
        $"{externalId};{fiscalCode};Rossi;{FlowScene.Service};Quota;{amount};{due};;{option}";
}
