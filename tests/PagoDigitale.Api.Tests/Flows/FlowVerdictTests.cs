using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>Each kind of bad row has its own code, names its column, shows what was there and says what to do.</summary>
public sealed class FlowVerdictTests(FlowApi host) : IClassFixture<FlowApi>
{
    private static readonly string Long71 = new('n', 71);
    private static readonly string Long141 = new('d', 141);

    public static TheoryData<string, string, string> BadRows =>
        new()
        {
            { $";;RSSMRA80A01H501X;Rossi;{FlowScene.Service};Quota;10,00;;;", "codice_fiscale", "fiscal-code-invalid" },
            { $";;;Rossi;{FlowScene.Service};Quota;10,00;;;", "codice_fiscale", "fiscal-code-missing" },
            { $";P;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;;;", "tipo_debitore", "debtor-type-invalid" },
            { $";G;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;;;", "tipo_debitore", "fiscal-code-type-mismatch" },
            { $";;{FlowScene.Rossi};;{FlowScene.Service};Quota;10,00;;;", "nominativo", "name-missing" },
            { $";;{FlowScene.Rossi};{Long71};{FlowScene.Service};Quota;10,00;;;", "nominativo", "name-too-long" },
            { $";;{FlowScene.Rossi};Rossi;;Quota;10,00;;;", "codice_servizio", "service-missing" },
            { $";;{FlowScene.Rossi};Rossi;NESSUNO;Quota;10,00;;;", "codice_servizio", "service-not-found" },
            { $";;{FlowScene.Rossi};Rossi;SPENTO;Quota;10,00;;;", "codice_servizio", "service-inactive" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};{Long141};10,00;;;", "descrizione", "description-too-long" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;;;;", "importo", "amount-missing" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,005;;;", "importo", "amount-invalid" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;dieci;;;", "importo", "amount-invalid" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;-10,00;;;", "importo", "amount-not-positive" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;31/02/2030;;", "data_scadenza", "date-invalid" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;31/12/1999;;", "data_scadenza", "date-implausible" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.PunctualService};Quota;10,00;31/12/2020;;", "data_scadenza", "due-date-passed" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;;2026;", "numero_accertamento", "accertamento-incomplete" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;;duemila;117", "anno_accertamento", "accertamento-year-invalid" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;;2026;999", "numero_accertamento", "accertamento-not-found" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;;2025;9", "numero_accertamento", "accertamento-inactive" },
            { $";;{FlowScene.Rossi};Ros\u200bsi;{FlowScene.Service};Quota;10,00;;;", "nominativo", "hidden-character" },
            { $"A\u202e1;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;;;", "codice_esterno", "hidden-character" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quo\u0001ta;10,00;;;", "descrizione", "hidden-character" },
            { $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;;;;resto", "riga", "too-many-cells" },
        };

    [Theory, MemberData(nameof(BadRows))]
    public async Task A_bad_row_is_rejected_and_the_good_one_beside_it_is_not(string bad, string field, string code)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Csv(bad, $";;{FlowScene.Bianchi};Laura Bianchi;{FlowScene.Service};Quota;10,00;;;"));
        flow.State.ShouldBe("ready");
        flow.Counts.ShouldSatisfyAllConditions(c => c.Valid.ShouldBe(1), c => c.Rejected.ShouldBe(1));
        var rows = await scene.RowsAsync(flow);
        var error = rows[0].Errors.ShouldHaveSingleItem();
        error.Field.ShouldBe(field);
        error.Code.ShouldBe(code);
        error.Message.ShouldNotBeNullOrWhiteSpace();
        error.Remedy.ShouldNotBeNullOrWhiteSpace();
        rows[0].Verdict.ShouldBe("rejected");
        rows[0].Original.ShouldBe(bad);
        rows[1].Verdict.ShouldBe("valid");
        rows[1].AccertamentoNumber.ShouldBeNull();
    }

    [Fact]
    public async Task Contacts_are_checked_too()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var file = System.Text.Encoding.UTF8.GetBytes(
            $"""
            codice_fiscale;nominativo;importo;codice_servizio;indirizzo;cap;localita;nazione;email;pec;data_scadenza;data_fine_validita
            {FlowScene.Rossi};Rossi;10;{FlowScene.Service};Via Roma;;Pisa;;;;;
            {FlowScene.Rossi};Rossi;20;{FlowScene.Service};Via Roma;56100;Pisa;Francia;;;;
            {FlowScene.Rossi};Rossi;30;{FlowScene.Service};;;;;rossi.it;;;
            {FlowScene.Rossi};Rossi;40;{FlowScene.Service};;;;;;due@a.it, tre@a.it;;
            {FlowScene.Rossi};Rossi;50;{FlowScene.Service};{new string('v', 71)};56100;Pisa;;;;;
            {FlowScene.Rossi};Rossi;60;{FlowScene.Service};;;;;;;31/12/2030;30/12/2030
            {FlowScene.Rossi};Rossi;70;{FlowScene.Service};;;;;;;;30/12/2020
            {FlowScene.Rossi};Rossi;80;{FlowScene.Service};Via Roma;56100;Pisa;Italia;rossi@a.it;rossi@pec.it;30/12/2030;31/12/2030
            """
        );
        var rows = await scene.RowsAsync(await scene.CheckedAsync(file));
        rows.Take(7)
            .Select(r => r.Errors.ShouldHaveSingleItem().Code)
            .ShouldBe([
                "address-incomplete",
                "country-invalid",
                "email-invalid",
                "email-invalid",
                "address-too-long",
                "valid-until-before-due-date",
                "valid-until-passed",
            ]);
        rows[7].Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cell_of_several_lines_is_one_text()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};\"Quota\n2026\";10,00;;;",
                $";;{FlowScene.Bianchi};Bi\u007fanchi;{FlowScene.Service};Quota;10,00;;;"
            )
        );
        var rows = await scene.RowsAsync(flow);
        (rows[0].Verdict, rows[0].Description).ShouldBe(("valid", "Quota 2026"));
        rows[1]
            .Errors.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                e => e.Code.ShouldBe("hidden-character"),
                e => e.Message.ShouldContain("U+007F"),
                e => e.Value.ShouldBe("Bianchi")
            );
    }

    [Fact]
    public async Task Every_error_of_a_row_is_told_at_once()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Csv(";;XYZ;;NESSUNO;Quota;uno;;;"));
        (await scene.RowsAsync(flow))
            .Single()
            .Errors.Select(e => e.Code)
            .ShouldBe(["fiscal-code-invalid", "name-missing", "amount-invalid", "service-not-found"]);
    }

    [Fact]
    public async Task Of_equal_rows_and_of_equal_external_codes_the_first_stays()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                $"A;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;;;",
                $"A;;{FlowScene.Bianchi};Bianchi;{FlowScene.Service};Quota;10,00;;;",
                $";;{FlowScene.Bianchi};Bianchi;{FlowScene.Service};Quota;10,00;;;",
                $";;{FlowScene.Bianchi};\"Bianchi\";{FlowScene.Service};Quota; 10,00;;;"
            )
        );
        var rows = await scene.RowsAsync(flow);
        rows.Select(r => r.Verdict).ShouldBe(["valid", "rejected", "valid", "rejected"]);
        rows[1]
            .Errors.Single()
            .ShouldSatisfyAllConditions(
                e => e.Code.ShouldBe("duplicate-external-id"),
                e => e.Message.ShouldContain("Row 2"),
                e => e.Value.ShouldBe("A")
            );
        rows[3].Errors.Single().ShouldSatisfyAllConditions(e => e.Code.ShouldBe("duplicate-row"), e => e.Message.ShouldContain("row 4"));
    }

    [Fact]
    public async Task An_external_code_already_issued_is_rejected()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        await scene.GeneratedAsync(
            await scene.CheckedAsync(FlowScene.Csv($"A-1;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;10,00;;;"))
        );
        var second = await scene.CheckedAsync(
            FlowScene.Csv(
                $"A-1;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota 2;20,00;;;",
                $"A-2;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota 2;20,00;;;"
            )
        );
        var rows = await scene.RowsAsync(second);
        rows[0].Errors.Single().Code.ShouldBe("external-id-taken");
        rows[1].Verdict.ShouldBe("valid");
    }
}
