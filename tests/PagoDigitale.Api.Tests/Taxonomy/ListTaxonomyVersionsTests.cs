using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Taxonomy;

public sealed class ListTaxonomyVersionsTests : IAsyncLifetime
{
    private TestApi _api = null!;

    private ITaxonomyClient Taxonomy => _api.Admin.Taxonomy;

    public async Task InitializeAsync() => _api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Any_client_lists_the_versions_the_newest_first_page_by_page()
    {
        var (first, second, third) = (
            await Taxonomy.UploadVersionAsync("uno.csv", TaxonomyCsv.Usual().File()),
            await Taxonomy.UploadVersionAsync("due.csv", TaxonomyCsv.Usual().With("0105100TS", "Nuova").File()),
            await Taxonomy.UploadVersionAsync("tre.csv", new TaxonomyCsv().With("0106100TS", "Aggiunta").File(), new() { IsFull = false })
        );
        using var client = await TaxonomyReader.OfAsync(_api);

        var page = await client.Taxonomy.ListVersionsAsync(new() { Limit = 2 });
        var rest = await client.Taxonomy.ListVersionsAsync(new() { Limit = 2, Cursor = page.NextCursor });

        page.Items.Select(v => (v.Id, v.FileName, v.IsFull, v.IsCurrent))
            .ShouldBe([(third.Id, "tre.csv", false, true), (second.Id, "due.csv", true, false)]);
        rest.Items.ShouldHaveSingleItem().Id.ShouldBe(first.Id);
        rest.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task Before_the_first_list_there_is_none() => (await Taxonomy.ListVersionsAsync()).Items.ShouldBeEmpty();
}
