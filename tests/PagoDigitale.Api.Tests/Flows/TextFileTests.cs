using System.Text;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>CSV as spreadsheets and old programs write it: separators, UTF-16, and encodings that are only probable.</summary>
public sealed class TextFileTests(FlowApi host) : IClassFixture<FlowApi>
{
    private static readonly string[] Lines =
    [
        "codice_fiscale;nominativo;importo;data_scadenza;localita;indirizzo;cap",
        $"{FlowScene.Rossi};Niccolò Però;10,00;31/12/2030;Forlì;Via Università;47121",
    ];

    [Theory]
    [InlineData("sep=;\r\n", ';')]
    [InlineData("\"sep=,\"\n", ',')]
    [InlineData("SEP=|\n", '|')]
    [InlineData("", '\t')]
    [InlineData("", '|')]
    public async Task Separators_are_told_by_a_first_line_or_by_the_header(string first, char separator)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            Encoding.UTF8.GetBytes(
                first
                    + string.Join(
                        "\r\n",
                        Lines.Select(l =>
                            string.Join(
                                separator,
                                l.Split(';').Select(c => c.Contains(separator, StringComparison.Ordinal) ? $"\"{c}\"" : c)
                            )
                        )
                    )
            ),
            serviceCode: FlowScene.Service
        );

        flow.Failure.ShouldBeNull();
        var row = (await scene.RowsAsync(flow)).ShouldHaveSingleItem();
        (row.RowNumber, row.DebtorName, row.AmountCents, row.Errors.Count, row.Warnings.Count).ShouldBe((2, "Niccolò Però", 1_000L, 0, 0));
        (await scene.OutcomeAsync(flow)).Split("\r\n")[1].ShouldStartWith($"{FlowScene.Rossi};Niccolò Però;10,00;");
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Unicode_text_of_a_spreadsheet_is_read(string name)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var encoding = Encoding.GetEncoding(name);
        var flow = await scene.CheckedAsync(
            [.. encoding.GetPreamble(), .. encoding.GetBytes(string.Join("\r\n", Lines).Replace(';', '\t'))],
            serviceCode: FlowScene.Service
        );

        (await scene.RowsAsync(flow))
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(r => r.DebtorName.ShouldBe("Niccolò Però"), r => r.Errors.ShouldBeEmpty());
    }

    [Theory]
    [InlineData(850, "ibm850", "Niccolò Però")]
    [InlineData(10000, "macintosh", "Niccolò Però")]
    [InlineData(850, "ibm850", "NICCOLÒ PERÒ")]
    [InlineData(10000, "macintosh", "FORLÌ")]
    public async Task A_file_in_another_encoding_is_told_with_proposals_and_read_again_as_said(int codePage, string name, string debtor)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = $"codice_fiscale;nominativo;importo\n{FlowScene.Rossi};{debtor};10,00\n{FlowScene.Bianchi};Bianchi Laura;10,00\n";
        var flow = await scene.CheckedAsync(Encoding.GetEncoding(codePage).GetBytes(text), serviceCode: FlowScene.Service);

        var rows = await scene.RowsAsync(flow);
        rows[0].Verdict.ShouldBe("valid");
        rows[0]
            .Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                w => w.Code.ShouldBe("doubtful-text"),
                w => w.Field.ShouldBe("nominativo"),
                w => w.Proposal.ShouldBe(debtor)
            );
        rows[1].Warnings.ShouldBeEmpty();
        flow.Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(w => w.Code.ShouldBe("doubtful-encoding"), w => w.Remedy.ShouldContain(name));

        await scene.Flows.ChangeAsync(scene.Organization, flow.Id, flow.Version, new Sdk.FlowChange { Encoding = name });
        await host.Api.RunJobsAsync();
        var again = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        (await scene.RowsAsync(again))[0].ShouldSatisfyAllConditions(r => r.DebtorName.ShouldBe(debtor), r => r.Warnings.ShouldBeEmpty());
        (again.Warnings.Count, again.Counts.Warned, again.Parameters.Encoding).ShouldBe((0, 0, name));
    }

    /// <summary>A capital alone is a word; what is valid UTF-8 is no file of a Mac, and what the caller said is not doubted.</summary>
    [Theory]
    [InlineData(65001, null, "È vero")]
    [InlineData(65001, null, "É vero")]
    [InlineData(65001, null, "FORLí")]
    [InlineData(1252, null, "É vero")]
    [InlineData(1252, "windows-1252", "FORLí")]
    [InlineData(850, "ibm850", "È vero")]
    [InlineData(850, "ibm850", "É vero")]
    public async Task What_is_good_Italian_in_a_known_encoding_is_not_doubted(int codePage, string? said, string debtor)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = Encoding.GetEncoding(codePage).GetBytes($"codice_fiscale;nominativo;importo\n{FlowScene.Rossi};{debtor};10,00\n");

        var uploaded = await scene.Flows.UploadAsync(
            scene.Organization,
            "a.csv",
            new MemoryStream(file),
            new() { ServiceCode = FlowScene.Service, Encoding = said }
        );
        await host.Api.RunJobsAsync();

        (await scene.RowsAsync(uploaded))
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(r => r.DebtorName.ShouldBe(debtor), r => r.Warnings.ShouldBeEmpty());
        (await scene.Flows.ReadAsync(scene.Organization, uploaded.Id)).Warnings.ShouldBeEmpty();
    }

    /// <summary>Misread by whoever wrote the file: told by its row, and no other encoding of the file would mend it.</summary>
    [Fact]
    public async Task What_was_misread_before_the_file_was_written_is_told_by_its_row()
    {
        var scene = await FlowScene.CreateAsync(host.Api);

        var file = Encoding.UTF8.GetBytes($"codice_fiscale;nominativo;importo\n{FlowScene.Rossi};Nicol•;10,00\n");
        var flow = await scene.CheckedAsync(file, serviceCode: FlowScene.Service);

        (await scene.RowsAsync(flow))[0]
            .Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                w => w.Code.ShouldBe("doubtful-text"),
                w => w.Proposal.ShouldBe("Nicolò"),
                w => w.Remedy.ShouldContain("before the file was written")
            );
        flow.Warnings.ShouldBeEmpty();
    }

    /// <summary>
    /// ì and É of a DOS program are bytes that mean nothing in Windows-1252: nothing is printed of them, and the proposal is there all the
    /// same.
    /// </summary>
    [Theory]
    [InlineData("Canicattì Forlì", (byte)0x8D)]
    [InlineData("SANTÉ", (byte)0x90)]
    public async Task Bytes_that_no_Windows_text_has_reject_their_row_with_the_proposal(string debtor, byte odd)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = Encoding
            .GetEncoding(850)
            .GetBytes($"codice_fiscale;nominativo;importo\n{FlowScene.Rossi};{debtor};10,00\n{FlowScene.Bianchi};Bianchi Laura;10,00\n");
        file.ShouldContain(odd);
        var flow = await scene.CheckedAsync(file, serviceCode: FlowScene.Service);

        (flow.State, flow.Counts.Valid, flow.Counts.Rejected, flow.Counts.Warned).ShouldBe(("ready", 1, 1, 1));
        var row = (await scene.RowsAsync(flow))[0];
        row.Errors.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                e => (e.Field, e.Code).ShouldBe(("nominativo", "hidden-character")),
                e => e.Remedy.ShouldContain("'ibm850'")
            );
        row.Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(w => w.Code.ShouldBe("doubtful-text"), w => w.Proposal.ShouldBe(debtor));
        flow.Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(w => w.Code.ShouldBe("doubtful-encoding"), w => w.Remedy.ShouldContain("ibm850"));

        await scene.Flows.ChangeAsync(scene.Organization, flow.Id, flow.Version, new Sdk.FlowChange { Encoding = "ibm850" });
        await host.Api.RunJobsAsync();
        (await scene.RowsAsync(await scene.Flows.ReadAsync(scene.Organization, flow.Id)))[0]
            .ShouldSatisfyAllConditions(r => r.DebtorName.ShouldBe(debtor), r => r.Verdict.ShouldBe("valid"));
    }

    [Fact]
    public async Task Of_a_mixed_file_only_the_odd_rows_are_told()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var windows = Encoding.GetEncoding(1252);
        byte[] file =
        [
            .. windows.GetBytes($"codice_fiscale;nominativo;importo\n{FlowScene.Rossi};Niccolò D’Aragó;10,00\n"),
            .. Encoding.UTF8.GetBytes($"{FlowScene.Bianchi};Società Più;10,00\n"),
            .. windows.GetBytes($"{FlowScene.Entity(1)};Müller & Šarić;10,00\n".Replace('ć', 'c')),
        ];
        var rows = await scene.RowsAsync(await scene.CheckedAsync(file, serviceCode: FlowScene.Service));

        rows.Select(r => r.Warnings.SingleOrDefault()?.Proposal).ShouldBe([null, "Società Più", null]);
    }

    [Fact]
    public async Task An_encoding_nobody_knows_is_refused()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var refused = await Should.ThrowAsync<Sdk.PagoDigitaleInvalidException>(() =>
            scene.Flows.UploadAsync(scene.Organization, "a.csv", new MemoryStream(FlowScene.Many(1)), new() { Encoding = "ebcdic" })
        );
        refused.Problem!.Errors.ShouldHaveSingleItem().Code.ShouldBe("encoding-unknown");
    }
}
