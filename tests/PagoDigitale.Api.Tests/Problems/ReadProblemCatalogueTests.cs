using System.Net;
using System.Net.Http.Headers;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Problems;

public sealed class ReadProblemCatalogueTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    [Fact]
    public async Task Every_code_has_its_page_for_programs_and_for_people()
    {
        using var http = _api.Http();
        var client = _api.Admin;
        var catalogue = await client.Problems.ReadCatalogueAsync();
        catalogue.Items.Select(i => i.Code).ShouldBe(House.Features.SelectMany(f => f.Errors).Select(e => e.Code), ignoreOrder: true);
        var index = await PageAsync(http, "/problems");

        foreach (var item in catalogue.Items)
        {
            (await client.Problems.ReadAsync(item.Code)).Meaning.ShouldBe(item.Meaning);
            index.ShouldContain($"href=\"problems/{item.Code}\"");
            var page = await PageAsync(http, item.Type.AbsolutePath);
            page.ShouldContain($"<h1><code>{item.Code}</code></h1>");
            WebUtility.HtmlDecode(page).ShouldContain(item.Meaning);
            WebUtility.HtmlDecode(page).ShouldContain(item.Remedy);
            page.ShouldNotContain("<script");
        }
    }

    [Fact]
    public async Task The_catalogue_is_in_the_order_of_its_codes()
    {
        using var anybody = _api.Client(null, null);

        var codes = (await anybody.Problems.ReadCatalogueAsync()).Items.Select(i => i.Code).ToList();

        codes.ShouldBe(codes.Order(StringComparer.Ordinal));
        codes.ShouldBeUnique();
    }

    private static async Task<string> PageAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var response = await http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await response.Content.ReadAsStringAsync();
    }
}
