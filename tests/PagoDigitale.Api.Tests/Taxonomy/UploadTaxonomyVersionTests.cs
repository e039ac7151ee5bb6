using System.Net;
using System.Text;
using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Taxonomy;

/// <summary>The published list is loaded by whoever runs the platform, version by version.</summary>
public sealed class UploadTaxonomyVersionTests : IAsyncLifetime
{
    private TestApi _api = null!;

    private ITaxonomyClient Taxonomy => _api.Admin.Taxonomy;

    public async Task InitializeAsync() => _api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_dry_run_says_what_the_file_would_do_and_does_nothing()
    {
        await TestOrganization.CreateAsync(_api.Admin);
        var csv = TaxonomyCsv
            .Usual()
            .Without("0101100IM")
            .With("0103100TS", "Chiusa", to: TaxonomyCsv.InDays(-1))
            .Row("0104100TS", "Storta", "", "31/02/2026", "01/01/2080");

        var tried = await Taxonomy.UploadVersionAsync("prova.csv", csv.File(), new() { DryRun = true });

        (tried.Answer!.Status, tried.Id, tried.LoadedAt, tried.IsCurrent, tried.IsComplete, tried.Edition).ShouldBe(
            (200, null, null, false, true, csv.Edition)
        );
        (
            tried.Counts.Rows,
            tried.Counts.Rejected,
            tried.Counts.Codes,
            tried.Counts.Valid,
            tried.Counts.Added,
            tried.Counts.Missing
        ).ShouldBe((6, 1, 5, 4, 5, 0));
        (tried.Concerned.Services, tried.Concerned.Organizations).ShouldBe(
            (1L, 1L),
            "the service of the organization has a code the file lacks"
        );
        tried
            .Problems.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                p => (p.Row, p.Field, p.Code, p.Value).ShouldBe((7, "DATA INIZIO VALIDITA (mm/gg/aaaa)", "date-invalid", "31/02/2026")),
                p => p.Remedy.ShouldNotBeNullOrWhiteSpace()
            );
        (await Taxonomy.ListVersionsAsync()).Items.ShouldBeEmpty();
        (await Taxonomy.ListCodesAsync()).Items.ShouldBeEmpty();
        (await CountAsync("inbound_messages WHERE kind = 'taxonomy'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_is_in_force_is_not_loaded_again_and_one_of_before_is()
    {
        var (first, second) = (TaxonomyCsv.Usual(), TaxonomyCsv.Usual().With("0105100TS", "Nuova"));
        var one = await Taxonomy.UploadVersionAsync("uno.csv", first.File());
        var again = await Taxonomy.UploadVersionAsync("uno-di-nuovo.csv", first.File());
        var two = await Taxonomy.UploadVersionAsync("due.csv", second.File());
        var back = await Taxonomy.UploadVersionAsync("uno.csv", first.File(), new() { Force = true });

        (one.Answer!.Status, again.Answer!.Status, again.Id, again.FileName).ShouldBe((201, 200, one.Id, "uno.csv"));
        (two.Counts.Added, two.Counts.Missing, back.Counts.Missing, back.Id == one.Id).ShouldBe((1, 0, 1, false));
        var listed = (await Taxonomy.ListVersionsAsync()).Items;
        listed.Select(v => (v.Id, v.IsCurrent)).ShouldBe([(back.Id, true), (two.Id, false), (one.Id, false)]);
        (await CountAsync("inbound_messages WHERE kind = 'taxonomy' AND organization_id = '*'")).ShouldBe(
            3,
            "each file is kept as it came"
        );
        (await CountAsync("activity_log WHERE operation_id = 'uploadTaxonomyVersion' AND organization_id = '*' AND status = 201")).ShouldBe(
            3
        );
    }

    [Fact]
    public async Task A_full_list_that_may_be_cut_short_is_not_taken_without_force()
    {
        await Taxonomy.UploadVersionAsync("tassonomia.csv", TaxonomyCsv.Usual().File());

        var missing = await RefusalAsync(
            409,
            "taxonomy-codes-missing",
            () => Taxonomy.UploadVersionAsync("tassonomia.csv", TaxonomyCsv.Usual().Without("0102100SA").File())
        );
        var rejected = await RefusalAsync(
            422,
            "taxonomy-rows-rejected",
            () =>
                Taxonomy.UploadVersionAsync(
                    "tassonomia.csv",
                    TaxonomyCsv.Usual().Row("0104100XX", "Storta", "", "01/01/1900", "01/01/2080").File()
                )
        );

        missing.Problem!.Detail!.ShouldContain("0102100SA");
        rejected
            .Problem!.Errors.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                e => e.Field.ShouldBe("file[7].DATI SPECIFICI DI INCASSO"),
                e => e.Code.ShouldBe("taxonomy-code-invalid")
            );
        (await Taxonomy.ReadCodeAsync("0102100SA")).Name.ShouldBe("Multe e verbali");
        var added = await Taxonomy.UploadVersionAsync(
            "tassonomia.csv",
            new TaxonomyCsv()
                .With("0106100TS", "Aggiunta")
                .With("0102100SA", "Multe")
                .Row("0104100XX", "Storta", "", "1/1/1900", "1/1/2080")
                .File(),
            new() { IsFull = false }
        );
        (added.Counts.Codes, added.Counts.Added, added.Counts.Changed, added.Counts.Rejected, added.IsFull, added.IsComplete).ShouldBe(
            (6, 1, 1, 1, false, true)
        );
        (await Taxonomy.ReadCodeAsync("0102100SA")).Name.ShouldBe("Multe");
        var forced = await Taxonomy.UploadVersionAsync(
            "tassonomia.csv",
            TaxonomyCsv.Usual().Without("0102100SA").File(),
            new() { Force = true }
        );
        (forced.Counts.Missing, forced.Counts.Codes).ShouldBe((2, 4));
        await RefusalAsync(404, "taxonomy-code-not-found", () => Taxonomy.ReadCodeAsync("0102100SA"));
    }

    [Fact]
    public async Task A_code_begun_again_is_there_for_each_time_and_one_day_has_one_meaning()
    {
        var csv = TaxonomyCsv
            .Usual()
            .With("0105100TS", "Prima", to: TaxonomyCsv.InDays(-10))
            .With("0105100TS", "Dopo", from: TaxonomyCsv.InDays(-9))
            .With("0105100TS", "Dopo", from: TaxonomyCsv.InDays(-9))
            .With("0105100TS", "Altro", from: TaxonomyCsv.InDays(-5))
            .Row("0107100TS", "Rovescia", "", "02/01/2030", "01/01/2030");

        var loaded = await Taxonomy.UploadVersionAsync("tassonomia.csv", csv.File(), new() { Force = true });

        loaded.Problems.Select(p => (p.Row, p.Code)).ShouldBe([(10, "code-twice"), (11, "validity-ends-before-it-begins")]);
        (await Taxonomy.ListCodesAsync(new() { Prefix = "0105" }))
            .Items.Select(c => (c.Name, c.IsValid))
            .ShouldBe([("Prima", false), ("Dopo", true)]);
        (await Taxonomy.ReadCodeAsync("0105100TS")).Name.ShouldBe("Dopo");
    }

    [Theory]
    [InlineData("windows-1252", ';', "\r\n")]
    [InlineData("utf-8", ',', "\n")]
    [InlineData("utf-8", '\t', "\r\n")]
    public async Task It_is_read_also_when_a_spreadsheet_saved_it_again(string encoding, char separator, string lineEnd)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = new TaxonomyCsv()
            .With("0101108TS", "Città e più", "Là")
            .Text.Replace(";", separator.ToString(), StringComparison.Ordinal)
            .ReplaceLineEndings(lineEnd);
        byte[] mark = encoding == "utf-8" ? [0xEF, 0xBB, 0xBF] : [];

        await Taxonomy.UploadVersionAsync("tassonomia.csv", new MemoryStream([.. mark, .. Encoding.GetEncoding(encoding).GetBytes(text)]));

        (await Taxonomy.ReadCodeAsync("0101108TS")).ShouldSatisfyAllConditions(
            c => c.Name.ShouldBe("Città e più"),
            c => c.Description.ShouldBe("Là"),
            c => c.ValidTo.ShouldBe(TaxonomyCsv.Always)
        );
    }

