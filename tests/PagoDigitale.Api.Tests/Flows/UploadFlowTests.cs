using System.Text;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

public sealed class UploadFlowTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task The_answer_comes_before_the_file_is_read()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.UploadAsync(FlowScene.Many(3));
        flow.State.ShouldBe("received");
        flow.IsDuplicate.ShouldBeFalse();
        flow.SizeBytes.ShouldBe(FlowScene.Many(3).Length);
        (await scene.ScalarAsync<long>("SELECT size_bytes FROM inbound_messages WHERE organization_id = {org} AND kind = 'flow'")).ShouldBe(
            flow.SizeBytes
        );
        await host.Api.RunJobsAsync();
        var ready = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        ready.State.ShouldBe("ready");
        ready.Counts.ShouldSatisfyAllConditions(c => c.Rows.ShouldBe(3), c => c.Valid.ShouldBe(3), c => c.Rejected.ShouldBe(0));
        ready.Amounts.ValidCents.ShouldBe(3 * 12_345);
        ready.Progress.Percent.ShouldBe(100);
        ready.ValidatedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_same_file_again_is_the_first_flow()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var first = await scene.UploadAsync(FlowScene.Many(2));
        var second = await scene.UploadAsync(FlowScene.Many(2), fileName: "altro-nome.csv");
        second.Id.ShouldBe(first.Id);
        second.IsDuplicate.ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_whose_flow_was_cancelled_can_be_sent_again()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var first = await scene.CheckedAsync(FlowScene.Many(2));
        (await scene.Flows.CancelAsync(scene.Organization, first.Id)).State.ShouldBe("cancelled");
        (await scene.Flows.CancelAsync(scene.Organization, first.Id)).State.ShouldBe("cancelled");
        var second = await scene.CheckedAsync(FlowScene.Many(2));
        second.Id.ShouldNotBe(first.Id);
        second.IsDuplicate.ShouldBeFalse();
        second.State.ShouldBe("ready");
    }

    [Fact]
    public async Task An_external_id_belongs_to_one_file()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var first = await scene.UploadAsync(FlowScene.Many(2), externalId: "LOTTO-1");
        var other = await scene.UploadAsync(FlowScene.Many(5), externalId: "LOTTO-2");
        other.Id.ShouldNotBe(first.Id);

        (await TakenAsync(scene, FlowScene.Many(3), "LOTTO-1")).ShouldContain(first.Id);
        (await TakenAsync(scene, FlowScene.Many(5), "LOTTO-1")).ShouldContain(
            first.Id,
            customMessage: "also where the file is another flow's"
        );
        (await scene.UploadAsync(FlowScene.Many(2), externalId: "LOTTO-1")).ShouldSatisfyAllConditions(
            f => f.Id.ShouldBe(first.Id),
            f => f.IsDuplicate.ShouldBeTrue()
        );
        (await scene.UploadAsync(FlowScene.Many(2), externalId: "LOTTO-3")).Id.ShouldBe(
            first.Id,
            "the same file is the same flow whatever it is called"
        );
        (await scene.Flows.ListAsync(scene.Organization)).Items.Count.ShouldBe(2);
    }

    private static async Task<string> TakenAsync(FlowScene scene, byte[] file, string externalId)
    {
        var refused = await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.UploadAsync(file, externalId: externalId));
        refused.Code.ShouldBe("external-id-taken");
        return refused.Problem!.Detail!;
    }

    [Fact]
    public async Task Two_uploads_of_one_file_at_the_same_moment_make_one_flow()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flows = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => scene.UploadAsync(FlowScene.Many(4))));
        flows.Select(f => f.Id).Distinct().Count().ShouldBe(1);
        flows.Count(f => !f.IsDuplicate).ShouldBe(1);
    }

    [Theory]
    [InlineData("NESSUNO", "service-not-found")]
    [InlineData("SPENTO", "service-inactive")]
    public async Task A_service_that_cannot_be_used_is_refused_at_once(string serviceCode, string code)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(1), serviceCode: FlowScene.Service);

        foreach (
            var call in new Func<Task>[]
            {
                () => scene.UploadAsync(FlowScene.Many(2), serviceCode: serviceCode),
                () => scene.Flows.ChangeAsync(scene.Organization, flow.Id, flow.Version, new FlowChange { ServiceCode = serviceCode }),
            }
        )
        {
            var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(call);
            var error = refused.Errors.ShouldHaveSingleItem();
            (error.Field, error.Code).ShouldBe(("serviceCode", code));
            error.Remedy.ShouldNotBeNullOrWhiteSpace();
        }
        (await scene.Flows.ListAsync(scene.Organization)).Items.ShouldHaveSingleItem().Id.ShouldBe(flow.Id);
        (await scene.Flows.ReadAsync(scene.Organization, flow.Id)).Version.ShouldBe(flow.Version);
    }

    [Fact]
    public async Task An_unknown_unit_is_refused_at_once()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var refused = await Should.ThrowAsync<PagoDigitaleException>(() =>
            scene.Flows.UploadAsync(scene.Organization, "a.csv", new MemoryStream(FlowScene.Many(1)), new() { UnitCode = "NESSUNA" })
        );
        refused.Status.ShouldBe(422);
    }

    [Theory]
    [InlineData(';', "\n", "utf8")]
    [InlineData(';', "\r\n", "utf8-bom")]
    [InlineData(';', "\r\n", "windows-1252")]
    [InlineData(',', "\n", "utf8")]
    [InlineData(',', "\r\n", "utf8-bom")]
    [InlineData(',', "\n", "windows-1252")]
    public async Task Every_encoding_separator_and_line_end_reads_the_same(char separator, string lineEnd, string encoding)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        string[][] rows =
        [
            ["Codice Fiscale", "NOMINATIVO", "Località", "indirizzo", "cap", "Importo", "descrizione"],
            [FlowScene.Rossi, "Niccolò D'Añé", "Forlì", "Via dell'Università, 3; interno 2", "47121", "1.234,50", "Quota \"piena\" 2026"],
        ];
        var text = string.Concat(
            rows.Select(r => string.Join(separator, r.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + lineEnd)
        );
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] file = encoding switch
        {
            "windows-1252" => Encoding.GetEncoding(1252).GetBytes(text),
            "utf8-bom" => [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(text)],
            _ => Encoding.UTF8.GetBytes(text),
        };
        var flow = await scene.CheckedAsync(file, serviceCode: FlowScene.Service);
        flow.Failure.ShouldBeNull();
        var row = (await scene.RowsAsync(flow)).ShouldHaveSingleItem();
        row.Errors.ShouldBeEmpty();
        row.DebtorName.ShouldBe("Niccolò D'Añé");
        row.Description.ShouldBe("Quota \"piena\" 2026");
        row.AmountCents.ShouldBe(123_450);
        row.RowNumber.ShouldBe(2);
        (
            await scene.ScalarAsync<string>(
                "SELECT debtor_address->>'street' || '|' || (debtor_address->>'city') FROM flow_rows WHERE organization_id = {org}"
            )
        ).ShouldBe("Via dell'Università, 3; interno 2|Forlì");
    }

    [Fact]
    public async Task A_workbook_reads_numbers_to_the_cent_and_dates_as_dates()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var file = Workbook.Of(
            ["codice_fiscale", "nominativo", "importo", "data_scadenza", "codice_servizio", "civico"],
            [FlowScene.Rossi, "Mario Rossi", new Number("184.5"), new DateOnly(2030, 5, 31), FlowScene.Service, new Number("12")],
            [FlowScene.Bianchi, "Laura Bianchi", new Number("1234567.89"), "31/05/2030", FlowScene.Service, null],
            [FlowScene.Entity(1), "Società", new Number("234.567"), null, FlowScene.Service, null],
            [FlowScene.Entity(2), "Società", new Number("0.30000000000000004"), null, FlowScene.Service, null]
        );
        var flow = await scene.CheckedAsync(file);
        var rows = await scene.RowsAsync(flow);
        rows[0].AmountCents.ShouldBe(18_450);
        rows[0].DueDate.ShouldBe(new DateOnly(2030, 5, 31));
        rows[1].AmountCents.ShouldBe(123_456_789);
        rows[1].DueDate.ShouldBe(new DateOnly(2030, 5, 31));
        rows[2].Errors.ShouldHaveSingleItem().Code.ShouldBe("amount-invalid");
        rows[3].AmountCents.ShouldBe(30, "fifteen digits are what a spreadsheet calculates with");
        rows[0].Original.ShouldBe($"{FlowScene.Rossi};Mario Rossi;184,5;31/05/2030;{FlowScene.Service};12");
    }

    [Fact]
    public async Task The_file_of_another_organization_is_another_flow()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var other = await FlowScene.CreateAsync(host.Api);
        await scene.CheckedAsync(FlowScene.Many(2));

        (await other.UploadAsync(FlowScene.Many(2))).IsDuplicate.ShouldBeFalse();
    }
}
