using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Taxonomy;

public sealed class ReadTaxonomyCodeTests : IAsyncLifetime
{
    private TestApi _api = null!;

    private ITaxonomyClient Taxonomy => _api.Admin.Taxonomy;

    public async Task InitializeAsync() => _api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Any_client_reads_a_code_with_what_it_is_for()
    {
        await Taxonomy.UploadVersionAsync("tassonomia.csv", TaxonomyCsv.Usual().File());
        using var client = await TaxonomyReader.OfAsync(_api);

        (await client.Taxonomy.ReadCodeAsync("0101100IM")).ShouldSatisfyAllConditions(
            c => c.Description.ShouldBe("Quanto dovuto per il possesso di fabbricati; vale la \"nuova\" imposta."),
            c => (c.FullCode, c.LegalReason, c.MacroArea, c.IsValid).ShouldBe(("9/0101100IM/", "IM", "TRIBUTI", true))
        );
    }

    [Fact]
    public async Task Of_a_code_begun_again_the_time_that_is_now_is_read_and_otherwise_the_last()
    {
        await Taxonomy.UploadVersionAsync(
            "tassonomia.csv",
            TaxonomyCsv
                .Usual()
                .With("0105100TS", "Finita", to: TaxonomyCsv.InDays(-10))
                .With("0105100TS", "In corso", from: TaxonomyCsv.InDays(-9), to: TaxonomyCsv.InDays(9))
                .With("0105100TS", "Futura", from: TaxonomyCsv.InDays(10))
                .With("0106100TS", "Prima", to: TaxonomyCsv.InDays(-20))
                .With("0106100TS", "Seconda", from: TaxonomyCsv.InDays(-10), to: TaxonomyCsv.InDays(-1))
                .File()
        );

        var (now, last) = (await Taxonomy.ReadCodeAsync("0105100TS"), await Taxonomy.ReadCodeAsync("0106100TS"));

        (now.Name, now.IsValid, last.Name, last.IsValid).ShouldBe(("In corso", true, "Seconda", false));
    }

    [Fact]
    public async Task A_code_that_is_not_in_force_is_not_found()
    {
        await RefusalAsync(404, "taxonomy-code-not-found", () => Taxonomy.ReadCodeAsync("0102100SA"));
        await Taxonomy.UploadVersionAsync("tassonomia.csv", TaxonomyCsv.Usual().File());
        await Taxonomy.UploadVersionAsync("tassonomia.csv", TaxonomyCsv.Usual().Without("0102100SA").File(), new() { Force = true });

        var refusal = await RefusalAsync(404, "taxonomy-code-not-found", () => Taxonomy.ReadCodeAsync("0102100SA"));

        refusal.Problem!.Detail!.ShouldContain("listTaxonomyCodes");
    }
}