    [Theory]
    [InlineData("\n", "no-codes")]
    [InlineData("uno;due\n1;2\n", "column-missing")]
    [InlineData(TaxonomyCsv.Header + "\n", "no-codes")]
    [InlineData(TaxonomyCsv.Header + "\n1;COMUNE;\"mai chiusa\n", "csv-broken")]
    [InlineData("PK\u0003\u0004\0\0", "not-a-text-file")]
    public async Task What_is_no_taxonomy_is_refused_also_in_a_dry_run(string text, string code)
    {
        foreach (var dryRun in new[] { true, false })
        {
            var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
                Taxonomy.UploadVersionAsync(
                    "tassonomia.csv",
                    new MemoryStream(Encoding.UTF8.GetBytes(text)),
                    new() { DryRun = dryRun, Force = true }
                )
            );
            refused.Problem!.Errors.ShouldNotBeEmpty();
            refused.Problem.Errors.ShouldAllBe(e => e.Field == "file" && e.Code == code);
        }
    }

    [Fact]
    public async Task It_comes_as_a_form_too()
    {
        using var http = await HttpAsync(_api);
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(TaxonomyCsv.Usual().File().ToArray()), "file", "tassonomia.csv" },
            { new StringContent("false"), "isFull" },
        };

        using var answer = await http.PostAsync("/v1/taxonomy-versions", form);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Taxonomy.ListVersionsAsync())
            .Items.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                v => v.FileName.ShouldBe("tassonomia.csv"),
                v => v.IsFull.ShouldBeFalse(),
                v => v.IsComplete.ShouldBeFalse()
            );
    }

    [Fact]
    public async Task Only_a_client_of_the_platform_loads_a_list()
    {
        using var client = await TaxonomyReader.OfAsync(_api);

        await RefusalAsync(
            403,
            "organization-not-allowed",
            () => client.Taxonomy.UploadVersionAsync("tassonomia.csv", TaxonomyCsv.Usual().File())
        );

        (await Taxonomy.ListVersionsAsync()).Items.ShouldBeEmpty();
    }

    private async Task<long> CountAsync(string what)
    {
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        await using var command = source.CreateCommand($"SELECT count(*) FROM {what}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
