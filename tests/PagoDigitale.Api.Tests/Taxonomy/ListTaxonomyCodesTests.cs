using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Taxonomy;

public sealed class ListTaxonomyCodesTests : IAsyncLifetime
{
    private TestApi _api = null!;

    private ITaxonomyClient Taxonomy => _api.Admin.Taxonomy;

    public async Task InitializeAsync() => _api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Any_client_searches_codes_by_prefix_text_and_day()
    {
        await Taxonomy.UploadVersionAsync(
            "tassonomia.csv",
            TaxonomyCsv.Usual().With("0109100TS", "Tassa di ieri", to: TaxonomyCsv.InDays(-1)).File()
        );
        using var client = await TaxonomyReader.OfAsync(_api);

        (await CodesAsync(prefix: "9/0101")).ShouldBe(["0101100IM", "0101101IM", "0101108TS"]);
        (await CodesAsync(prefix: "0102100sa")).ShouldBe(["0102100SA"]);
        (await CodesAsync(q: "citta")).ShouldBe(["0101108TS"]);
        (await CodesAsync(q: "tassa", validOn: TaxonomyCsv.InDays(0))).ShouldBe(["0101108TS"]);
        (await CodesAsync(q: "tassa", validOn: TaxonomyCsv.InDays(-1))).ShouldBe(["0101108TS", "0109100TS"]);
        (await CodesAsync(limit: 1)).Count.ShouldBe(6, "page after page");
        (await Should.ThrowAsync<PagoDigitaleException>(() => client.Taxonomy.ListCodesAsync(new() { Prefix = "multe" }))).Status.ShouldBe(
            400
        );

        async Task<List<string>> CodesAsync(string? prefix = null, string? q = null, DateOnly? validOn = null, int? limit = null)
        {
            var codes = new List<string>();
            await foreach (
                var code in client.Taxonomy.ListAllCodesAsync(
                    new()
                    {
                        Prefix = prefix,
                        Q = q,
                        ValidOn = validOn,
                        Limit = limit,
                    }
                )
            )
                codes.Add(code.Code);
            return codes;
        }
    }

    [Fact]
    public async Task A_code_has_an_entry_for_each_time_also_from_page_to_page()
    {
        await Taxonomy.UploadVersionAsync(
            "tassonomia.csv",
            TaxonomyCsv
                .Usual()
                .With("0105100TS", "Prima", to: TaxonomyCsv.InDays(-10))
                .With("0105100TS", "Dopo", from: TaxonomyCsv.InDays(-9))
                .File()
        );

        var first = await Taxonomy.ListCodesAsync(new() { Prefix = "0105", Limit = 1 });
        var second = await Taxonomy.ListCodesAsync(
            new()
            {
                Prefix = "0105",
                Limit = 1,
                Cursor = first.NextCursor,
            }
        );

        (first.Items.Single().Name, first.Items.Single().ValidTo, first.Items.Single().IsValid).ShouldBe(
            ("Prima", TaxonomyCsv.InDays(-10), false)
        );
        (second.Items.Single().Name, second.Items.Single().ValidFrom, second.Items.Single().IsValid, second.NextCursor).ShouldBe(
            ("Dopo", TaxonomyCsv.InDays(-9), true, null)
        );
    }

    [Fact]
    public async Task Codes_of_a_list_that_is_in_force_no_more_are_not_shown()
    {
        (await Taxonomy.ListCodesAsync()).Items.ShouldBeEmpty("nothing was loaded");
        await Taxonomy.UploadVersionAsync("tassonomia.csv", TaxonomyCsv.Usual().File());
        await Taxonomy.UploadVersionAsync("tassonomia.csv", TaxonomyCsv.Usual().Without("0102100SA").File(), new() { Force = true });

        (await Taxonomy.ListCodesAsync()).Items.Select(c => c.Code).ShouldBe(["0101100IM", "0101101IM", "0101108TS", "0201133AP"]);
    }
}
