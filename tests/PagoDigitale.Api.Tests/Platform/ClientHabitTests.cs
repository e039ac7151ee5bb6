using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>What HTTP libraries and languages do by themselves: PATCH as JSON, [] for an empty map, gzip, HEAD.</summary>
public sealed class ClientHabitTests(ListeningApi one) : IClassFixture<ListeningApi>
{
    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/merge-patch+json")]
    public async Task A_change_comes_as_JSON_or_as_a_merge_patch(string mediaType)
    {
        var organization = await Registry.OrganizationAsync(one.Api);
        using var http = await Registry.HttpAsync(one.Api);
        using var request = Registry.Patch($"/v1/organizations/{organization}", """{"name":"Nuovo nome"}""", "\"1\"");
        request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);

        using var response = await http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        (await JsonAsync(response))["name"]!.ToString().ShouldBe("Nuovo nome");
    }

    [Fact]
    public async Task Everything_that_does_not_fit_in_a_body_is_told_at_once()
    {
        using var http = await Registry.HttpAsync(one.Api);
        var organization = await Registry.OrganizationAsync(one.Api);

        using var created = await http.SendAsync(
            Registry.Post(
                $"/v1/organizations/{organization}/positions",
                """
                {"serviceCode":1,"descriptio":"x","isDraft":"forse","metadata":{"a":1,"b":"x"},
                 "debtor":{"type":"X","fiscalCode":null,"surname":"Rossi"},
                 "paymentOptions":[{"instalments":[{"amountCents":"10,00","dueDate":"31/12/2026"},{"amountCents":1.5}]}]}
                """
            )
        );
        using var changed = await http.SendAsync(
            Registry.Patch($"/v1/organizations/{organization}", """{"name":null,"isActive":"no","sector":[],"nome":"x"}""", "\"1\"")
        );

        (await FieldsAsync(created)).ShouldBe(
            [
                "serviceCode",
                "descriptio",
                "isDraft",
                "metadata.a",
                "debtor.type",
                "debtor.fiscalCode",
                "debtor.surname",
                "debtor.name",
                "paymentOptions[0].instalments[0].amountCents",
                "paymentOptions[0].instalments[0].dueDate",
                "paymentOptions[0].instalments[1].amountCents",
                "description",
            ],
            ignoreOrder: true
        );
        (await FieldsAsync(changed)).ShouldBe(["name", "isActive", "sector", "nome"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("[]", HttpStatusCode.UnprocessableEntity, "serviceCode")]
    [InlineData("[1]", HttpStatusCode.BadRequest, "metadata")]
    [InlineData("\"x\"", HttpStatusCode.BadRequest, "metadata")]
    public async Task An_empty_list_is_an_empty_map_and_nothing_else_is(string metadata, HttpStatusCode expected, string field)
    {
        using var http = await Registry.HttpAsync(one.Api);
        var organization = await Registry.OrganizationAsync(one.Api);

        using var response = await http.SendAsync(
            Registry.Post(
                $"/v1/organizations/{organization}/positions",
                $$"""
                {"serviceCode":"NONE","description":"x","metadata":{{metadata}},
                 "debtor":{"type":"F","fiscalCode":"ANONIMO","name":"x"},"paymentOptions":[{"instalments":[{"amountCents":1}]}]}
                """
            )
        );

        response.StatusCode.ShouldBe(expected);
        var error = (await JsonAsync(response))["errors"]!.AsArray().ShouldHaveSingleItem();
        error!["field"]!.ToString().ShouldBe(field);
        if (field == "metadata")
            error["message"]!.ToString().ShouldContain("map of texts");
    }

    [Fact]
    public async Task Answers_are_packed_for_who_asks()
    {
        using var http = await Registry.HttpAsync(one.Api);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/organizations?limit=5")
        {
            Headers = { { "Accept-Encoding", "gzip" } },
        };
        using var plain = await http.GetAsync("/v1/organizations?limit=5");

        using var handler = new HttpClientHandler();
        using var bare = new HttpClient(handler) { BaseAddress = one.Api.BaseAddress };
        bare.DefaultRequestHeaders.Authorization = http.DefaultRequestHeaders.Authorization;
        using var packed = await bare.SendAsync(request);

        plain.Content.Headers.ContentEncoding.ShouldBeEmpty();
        packed.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        packed.Headers.Vary.ShouldContain("Accept-Encoding");
        await using var gzip = new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        JsonNode.Parse(gzip)!["items"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Bodies_come_packed_and_keep_to_their_limits()
    {
        using var http = await Registry.HttpAsync(one.Api);
        var code = Registry.NewCode();

        using var taken = await http.PostAsync("/v1/organizations", Packed($$"""{"fiscalCode":"{{code}}","name":"Ente"}"""));
        using var bomb = await http.PostAsync("/v1/organizations", Packed($$"""{"name":"{{new string('x', 50_000_000)}}"}"""));
        using var broken = await http.PostAsync("/v1/organizations", Encoded("{}"u8.ToArray(), "gzip"));
        using var cut = await http.PostAsync(
            "/v1/organizations",
            Encoded(Gzip($$"""{"fiscalCode":"{{code}}","name":"Ente"}""")[..30], "gzip")
        );
        using var unknown = await http.PostAsync("/v1/organizations", Encoded("{}"u8.ToArray(), "br"));
        using var file = Encoded(Gzip(string.Concat(Enumerable.Repeat("codice_fiscale;nominativo;importo\n", 100_000))), "gzip");
        file.Headers.ContentType = new("text/csv");
        using var flow = await http.PostAsync($"/v1/organizations/{code}/flows", file);

        taken.StatusCode.ShouldBe(HttpStatusCode.Created, await taken.Content.ReadAsStringAsync());
        bomb.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        broken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        cut.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        unknown.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        flow.StatusCode.ShouldBe(HttpStatusCode.Accepted, "a file has a limit of its own, and it is the unpacked file that is kept");
        (await JsonAsync(flow))["sizeBytes"]!.GetValue<long>().ShouldBe(3_400_000);
    }

    /// <summary>The rows before the cut would be taken, and nobody would miss those behind it.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    [InlineData(1)]
    public async Task A_packed_file_that_was_cut_off_is_refused(double kept)
    {
        using var http = await Registry.HttpAsync(one.Api);
        var code = Registry.NewCode();
        (await http.PostAsync("/v1/organizations", Packed($$"""{"fiscalCode":"{{code}}","name":"Ente"}"""))).EnsureSuccessStatusCode();
        var rows = Enumerable.Range(1, 2_000).Select(i => $"RSSMRA80A01H501U;Rossi {i};{i},00");
        var packed = Gzip($"codice_fiscale;nominativo;importo\n{string.Join('\n', rows)}\n");
        // Without its last eight bytes, the sum and the length, the rows are all there and nothing proves it.
        using var file = Encoded(packed[..Math.Min((int)(packed.Length * kept), packed.Length - 8)], "gzip");
        file.Headers.ContentType = new("text/csv");

        using var refused = await http.PostAsync($"/v1/organizations/{code}/flows", file);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await JsonAsync(refused))["code"]!.ToString().ShouldBe("malformed-request");
        (await JsonAsync(await http.GetAsync($"/v1/organizations/{code}/flows")))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task HEAD_answers_like_GET_without_a_body()
    {
        using var http = await Registry.HttpAsync(one.Api);
        var organization = await Registry.OrganizationAsync(one.Api);
        foreach (var operation in OpenApiContract.Instance.Operations.Where(o => o.Method == "GET"))
        {
            var path = System.Text.RegularExpressions.Regex.Replace(
                operation.Path.Replace("{organization}", organization, StringComparison.Ordinal),
                "{[^}]+}",
                "x"
            );
            using var get = await http.GetAsync(path);
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            using var head = await http.SendAsync(request);
            (head.StatusCode, head.Content.Headers.ContentType?.MediaType, head.Headers.ETag).ShouldBe(
                (get.StatusCode, get.Content.Headers.ContentType?.MediaType, get.Headers.ETag),
                operation.OperationId
            );
            (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        }
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    private static async Task<IEnumerable<string>> FieldsAsync(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var errors = (await JsonAsync(response))["errors"]!.AsArray();
        errors.ShouldAllBe(e => e!["remedy"]!.ToString().Length > 0 && e["message"]!.ToString().Length > 0);
        return errors.Select(e => e!["field"]!.ToString());
    }

    private static ByteArrayContent Packed(string text) => Encoded(Gzip(text), "gzip");

    private static ByteArrayContent Encoded(byte[] body, string encoding) =>
        new(body) { Headers = { ContentType = new("application/json"), ContentEncoding = { encoding } } };

    private static byte[] Gzip(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return stream.ToArray();
    }
}
