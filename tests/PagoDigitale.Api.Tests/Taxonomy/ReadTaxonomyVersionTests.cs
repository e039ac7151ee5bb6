using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Taxonomy;

public sealed class ReadTaxonomyVersionTests : IAsyncLifetime
{
    private TestApi _api = null!;

    private ITaxonomyClient Taxonomy => _api.Admin.Taxonomy;

    public async Task InitializeAsync() => _api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_version_is_read_as_it_was_loaded_also_when_another_is_in_force()
    {
        var csv = TaxonomyCsv.Usual();
        var loaded = await Taxonomy.UploadVersionAsync("uno.csv", csv.File());
        await Taxonomy.UploadVersionAsync("due.csv", TaxonomyCsv.Usual().With("0105100TS", "Nuova").File());
        using var client = await TaxonomyReader.OfAsync(_api);

        var read = await client.Taxonomy.ReadVersionAsync(loaded.Id!);

        (read.FileName, read.IsCurrent, read.Edition, read.SizeBytes, read.Sha256).ShouldBe(
            ("uno.csv", false, csv.Edition, csv.File().Length, loaded.Sha256)
        );
        (read.Counts.Codes, read.Counts.Added, read.LoadedAt).ShouldBe((5, 5, loaded.LoadedAt));
    }

    [Fact]
    public async Task A_version_that_is_none_is_not_found()
    {
        var id = (await Taxonomy.UploadVersionAsync("tassonomia.csv", TaxonomyCsv.Usual().File())).Id!;

        foreach (var wrong in new[] { id[..^1] + (id[^1] == '0' ? '1' : '0'), "txv_malformed" })
            await RefusalAsync(404, "taxonomy-version-not-found", () => Taxonomy.ReadVersionAsync(wrong));
    }
}
