using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.OpenApi;

public sealed class PublishedDocumentTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private static Task<byte[]> PublishedAsync() => File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "openapi.yaml"));

    [Fact]
    public async Task The_served_document_is_the_published_one_to_the_byte()
    {
        using var http = _api.Http();

        using var answer = await http.GetAsync("/openapi.yaml");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/yaml");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(await PublishedAsync());
    }

    /// <summary>The tests read YAML with code of their own.</summary>
    [Fact]
    public async Task As_json_it_says_the_same()
    {
        using var http = _api.Http();

        using var answer = await http.GetAsync("/openapi.json");

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var served = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
        JsonNode.DeepEquals(served, OpenApiContract.Instance.Root).ShouldBeTrue();
    }

    [Fact]
    public async Task It_is_the_same_whatever_the_instance_is_called()
    {
        await using var other = await TestApi.StartAsync(("PagoDigitale:PublicUrl", "https://pagopa.comune.example/pagamenti/"));
        using var http = other.Http();

        (await http.GetByteArrayAsync("/openapi.yaml")).ShouldBe(await PublishedAsync());
    }

    [Theory]
    [InlineData("/openapi.yaml")]
    [InlineData("/openapi.json")]
    public async Task Who_has_it_already_is_told_so(string path)
    {
        using var http = _api.Http();
        using var first = await http.GetAsync(path);
        first.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromMinutes(1));
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await http.SendAsync(again);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/openapi.yaml")]
    [InlineData("/openapi.json")]
    public async Task Head_says_what_get_would(string path)
    {
        using var http = _api.Http();
        using var got = await http.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var head = await http.SendAsync(request);

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Headers.ETag.ShouldBe(got.Headers.ETag);
        head.Content.Headers.ContentLength.ShouldBe((await got.Content.ReadAsByteArrayAsync()).Length);
    }

    [Theory]
    [InlineData("/openapi.yaml")]
    [InlineData("/openapi.json")]
    public async Task It_is_packed_for_who_asks(string path)
    {
        using var http = _api.Http();
        var bare = await http.GetByteArrayAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));

        using var packed = await http.SendAsync(request);

        packed.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        using var gzip = new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        await gzip.CopyToAsync(unpacked);
        unpacked.ToArray().ShouldBe(bare);
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/swagger")]
    [InlineData("/swagger/index.html")]
    public async Task What_the_application_says_of_itself_is_served_to_nobody(string path)
    {
        using var http = _api.Http();

        using var answer = await http.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
